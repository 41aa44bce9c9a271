"""What is known of the delay of each pair of devices, and its file in the user's folder."""

import contextlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from pydantic import Field, ValidationError

from audio.device import DeviceFacts
from content import keeping
from content.errors import Refusal
from content.formats import refuse_newer
from content.model import Document
from content.texts import _

FORMAT: Final = 1
FILE = "sound.json"
CHANGED = 0.005  # seconds; the spread a measurement may have
Way = Literal["chirp", "tap"]


class Calibration(Document):
    """The delay of one pair of devices: `latency` and its `spread` in seconds, found by `way`.

    `told` is what the system said of the latency then: where it says otherwise, it was set up
    otherwise, and what was measured holds no more.
    """

    microphone: str
    loudspeaker: str
    host: str
    latency: float = Field(ge=-1, le=1)
    told: float = Field(ge=0, le=10)
    spread: float = Field(ge=0, le=1)
    way: Way

    @property
    def pair(self) -> tuple[str, str, str]:
        """Of which pair it is, as in DeviceFacts."""
        return self.microphone, self.loudspeaker, self.host


class _File(Document):
    format: Literal[1] = FORMAT
    pairs: tuple[Calibration, ...] = ()


def applied(facts: DeviceFacts, known: Sequence[Calibration]) -> DeviceFacts:
    """Return `facts` with the latency that was measured for this pair as it is, if it was.

    People tap ahead of a beat, so a tapped latency may be under 0; no device hears ahead.
    """
    for each in known:
        if each.pair == facts.pair and abs(each.told - facts.latency) <= CHANGED:
            return replace(facts, latency=max(each.latency, 0.0), calibrated=True)
    return facts


def timing_trusted(facts: DeviceFacts | None) -> tuple[bool, str]:
    """Return whether onsets of a take may be graded; else why not, in one sentence."""
    if facts is None:
        return False, _("No device was open, so no timing is graded.")
    if facts.wireless:
        return False, _(
            "{name} goes by Bluetooth, whose delay wavers: no timing is graded. "
            "Use a cable for that."
        ).format(name=facts.microphone)
    if not facts.calibrated:
        return False, _(
            "The delay of this microphone and loudspeaker is not known: no timing is graded. "
            "Measure it once with: shuimo calibrate."
        )
    if facts.lost:
        return False, _(
            "The computer was too busy and lost sound ({n} times): no timing is graded. "
            "Close other programs and sing again."
        ).format(n=facts.lost)
    return True, ""


def read(folder: Path) -> tuple[tuple[Calibration, ...], str | None]:
    """Return what is kept in `folder`, and one sentence where its file was damaged.

    A damaged file is set aside. Raises Refusal where a newer program wrote it.
    """
    path = folder / FILE
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        refuse_newer(raw, FORMAT, path)
        return _File.model_validate(raw).pairs, None
    except FileNotFoundError:
        return (), None
    except (OSError, ValueError, ValidationError):
        aside = path.with_name(FILE + ".damaged")
        with contextlib.suppress(OSError):
            path.replace(aside)
        sentence = _(
            "{file} was damaged and is set aside as {aside}. "
            "Measure your devices again with: shuimo calibrate."
        )
        return (), sentence.format(file=path, aside=aside.name)


def keep(folder: Path, found: Calibration) -> None:
    """Write `found` in the place of what was known of its pair.

    Raises Refusal where the file cannot be written; it then is as it was.
    """
    pairs = tuple(c for c in read(folder)[0] if c.pair != found.pair)
    path = folder / FILE
    try:
        keeping.put(path, _File(pairs=(*pairs, found)).model_dump_json(indent=1).encode())
    except OSError as e:
        sentence = _("{file}: not written ({reason}). Free some space and measure again.")
        raise Refusal(sentence.format(file=path, reason=e.strerror)) from e
