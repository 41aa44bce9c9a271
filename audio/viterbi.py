"""The inner loop of the alignment, compiled."""

import numpy as np
from numba import njit

NEVER = -1e18


@njit("float64(int64, float64)", cache=True)
def _from_outside(notes, skip):  # type: ignore[no-untyped-def]
    """Return the price of leaving `notes` notes out before the first or after the last sung.

    Cheaper than inside: a learner may begin in the middle or stop early.
    """
    return min(notes, 8) * skip + max(notes - 8, 0) * 0.5 * skip


@njit(
    "Tuple((float64, int64))(float64[:], float64[:], float64[:,:], int64, int64, float64[:],"
    " float64[:])",
    cache=True,
)
def _best_length(best, total, clock, t, first, shape, prices):  # type: ignore[no-untyped-def] # noqa: PLR0913
    """Return the best gain of a note that ends at `t`, and where it then began.

    `best` (T,) gain of the note beginning at a frame; `total` (T+1,) running sum of its fit;
    `clock` (2, T+1) frames without long silences, and the logarithm of each number of frames;
    `first` the earliest frame it may begin; `shape` the frames it should last, with or without
    the silences, and the most it gains.
    """
    spread, cap, most = prices[0], prices[1], shape[1]
    reach, middle = np.exp(np.sqrt(2 * cap) * spread), np.log(shape[0])
    value, time = NEVER, -1
    s = t - max(1, int(shape[0] / reach))
    while s >= first and clock[0, t] - clock[0, s] <= shape[0] * reach:
        if best[s] > NEVER:
            off = clock[1, t - s] - middle
            without = int(clock[0, t] - clock[0, s])
            if 0 < without < t - s and abs(clock[1, without] - middle) < abs(off):
                off = clock[1, without] - middle
            price = min(0.5 * (off / spread) ** 2, cap)
            way = best[s] + min(total[t] - total[s], most) - price
            if way > value:
                value, time = way, s
        s -= 1
    return value, time


@njit(
    "Tuple((float64, int64, int64))(float64[:,:], float64[:,:], float64[:,:], float64[:,:],"
    " int64[:], int64, int64, float64[:])",
    cache=True,
)
def _before(best, total, clock, expected, low, j, t, prices):  # type: ignore[no-untyped-def] # noqa: PLR0913
    """Return the best way to begin note `j` at `t` from one of the two before it."""
    value, note, time = NEVER, -1, -1
    shape = np.empty(2)
    for i in range(j - 1, max(j - 3, -1), -1):
        shape[0], shape[1] = expected[0, j] - expected[0, i], expected[1, i]
        way, s = _best_length(best[i], total[i], clock, t, low[i], shape, prices)
        way -= prices[2] * (j - i - 1)
        if way > value:
            value, note, time = way, i, s
    return value, note, time


@njit(
    "void(float64[:,:], float64[:,:], float64[:,:], int64, float64, float64[:], int64[:])",
    cache=True,
)
def _hold(best, total, expected, t, reach, held, held_at):  # type: ignore[no-untyped-def] # noqa: PLR0913
    """Put into `held` each note that by `t` has lasted as long as any length is looked at.

    From then on its gain stands still, however long the pause: nothing is won by waiting.
    """
    for i in range(len(held)):
        s = t - int((expected[0, i + 1] - expected[0, i]) * reach)
        if s >= 0 and best[i, s] > NEVER:
            way = best[i, s] + min(total[i, t] - total[i, s], expected[1, i])
            if way > held[i]:
                held[i], held_at[i] = way, s


@njit("void(float64[:], float64, float64, float64[:], int64[:])", cache=True)
def _hops(held, price, skip, gain, note):  # type: ignore[no-untyped-def]
    """Fill in, per note, the best way from any held note before it: over an interlude."""
    gain[0], note[0] = NEVER, -1
    for j in range(1, len(held)):
        gain[j], note[j] = gain[j - 1] - skip, note[j - 1]
        if held[j - 1] - price > gain[j]:
            gain[j], note[j] = held[j - 1] - price, j - 1


@njit(
    "Tuple((float64, int64, int64, int64))(float64[:,:], float64[:,:], float64[:,:], float64)",
    cache=True,
)
def _last(best, total, expected, skip):  # type: ignore[no-untyped-def]
    """Return the gain, the last note sung, its onset and end, of the best whole path."""
    n, frames = best.shape
    gain, note, time, stop = NEVER, -1, -1, -1
    for j in range(n):
        rest = _from_outside(n - 1 - j, skip)
        for s in range(frames):
            end = min(frames, s + int(2 * (expected[0, j + 1] - expected[0, j])) + 1)
            way = best[j, s] + min(total[j, end] - total[j, s], expected[1, j]) - rest
            if way > gain:
                gain, note, time, stop = way, j, s, end
    return gain, note, time, stop


@njit(
    "Tuple((float64[:,:], int32[:,:], int32[:,:]))(float64[:,:], float64[:], float64[:,:],"
    " float64[:,:], int64[:,:], float64[:])",
    cache=True,
)
def _forward(total, entry, clock, expected, window, prices):  # type: ignore[no-untyped-def]
    """Return per note and frame: best gain, the note before (-1 none), its onset."""
    n, frames = total.shape[0], total.shape[1] - 1
    spread, cap, skip = prices
    reach = np.exp(np.sqrt(2 * cap) * spread)
    best = np.full((n, frames), NEVER)
    note, time = np.full((n, frames), -1, np.int32), np.full((n, frames), -1, np.int32)
    held, held_at = np.full(n, NEVER), np.full(n, -1)
    hop, hop_note = np.empty(n), np.empty(n, np.int64)
    for t in range(frames):
        _hold(best, total, expected, t, reach, held, held_at)
        _hops(held, 2 * cap, skip, hop, hop_note)
        for j in range(n):
            if not window[0, j] <= t <= window[1, j]:
                continue
            value, i, s = _before(best, total, clock, expected, window[0], j, t, prices)
            if hop[j] > value:
                value, i, s = hop[j], hop_note[j], held_at[hop_note[j]]
            if -_from_outside(j, skip) > value:
                value, i, s = -_from_outside(j, skip), -1, -1
            best[j, t], note[j, t], time[j, t] = value + entry[t], i, s
    return best, note, time


@njit(
    "Tuple((int64[:], int64[:], float64))(float64[:,:], float64[:], float64[:,:], float64[:,:],"
    " int64[:,:], float64[:])",
    cache=True,
)
def solve(total, entry, clock, expected, window, prices):  # type: ignore[no-untyped-def]
    """Return the frames at which notes begin and end (-1: skipped) and the gain of it all.

    `total` (N, T+1) running sums of fit; `entry` (T,) gain of beginning there; `clock` (2, T+1)
    frames without long silences and the logarithm of each number of frames; `expected`
    (2, N+1) onsets and the end in frames, and the most each note gains; `window` (2, N) first
    and last frame in which each note may begin; `prices` spread of log length, cap of its
    price, price of a skip (nats).
    """
    best, came_note, came_time = _forward(total, entry, clock, expected, window, prices)
    gain, note, time, end = _last(best, total, expected, prices[2])
    starts, ends = np.full(len(best), -1), np.full(len(best), -1)
    while note >= 0:
        starts[note], ends[note] = time, end
        end = time
        note, time = came_note[note, time], came_time[note, time]
    return starts, ends, gain
