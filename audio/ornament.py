"""The 腔格 of a note: whether a turn that is asked for was heard. A pure core.

Judged by pitch, time and loudness; present or not, never a style mark. What each one is
(草案《昆曲工尺谱记谱符号》 §5 where no other source is named):

- 豁  a hook up, one or two steps, before the note is left (去聲)
- 擞  main, upper, main
- 罕  a dip below and back (only 上聲; the shape is common knowledge, no source measures it)
- 叠  the note struck again, one to three times
- 掇  sung for a half, silent for a quarter, taken up again lightly
- 断  cut short right after its onset (逢入必断)

The last three are told by loudness, so not in a room as loud as that. 嚯 垫 啜 滑 连 带 and 橄榄
exist as marks and are not judged.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audio.contour import FPS, smooth
from audio.slots import Slot

Bools = npt.NDArray[np.bool_]
STEP = 0.7  # semitones: the least a turn moves; the smallest step of the scale is 1
CLEAR = 0.4  # semitones by which a turn exceeds the note's own vibrato
BRIEFEST, STAYS = 4, 3  # frames that a turn lasts, that the note itself does around it
EARLY, MIDDLE, LATE = 0.08, 0.55, 0.78  # of a note: where 擞 and 罕 may lie, where 豁 begins
STROKE = 0.25  # seconds: a longer silence parts notes and does not repeat one
DIP = 5.0  # decibels between two strokes of 叠; vibrato alone sways by 3
SILENT = 8.0  # decibels under the note at which it rests
REST = 0.1, 0.45  # of a note: how long 掇 rests
HALF = 0.25, 0.72  # of a note: where that rest begins
CUT = 0.42  # of a note: by then 断 has stopped
STOP = 0.08  # seconds: a consonant is no shorter, so a stop lasts longer


def heard(kind: str, slot: Slot) -> bool:
    """Return whether the ornament `kind` was sung on a note. Raises KeyError for one not judged."""
    return len(slot.rise) > 2 * BRIEFEST and _HEARD[kind](slot)


@dataclass(frozen=True)
class _Excursion:
    """A stretch above or below the note: `where` in it (0..1), whether the note itself sounded
    `before` and `after`, how far it went (`top`) and came back (`fell`), in semitones.
    """

    where: float
    before: bool
    after: bool
    top: float
    fell: float

    @property
    def within(self) -> bool:
        """Whether it lies inside the note, which is there before and after."""
        return EARLY <= self.where <= LATE and self.before and self.after


def _turn(slot: Slot) -> bool:
    return any(e.within for e in _excursions(slot.sounding, 1))


def _dip(slot: Slot) -> bool:
    return any(e.within for e in _excursions(slot.sounding, -1))


def _hook(slot: Slot) -> bool:
    """A rise in the second half that is more than the way to the next note."""
    higher = np.nan_to_num(slot.after, nan=-9.0) + STEP
    return any(
        e.where >= MIDDLE and e.before and (e.fell >= STEP or e.top >= higher)
        for e in _excursions(slot.sounding, 1)
    )


def _excursions(slot: Slot, way: int) -> list[_Excursion]:
    """Return the stretches above (`way` 1) or below (-1) the note, beyond its own vibrato."""
    rise = way * smooth(slot.rise, 0.03)
    voiced = ~np.isnan(rise)
    bar = max(STEP, CLEAR + 1.55 * float(np.median(np.abs(rise[voiced])))) if voiced.any() else STEP
    level = np.nan_to_num(np.abs(rise), nan=9.0) < bar / 2
    return [
        _Excursion(
            where=(a + b) / 2 / len(rise),
            before=bool(level[:a].sum() >= STAYS),
            after=bool(level[b:].sum() >= STAYS),
            top=float(np.max(rise[a:b])),
            fell=float(np.max(rise[a:b]) - np.nanmin(rise[a + int(np.argmax(rise[a:b])) :])),
        )
        for a, b in _runs(np.nan_to_num(rise, nan=-9.0) > bar)
        if b - a >= BRIEFEST
    ]


def _repeated(slot: Slot) -> bool:
    """One stroke or more after the first: the voice dips or stops, and the same note sounds on."""
    slot = slot.sounding
    near = np.nan_to_num(np.abs(slot.rise), nan=9.0) < 1.0
    return any(
        near[:a].sum() >= BRIEFEST and near[b:].sum() >= BRIEFEST
        for a, b in _runs(_dipping(slot))
        if a >= EARLY * len(near) and b - a <= STROKE * FPS
    )


def _dipping(slot: Slot) -> Bools:
    """Return (n,) true where the voice is DIP below the strokes on both its sides."""
    n, reach = len(slot.loud), int(0.2 * FPS)
    silent = np.isnan(slot.rise)
    if np.isnan(slot.loud).all():
        return silent
    before = [slot.loud[max(0, i - reach) : i + 1].max() for i in range(n)]
    after = [slot.loud[i : i + reach].max() for i in range(n)]
    return np.asarray(silent | (np.minimum(before, after) - slot.loud > DIP))


def _taken_up(slot: Slot) -> bool:
    n = len(slot.rise)
    again = ~_silence(slot)
    return any(
        HALF[0] <= a / n <= HALF[1] and REST[0] <= (b - a) / n <= REST[1] and again[b:].sum() >= 4
        for a, b in _runs(_silence(slot))
    )


def _cut(slot: Slot) -> bool:
    n = len(slot.rise)
    stops = [a for a, b in _runs(_silence(slot)) if b - a > STOP * FPS and a > 0]
    return bool(stops) and stops[0] / n <= CUT


def _silence(slot: Slot) -> Bools:
    """Return (n,) true where the note rests: no pitch, or far under its loudness."""
    silent = np.isnan(slot.rise)
    if np.isnan(slot.loud).all():
        return silent
    return np.asarray(silent | (slot.loud < np.percentile(slot.loud, 80) - SILENT))


def _runs(on: Bools) -> list[tuple[int, int]]:
    """Return first and past-last index of each stretch of true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], on, [False]]).astype(int)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


_HEARD: Mapping[str, Callable[[Slot], bool]] = {
    "豁": _hook, "擞": _turn, "罕": _dip, "叠": _repeated, "掇": _taken_up, "断": _cut,
}  # fmt: skip
JUDGED = tuple(_HEARD)
BY_LOUDNESS = ("叠", "掇", "断")
