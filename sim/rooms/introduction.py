"""What is said once before the first take: which microphone, what of its delay, headphones."""

from pathlib import Path

from audio.calibrations import timing_trusted
from audio.device import DeviceFacts
from audio.ears_messages import LiveMic
from content.texts import _
from sim.app import App
from sim.rooms.deck import Deck
from sim.views.column import Button
from sim.views.slip import Slip


class Introduction:
    """A slip that follows the microphone while it wakes. Once a window; never for a recording."""

    def __init__(self, app: App, deck: Deck) -> None:
        self._app, self._deck = app, deck
        self.open = False

    @property
    def due(self) -> bool:
        """Whether nobody has read it yet."""
        return not self._app.introduced and isinstance(self._app.mic, LiveMic)

    def frame(self, deaf: str, speakers: bool) -> None:
        """Show what is known by now; `deaf` says why nothing is heard."""
        if self.open:
            self._deck.show("question", slip(self._app.ears.facts, deaf, speakers))

    def read(self) -> None:
        """It was read and is not shown again."""
        self._app.introduced, self.open = True, False


def slip(facts: DeviceFacts | None, deaf: str, speakers: bool) -> Slip:
    """Return what is said of the microphone, its delay and headphones."""
    heard = [deaf] if deaf else [_("The ears are waking: wait a moment.")]
    if facts is not None and not deaf:
        trusted, why = timing_trusted(facts)
        named = _("Microphone: {name}.").format(name=Path(facts.microphone).name)
        heard = [named, _("Its delay was measured, so timing is marked.") if trusted else why]
    wear = _("Wear headphones, so that the microphone hears you alone; without them press H.")
    if speakers:
        wear = _("Through speakers the microphone hears the music too. With headphones press H.")
    again = _("A recording will do as well: R judges one from your folder.")
    buttons = (
        Button("begin", _("● begin")),
        Button("folder", _("Open the folder")),
        Button("back", _("Back to the page")),
    )
    return Slip(_("Before the first take"), "\n".join((*heard, wear)), again, buttons)
