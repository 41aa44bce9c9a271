"""What a master said last of this lesson, shown to its learner when he comes back to it."""

from content.correction import Correction
from content.errors import Refusal
from content.texts import _
from lessons import remarks
from sim.app import App
from sim.keeping import last_remark
from sim.rooms.deck import Deck
from sim.views.column import Button
from sim.views.slip import Slip


def show(app: App, deck: Deck, lesson_id: str) -> None:
    """Lay the master's word over a room, if there is one; every room closes "facts" itself."""
    try:
        said = last_remark(app.person, lesson_id)
    except Refusal as refusal:  # the lesson begins all the same
        deck.show("facts", slip(str(refusal), ""))
    else:
        if said is not None:
            deck.show("facts", slip(said.text, _about(said)))


def slip(body: str, small: str) -> Slip:
    """Return a master's word as a slip of paper."""
    return Slip(_("Your teacher's word"), body, small, (Button("close", _("Close")),))


def _about(said: Correction) -> str:
    """Return who said it, on which day, of what and where, and the score if there is one."""
    score = None if said.score is None else _("{score:.0f} of 100").format(score=said.score)
    return " · ".join(filter(None, (remarks.whose(said), remarks.where(said), score)))
