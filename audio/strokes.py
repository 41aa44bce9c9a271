"""Which pluck is which stroke of a pattern: free of tempo and of the learner's own tuning.

The cheapest way to lead the strokes to the plucks in order: a stroke may be left out, a pluck
may be too many, a pitch may be wrong, a length between two strokes may be off, each at a price
that is capped, so that one slip moves nothing else. A few tempos and tunings are tried at once.
The touches of a 轮 are one stroke.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audio.contour import Array
from content.stream import Stream

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
LEFT_OUT, TOO_MANY = 1.5, 1.0  # prices; together dearer than one slip of pitch or of time
WRONG, UNCLEAR, RHYTHM = 1.2, 0.3, 1.0  # the most that a pitch, a pitch unheard, a length cost
SPREAD = 0.2  # of log length
NEAR = 0.5  # semitones within which a pitch is right
ASTRAY, AWAY = 0.3, 0.5  # the most that a place costs; seconds off it that cost so much
GAPS = 3  # strokes left out in a row that are looked for
EXTRAS = 4  # plucks too many in a row that are looked for
QUICK = 0.14  # seconds between touches that can be of one 轮
TOUCHES = 60  # touches of one 轮: five seconds
TEMPOS = np.geomspace(0.5, 2.0, 13)
TUNINGS, SPAN, STEP = 4, 14.0, 0.1  # tried; semitones around the guide's strings; semitones
NEVER = 1e9


@dataclass(frozen=True)
class AskedStroke:
    """One stroke: seconds, seconds, MIDI number on the guide's strings (NaN: any).

    `string` is what it is tuned with: strokes of one number share their tuning. `timed`,
    `pitched`: whether a grade may rest on its place, on its pitch.
    """

    onset: float
    duration: float
    pitch: float
    string: int
    rolled: bool
    timed: bool
    pitched: bool


@dataclass(frozen=True)
class Strokes:
    """What is asked: `onsets` (n,) in seconds, `pitches` (n,) MIDI numbers (NaN: any),
    `rolled` (n,) whether many touches make the stroke. `due` (n,) seconds in the take where beats
    sounded with it, None where none did: of two strokes alike the one that is due is meant.
    """

    onsets: Array
    pitches: Array
    rolled: Bools
    due: Array | None = None


@dataclass(frozen=True)
class Matched:
    """`pluck` (n,) index of each stroke's pluck, -1 where it was left out; `extra` (m,) plucks
    between the first and the last that belong to no stroke.
    """

    pluck: Ints
    extra: Bools


def match(asked: Strokes, struck: Stream) -> Matched:
    """Return which pluck is which stroke. `struck`: onset times, values = MIDI numbers or NaN."""
    n, m = len(asked.onsets), len(struck.times)
    if not n or not m:
        return Matched(np.full(n, -1, np.int64), np.zeros(m, np.bool_))
    search = _Search(asked, struck)
    return _read(asked, struck, search.path())


class _Search:
    """Dynamic programming over (stroke, pluck) for every pair of tempo and tuning at once."""

    def __init__(self, asked: Strokes, struck: Stream):
        self._asked, self._times = asked, struck.times
        tunings = _tunings(asked.pitches, struck.values)
        self._tempo = np.repeat(TEMPOS, len(tunings))
        self._pitch = np.tile(_pitch_prices(asked.pitches, struck.values, tunings),
                              (len(TEMPOS), 1, 1))  # fmt: skip
        self._place = _place_prices(asked.due, struck.times)
        self._slow = np.append(0, np.cumsum(np.diff(struck.times) >= QUICK))

    def path(self) -> list[tuple[int, int]]:
        """Return the cheapest (stroke, pluck) pairs in order."""
        n, m, ways = len(self._asked.onsets), len(self._times), len(self._tempo)
        best = np.full((n, ways, m), NEVER)
        came = np.full((n, ways, m, 2), -1, np.int64)
        for i in range(n):
            # sounds before the first stroke cost nothing: strings are tuned, hands warmed
            best[i] = LEFT_OUT * i
            for before in range(max(0, i - GAPS - 1), i):
                self._step(best, came, before, i)
            best[i] += self._pitch[:, i]
            if self._place is not None:
                best[i] += self._place[i]
        last = best + LEFT_OUT * (n - 1 - np.arange(n))[:, None, None]
        i, way, j = (int(x) for x in np.unravel_index(int(np.argmin(last)), last.shape))
        pairs = []
        while i >= 0:
            pairs.append((i, j))
            i, j = (int(x) for x in came[i, way, j])
        return pairs[::-1]

    def _step(self, best: Array, came: Ints, before: int, i: int) -> None:
        """Try every way from stroke `before` to stroke `i`."""
        wanted = self._tempo * (self._asked.onsets[i] - self._asked.onsets[before])
        rolled = bool(self._asked.rolled[before])
        for jump in range(1, min(TOUCHES if rolled else EXTRAS + 1, len(self._times) - 1) + 1):
            passed = np.log(self._times[jump:] - self._times[:-jump])
            off = (passed[None, :] - np.log(wanted)[:, None]) / SPREAD
            price = best[before][:, :-jump] + np.minimum(0.5 * off**2, RHYTHM)
            price += LEFT_OUT * (i - before - 1) + TOO_MANY * self._too_many(jump, rolled)
            cheaper = price < best[i][:, jump:]
            best[i][:, jump:][cheaper] = price[cheaper]
            came[i][:, jump:, 0][cheaper] = before
            came[i][:, jump:, 1][cheaper] = np.nonzero(cheaper)[1]

    def _too_many(self, jump: int, rolled: bool) -> Array:
        """Return (m - jump,) plucks between that are too many; touches of a 轮 are none."""
        if not rolled:
            return np.full(len(self._times) - jump, jump - 1.0)
        between = self._slow[jump - 1 : -1] - self._slow[:-jump]
        return np.asarray(between, np.float64)


def _tunings(asked: Array, heard: Array) -> Array:
    """Return the tunings (semitones above the guide's) at which most pitches would be right."""
    apart = (heard[None, :] - asked[:, None]).ravel()
    apart = apart[np.abs(apart) < SPAN]  # NaN is not
    grid = np.arange(-SPAN, SPAN + STEP, STEP)
    if not len(apart):
        return np.zeros(1)
    votes = np.histogram(apart, np.append(grid - STEP / 2, grid[-1] + STEP / 2))[0]
    votes = np.convolve(votes, np.hanning(9)[1:-1], "same")
    found = []
    for _ in range(TUNINGS):
        at = int(np.argmax(votes))
        found.append(grid[at])
        votes[max(0, at - 5) : at + 6] = 0.0
    return np.array(found)


def _pitch_prices(asked: Array, heard: Array, tunings: Array) -> Array:
    """Return (tunings, strokes, plucks) what a pitch costs."""
    off = np.abs(heard[None, None, :] - asked[None, :, None] - tunings[:, None, None])
    price = np.where(off <= NEAR, 0.2 * off, WRONG)
    price = np.where(np.isnan(heard)[None, None, :], UNCLEAR, price)
    return np.where(np.isnan(asked)[None, :, None], 0.0, price)


def _place_prices(due: Array | None, heard: Array) -> Array | None:
    """Return (strokes, plucks) what a place costs; None where no beat says it."""
    if due is None:
        return None
    return ASTRAY * np.minimum(np.abs(heard[None, :] - due[:, None]) / AWAY, 1.0)


def _read(asked: Strokes, struck: Stream, pairs: list[tuple[int, int]]) -> Matched:
    pluck = np.full(len(asked.onsets), -1, np.int64)
    extra = np.zeros(len(struck.times), np.bool_)
    extra[pairs[0][1] : pairs[-1][1] + 1] = True
    for i, j in pairs:
        pluck[i] = j
        extra[j] = False
        while asked.rolled[i] and j + 1 < len(extra) and _quick(struck.times, j):
            j += 1
            extra[j] = False
    return Matched(pluck, extra)


def _quick(times: Array, j: int) -> bool:
    return bool(times[j + 1] - times[j] < QUICK)
