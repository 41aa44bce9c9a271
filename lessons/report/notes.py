"""The notes of a judged take, ready to be drawn: what was asked, what was heard, how far off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from content.assessment import Item
from content.model import Status
from content.score import Score
from lessons.report.strands import Script, glyph

Verdict = Literal["good", "off", "unseen", "untold"]


@dataclass(frozen=True)
class NoteBox:
    """One note of the reference on its own clock. `semitones` above 上 (or the tonic).

    `lyric` is the sung syllable, on every note of it, `syllable` its place in the text: one
    character twice in a row is two syllables. `gongche` None where none is written.
    """

    index: int
    lyric: str
    gongche: str | None
    onset_s: float
    duration_s: float
    semitones: float
    syllable: int = 0

    @property
    def end_s(self) -> float:
        """Where the note ends, in seconds of the reference."""
        return self.onset_s + self.duration_s


@dataclass(frozen=True)
class Judged:
    """What a scorer said about one note: cents flat − or late −; None where not measured."""

    index: int
    cents: float | None
    late_ms: float | None
    timing: Status
    missing: bool


@dataclass(frozen=True)
class Limits:
    """How far a note may be off before it is marked, in cents and milliseconds."""

    cents: float
    ms: float


class Sung(Protocol):
    """A take's pitch line: `times` (n,) s on the take's clock, `semitones` (n,) above the
    reference's tonic after the key is removed, NaN unvoiced; take = lag + ratio * reference.
    """

    @property
    def times(self) -> npt.NDArray[np.float64]:
        """(n,) seconds on the take's clock."""
        ...

    @property
    def semitones(self) -> npt.NDArray[np.float64]:
        """(n,) semitones, NaN where unvoiced."""
        ...

    @property
    def lag_s(self) -> float:
        """Where the reference's zero lies on the take's clock, in seconds."""
        ...

    @property
    def tempo_ratio(self) -> float:
        """Seconds of the take for one second of the reference."""
        ...


def boxes(score: Score, script: Script) -> tuple[NoteBox, ...]:
    """Return the notes of a score at its own tempo, in seconds."""
    beat = 60.0 / score.tempo_bpm
    return tuple(
        NoteBox(
            i,
            glyph(score.syllables[note.syllable], script),
            note.gongche,
            note.onset * beat,
            note.duration * beat,
            note.semitones,
            note.syllable,
        )
        for i, note in enumerate(score.notes)
    )


def judged(items: Iterable[Item]) -> Mapping[int, Judged]:
    """Return the items of a voice assessment by note index. Raises KeyError for other items."""
    return {j.index: j for j in map(_judged, items)}


def pitch_verdict(note: Judged | None, limits: Limits) -> Verdict:
    """Return how the pitch of a note is marked."""
    if note is None or note.missing:
        return "unseen"
    if note.cents is None:
        return "untold"
    return "good" if abs(note.cents) <= limits.cents else "off"


def time_verdict(note: Judged | None, limits: Limits) -> Verdict:
    """Return how the onset of a note is marked; "untold" where its timing is not graded."""
    if note is None or not note.timing.gradable:
        return "untold"
    if note.missing:
        return "unseen"
    if note.late_ms is None:
        return "untold"
    return "good" if abs(note.late_ms) <= limits.ms else "off"


def _judged(item: Item) -> Judged:
    return Judged(
        index=int(item["index"] or 0),
        cents=_number(item["cents"]),
        late_ms=_number(item["late_ms"]),
        timing=Status(str(item["timing_status"])),
        missing=bool(item["missing"]),
    )


def _number(value: float | int | bool | str | None) -> float | None:
    return None if value is None else float(value)
