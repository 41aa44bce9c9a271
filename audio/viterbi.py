"""The inner loop of the alignment, compiled: the only file that knows numba."""

import numpy as np
from numba import njit

NEVER = -1e18


@njit("float64(int64, float64)", cache=True)
def _from_outside(notes, skip):  # type: ignore[no-untyped-def]
    """Return the price of leaving `notes` notes out before the first or after the last sung.

    Cheaper than inside: a learner may begin in the middle or stop early.
    """
    return min(notes, 8) * skip + max(notes - 8, 0) * 0.5 * skip


@njit("float64(float64, float64, float64)", cache=True)
def _misfit(ratio, spread, cap):  # type: ignore[no-untyped-def]
    """Return the price of a length that is `ratio` of what it should be."""
    r = np.log(ratio) / spread
    return min(0.5 * r * r, cap)


@njit(
    "Tuple((float64, int64))(float64[:], float64[:], float64[:], int64, int64, float64,"
    " float64[:])",
    cache=True,
)
def _best_length(best, total, clock, t, first, length, prices):  # type: ignore[no-untyped-def] # noqa: PLR0913
    """Return the best gain of a note that ends at `t`, and where it then began.

    `best` (T,) gain of the note beginning at a frame; `total` (T+1,) running sum of its fit;
    `clock` (T+1,) frames without long silences; `first` the earliest frame it may begin;
    `length` the frames it should last, with or without the silences.
    """
    spread, cap = prices[0], prices[1]
    reach = np.exp(np.sqrt(2 * cap) * spread)
    value, time = NEVER, -1
    s = t - max(1, int(length / reach))
    while s >= first and clock[t] - clock[s] <= length * reach:
        price = _misfit((t - s) / length, spread, cap)
        if 0 < clock[t] - clock[s] < t - s:
            price = min(price, _misfit((clock[t] - clock[s]) / length, spread, cap))
        way = best[s] - total[s] - price
        if way > value:
            value, time = way, s
        s -= 1
    return value + total[t], time


@njit(
    "Tuple((float64, int64, int64))(float64[:,:], float64[:,:], float64[:], float64[:],"
    " int64[:], int64, int64, float64[:])",
    cache=True,
)
def _before(best, total, clock, expected, low, j, t, prices):  # type: ignore[no-untyped-def] # noqa: PLR0913
    """Return the best way to begin note `j` at `t` from one of the two before it."""
    value, note, time = NEVER, -1, -1
    for i in range(j - 1, max(j - 3, -1), -1):
        length = expected[j] - expected[i]
        way, s = _best_length(best[i], total[i], clock, t, low[i], length, prices)
        way -= prices[2] * (j - i - 1)
        if way > value:
            value, note, time = way, i, s
    return value, note, time


@njit("Tuple((float64, int64, int64))(float64[:,:], float64[:,:], float64[:], float64)", cache=True)
def _last(best, total, expected, skip):  # type: ignore[no-untyped-def]
    """Return the gain, the last note sung and its onset of the best whole path."""
    n, frames = best.shape
    gain, note, time = NEVER, -1, -1
    for j in range(n):
        rest = _from_outside(n - 1 - j, skip)
        for s in range(frames):
            end = min(frames, s + int(2 * (expected[j + 1] - expected[j])) + 1)
            way = best[j, s] + total[j, end] - total[j, s] - rest
            if way > gain:
                gain, note, time = way, j, s
    return gain, note, time


@njit("void(float64[:], float64[:,:], int64, float64, float64, float64[:], int64[:])", cache=True)
def _hops(held, total, t, cap, skip, gain, note):  # type: ignore[no-untyped-def] # noqa: PLR0913
    """Fill in, per note, the best way to `t` from any note before it at the capped price."""
    gain[0], note[0] = NEVER, -1
    for j in range(1, len(held)):
        way = held[j - 1] + total[j - 1, t] - cap
        gain[j], note[j] = gain[j - 1] - skip, note[j - 1]
        if way > gain[j]:
            gain[j], note[j] = way, j - 1


@njit(
    "Tuple((float64[:,:], int32[:,:], int32[:,:]))(float64[:,:], float64[:], float64[:],"
    " float64[:], int64[:,:], float64[:])",
    cache=True,
)
def _forward(total, entry, clock, expected, window, prices):  # type: ignore[no-untyped-def]
    """Return per note and frame: best gain, the note before (-1 none), its onset."""
    n, frames = total.shape[0], total.shape[1] - 1
    best = np.full((n, frames), NEVER)
    note, time = np.full((n, frames), -1, np.int32), np.full((n, frames), -1, np.int32)
    held, held_at = np.full(n, NEVER), np.full(n, -1)  # best note begun, whatever its length
    hop, hop_note = np.empty(n), np.empty(n, np.int64)
    for t in range(frames):
        _hops(held, total, t, prices[1], prices[2], hop, hop_note)
        for j in range(n):
            if not window[0, j] <= t <= window[1, j]:
                continue
            value, i, s = _before(best, total, clock, expected, window[0], j, t, prices)
            if hop[j] > value:
                value, i, s = hop[j], hop_note[j], held_at[hop_note[j]]
            if -_from_outside(j, prices[2]) > value:
                value, i, s = -_from_outside(j, prices[2]), -1, -1
            best[j, t], note[j, t], time[j, t] = value + entry[t], i, s
        begun = best[:, t] - total[:, t]
        held_at = np.where(begun > held, t, held_at)
        held = np.maximum(begun, held)
    return best, note, time


@njit(
    "Tuple((int64[:], int64[:], float64))(float64[:,:], float64[:], float64[:], float64[:],"
    " int64[:,:], float64[:])",
    cache=True,
)
def solve(total, entry, clock, expected, window, prices):  # type: ignore[no-untyped-def]
    """Return the frames at which notes begin and end (-1: skipped) and the gain of it all.

    `total` (N, T+1) running sums of fit; `entry` (T,) gain of beginning there; `clock` (T+1,)
    frames without long silences; `expected` (N+1,) onsets and the end, in frames; `window`
    (2, N) first and last frame in which each note may begin; `prices` spread of log length,
    cap of its price, price of a skip (nats).
    """
    best, came_note, came_time = _forward(total, entry, clock, expected, window, prices)
    gain, note, time = _last(best, total, expected, prices[2])
    n, frames = best.shape
    starts, ends = np.full(n, -1), np.full(n, -1)
    end = min(frames, time + int(2 * (expected[note + 1] - expected[note])) + 1)
    while note >= 0:
        starts[note], ends[note] = time, end
        end = time
        note, time = came_note[note, time], came_time[note, time]
    return starts, ends, gain
