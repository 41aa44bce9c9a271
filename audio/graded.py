"""What a grade is asked of and what it says: frozen, so that it crosses to other processes."""

from dataclasses import dataclass

from audio.breathing import Taken
from audio.proportion import Proportion
from audio.vibrato import Vibrato
from content.model import Status


@dataclass(frozen=True)
class ReferenceNote:
    """One note of the reference: seconds, seconds, MIDI number, and how its onset is known.

    `ornaments` the 腔格 marked on it (豁 擞 叠 掇 断 罕), `breath` a 气口 after it; `free` in
    散板, where `timing` is how its length is known. `cents_spread`, `ms_spread` what the
    master's own takes differ by; `curve` the master's contour of it in semitones above `pitch`,
    100 a second from its onset, where the reference is a recording.
    """

    onset: float
    duration: float
    pitch: float
    timing: Status
    ornaments: tuple[str, ...] = ()
    breath: bool = False
    free: bool = False
    cents_spread: float = 0.0
    ms_spread: float = 0.0
    curve: tuple[float, ...] = ()

    @property
    def graded(self) -> bool:
        """Whether its time may cost anything: in 散板 only a length that a source confirms."""
        return self.timing is Status.CONFIRMED if self.free else self.timing.gradable


@dataclass(frozen=True)
class NoteGrade:
    """What became of one reference note. NaN where it is missing.

    `onset`, `end` seconds in the take; `cents` flat - sharp +; `late_ms` early - late +;
    `confidence` 0..1 of the pitch tracker over the note; the costs are points of 100 (those
    of a missing note stand under pitch). `ornaments` that were asked for, each with whether it
    was heard; `breath` how the 气口 after it was kept, None where none is marked.
    """

    missing: bool
    onset: float
    end: float
    cents: float
    late_ms: float
    confidence: float
    pitch_cost: float
    timing_cost: float
    mark_cost: float
    vibrato: Vibrato
    ornaments: tuple[tuple[str, bool], ...]
    breath: Taken | None


@dataclass(frozen=True)
class Grade:
    """The grade of a take; `score` None and `withheld` a code where it cannot be given.

    `key` in semitones above the reference, `octave` the whole octaves in it, `drift` of the
    key in cents a minute and whether it was `drifting` so far that it was followed; `ratio` > 1
    slower; `pitch`, `timing`, `adorned`, `likeness` 0..1 (NaN: nothing to judge); medians are of
    absolute values; `free` the lengths in 散板; `timing_trusted` false where the device's delay
    is not known.
    """

    notes: tuple[NoteGrade, ...]
    coverage: float
    likeness: float
    key: float
    octave: int
    drift: float
    drifting: bool
    ratio: float
    lag: float
    tempo_free: bool
    cents_median: float
    late_ms_median: float
    pitch: float
    timing: float
    adorned: float
    free: Proportion
    timing_trusted: bool
    score: float | None
    withheld: str | None
