"""A MIDI pad or drum on which the 板 is struck: the only file that knows live MIDI."""

import sys
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from content.errors import Refusal
from content.event import Event
from content.texts import _

STRUCK = "ban.tap"
SEQUENCER = Path("/dev/snd/seq")


class Pad:
    """The first MIDI input of the system as a Source of 板.

    Each stroke is one event `ban.tap` with `force` 0..1 and `ago`, the seconds by which it was
    struck before it is told. Raises Refusal where there is no pad, or another program holds it.
    """

    def __init__(self) -> None:
        self._struck: deque[tuple[float, float]] = deque()
        self._port, self.name = _open(self._hear)

    def poll(self, tick: int) -> Sequence[Event]:
        """Return what was struck since the last time, oldest first."""
        now, events = time.monotonic(), []
        while self._struck:
            at, force = self._struck.popleft()
            events.append(Event(tick, STRUCK, {"force": force, "ago": now - at}))
        return events

    def close(self) -> None:
        """Let go of the pad."""
        self._port.close()

    def _hear(self, message: Any) -> None:
        # A note that begins with no force is one that ends: many pads say it so.
        if message.type == "note_on" and message.velocity > 0:
            self._struck.append((time.monotonic(), message.velocity / 127))


def _open(hear: Any) -> tuple[Any, str]:
    if sys.platform == "linux" and not SEQUENCER.exists():  # ALSA itself would tell the terminal
        raise _unplugged()
    import mido  # asks the system for its MIDI when it is first used

    try:
        names = mido.get_input_names()
    except Exception as e:  # rtmidi's errors have no common kind but this
        sentence = _("MIDI does not work on this machine ({reason}). Tap the 板 by key instead.")
        raise Refusal(sentence.format(reason=_first_line(e))) from e
    names = [n for n in names if "through" not in n.lower()]  # the system's own empty socket
    if not names:
        raise _unplugged()
    try:
        return mido.open_input(names[0], callback=hear), names[0]
    except Exception as e:
        sentence = _(
            "{name} could not be opened ({reason}). Close other programs that use it, "
            "or tap the 板 by key."
        )
        raise Refusal(sentence.format(name=names[0], reason=_first_line(e))) from e


def _unplugged() -> Refusal:
    return Refusal(_("No MIDI pad is plugged in. Plug one in, or tap the 板 by key."))


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].partition(".")[0]
