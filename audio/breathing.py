"""Breath at a marked 气口: taken there, too early, or not at all; never how deep. A pure core."""

from typing import Literal

import numpy as np

from audio.contour import FPS, Contour
from audio.reading import Read
from content.stream import Stream

Taken = Literal["present", "early", "absent"]
PAUSE = 0.195  # seconds without a voice that no consonant lasts, half a frame under 0.2
SIGH = 0.08  # seconds without a voice that are a breath where one is heard
HEARD = 0.5  # of the breath detector's 0..1
INSIDE = 0.15  # of a note at its beginning: a pause there is its consonant


def breaths(
    heard: Contour, breath: Stream | None, sung: Read, marked: np.ndarray
) -> tuple[Taken | None, ...]:
    """Return, per note, how the 气口 `marked` (n,) after it was kept; None: no mark, or unsung.

    Early: the breath was taken within the note before its end, and none after it. Behind the
    last note that is found anyone may breathe.
    """
    return tuple(_taken(heard, breath, sung, i) if marked[i] else None for i in range(len(marked)))


def _taken(heard: Contour, breath: Stream | None, sung: Read, i: int) -> Taken | None:
    later = sung.onset[i + 1 : i + 2]
    if np.isnan(sung.onset[i]) or not len(later) or np.isnan(later[0]):
        return None
    gaps = _gaps(heard, float(sung.onset[i]), float(later[0]))
    pauses = [(a, b) for a, b in gaps if _is_breath(breath, a, b)]
    if not pauses:
        return "absent"
    return "present" if any(b >= later[0] - 1.5 * PAUSE for _a, b in pauses) else "early"


def _gaps(heard: Contour, start: float, end: float) -> list[tuple[float, float]]:
    """Return the stretches without a voice, in seconds, between a note's onset and the next."""
    first = round((start + INSIDE * (end - start)) * FPS)
    silent = ~heard.voiced[first : round(end * FPS)]
    edges = np.flatnonzero(np.diff(np.concatenate([[False], silent, [False]]).astype(int)))
    return [((first + int(a)) / FPS, (first + int(b)) / FPS) for a, b in edges.reshape(-1, 2)]


def _is_breath(breath: Stream | None, a: float, b: float) -> bool:
    if breath is None:
        return b - a >= PAUSE
    within = (breath.times >= a) & (breath.times <= b)
    sighed = bool(within.any()) and float(np.nanmax(breath.values[within], initial=0.0)) >= HEARD
    return b - a >= (SIGH if sighed else PAUSE)
