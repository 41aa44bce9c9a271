"""The two lanes of marks under a pitch curve: how each note stood in pitch and on the beat."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from content.texts import _
from lessons.report.marks import Heading, arrow, mark
from lessons.report.notes import Judged, Limits, NoteBox, Verdict, pitch_verdict, time_verdict
from lessons.report.shapes import Shape, Text, text_width

HEIGHT = 44.0
_PITCH, _BEAT = 13.0, 32.0  # centres of the lanes below the pitch field
_SIZE = 10.0
_IN = 5.0  # from the onset to the centre of its mark


@dataclass(frozen=True)
class Told:
    """What a lane says of one note: its mark, and the way and the number it is off by."""

    note: int
    x: float
    verdict: Verdict
    heading: Heading | None = None
    number: str = ""


def lanes(
    notes: Sequence[NoteBox],
    said: Mapping[int, Judged],
    limits: Limits,
    x_of: Callable[[float], float],
    top: float,
    right: float,
) -> Iterator[Shape]:
    """Yield both lanes, each note's mark at its onset, numbers where there is room for them.

    The lanes lie under a field that ends at `top`, and reach to `right`.
    """
    places = [(n.index, x_of(n.onset_s) + _IN, said.get(n.index)) for n in notes]
    yield Text(_("pitch"), 6.0, top + _PITCH + 3.6, _SIZE, "soft", "sans")
    yield from _lane([_pitch(i, x, about, limits) for i, x, about in places], top + _PITCH, right)
    yield Text(_("onset"), 6.0, top + _BEAT + 3.6, _SIZE, "soft", "sans")
    yield from _lane([_beat(i, x, about, limits) for i, x, about in places], top + _BEAT, right)


def _pitch(index: int, x: float, about: Judged | None, limits: Limits) -> Told:
    verdict = pitch_verdict(about, limits)
    if verdict != "off" or about is None or about.cents is None:
        return Told(index, x, verdict)
    heading: Heading = "up" if about.cents > 0 else "down"
    return Told(index, x, verdict, heading, f"{about.cents:+.0f}".replace("-", "−"))


def _beat(index: int, x: float, about: Judged | None, limits: Limits) -> Told:
    """Tell the onset; where its timing is not graded, only which way it went, without a mark."""
    verdict = time_verdict(about, limits)
    if about is None or about.late_ms is None or abs(about.late_ms) <= limits.ms:
        return Told(index, x, verdict)
    heading: Heading = "right" if about.late_ms > 0 else "left"
    return Told(index, x, verdict, heading, f"{about.late_ms:+.0f} ms".replace("-", "−"))


def _lane(told: Sequence[Told], y: float, right: float) -> Iterator[Shape]:
    shown = [t for t in told if t.verdict != "untold" or t.heading]
    for t, following in zip_longest(shown, shown[1:]):
        end = following.x if following else right + _IN
        yield from mark(t.verdict, t.x, y, f"note:{t.note}")
        if t.heading is None or end - t.x < 20:
            continue
        graded = t.verdict == "off"
        yield arrow(t.heading, t.x + 9.5, y, 8.0, "red" if graded else "stone")
        if graded and 15 + text_width(t.number, _SIZE) < end - t.x - _IN:
            yield Text(t.number, t.x + 15, y + 3.6, _SIZE, "red_deep", "sans")
