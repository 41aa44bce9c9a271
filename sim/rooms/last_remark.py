"""What a master said last of this lesson, shown to its learner when he comes back to it."""

from content.correction import Correction
from content.errors import Refusal
from content.texts import _
from lessons import remarks
from sim.app import App
from sim.keeping import last_remark
from sim.views.column import Button
from sim.views.slip import Slip


def slip(app: App, lesson_id: str, close: str) -> Slip | None:
    """Return the master's word for whom this window keeps, if there is one.

    `close` is what its button is called by. Where it cannot be read the slip says why, and the
    lesson begins all the same.
    """
    try:
        said = last_remark(app.person, lesson_id)
    except Refusal as refusal:
        body, small = str(refusal), ""
    else:
        if said is None:
            return None
        body, small = said.text, _about(said)
    return Slip(_("Your teacher's word"), body, small, (Button(close, _("Close")),))


def _about(said: Correction) -> str:
    """Return who said it, on which day, of what and where, and the score if there is one."""
    score = None if said.score is None else _("{score:.0f} of 100").format(score=said.score)
    return " · ".join(filter(None, (remarks.whose(said), remarks.where(said), score)))
