"""The inner loop of the follower, compiled: how belief moves through the notes in one frame.

Belief under each key is kept in two arrays: `cells` (keys, 2, steps), the steps of all notes
one after the other, and `gaps` (keys, 2, notes + 1), the silence before each note and after
the last. Row 0 is probability; row 1 the same times the second at which that note or silence
began, so that row 1 / row 0 is when it began as far as is known by now.
"""

import numpy as np
from numba import njit

FINE = 20  # steps a semitone in the table of fits
LEAST = 1e-13  # belief under this is none and is not carried on
AGAIN = 0.03  # of voices that come back out of a silence: they go on with the same note
RETURN = 0.1  # of voices that come back: they begin a phrase again
SKIP = 0.004  # of notes: the one after is left out
REST = 0.13  # of notes: a silence follows
BACK = 0.003  # of notes: the learner goes back without a silence
STAYS = 0.15  # of those who are in a note: a beginning is heard, yet none of the next
BREAK = 0.1  # a second: the learner breaks a note off
HERE = 0.7  # of returns: to the beginning of the phrase that was being sung


@njit("void(float64[:,:], int64, float64, float64, float64)", cache=True)
def _put(to, at, mass, began, share):  # type: ignore[no-untyped-def]
    to[0, at] += mass * share
    to[1, at] += began * share


@njit("float64(float64[:,:], float64[:,:], int64[:], float64, float64, float64[:])", cache=True)
def _sound(gaps, cells, first, leave, now, back):  # type: ignore[no-untyped-def]
    """Let voices come out of the silences; add to `back` (notes,) those that begin again."""
    n, lost = len(first) - 1, 0.0
    for i in range(n + 1):
        if gaps[0, i] < LEAST:
            gaps[0, i] = gaps[1, i] = 0.0
            continue
        out = gaps[0, i] * leave
        gaps[0, i] *= 1 - leave
        gaps[1, i] *= 1 - leave
        if i < n:
            _put(cells, first[i], out, out * now, 1 - AGAIN - RETURN)
        else:
            lost += out * (1 - AGAIN - RETURN)
        if i > 0:
            middle = (first[i - 1] + first[i]) // 2
            _put(cells, middle, out, out * now, AGAIN)
            back[i - 1] += out * RETURN
        else:
            lost += out * RETURN
    return lost


@njit("void(float64[:,:], float64[:,:], int64[:], float64[:], float64[:], float64[:])", cache=True)
def _flow(cells, gaps, first, move, when, back):  # type: ignore[no-untyped-def]
    """Let every note go on by a frame; `when` = now, how much a beginning was heard, breaks."""
    now, struck, breaks = when
    n = len(first) - 1
    for i in range(n - 1, -1, -1):
        a, b, out, rest = first[i], first[i + 1], 0.0, 0.0
        for k in range(b - 1, a - 1, -1):
            if cells[0, k] < LEAST:
                cells[0, k] = cells[1, k] = 0.0
                continue
            begun = cells[1, k] / cells[0, k]
            far = (k - a + 1) / (b - a)
            away, off = cells[0, k] * struck * far * far, cells[0, k] * breaks
            stays = (cells[0, k] - away - off) * (1 - (1 - STAYS) * struck)
            on = stays * move[i]
            cells[0, k] = stays - on
            cells[1, k] = cells[0, k] * begun
            out += away
            rest += off
            if k + 1 < b:
                _put(cells, k + 1, on, on * begun, 1.0)
            else:
                out += on
        if i + 1 < n:
            _put(cells, first[i + 1], out, out * now, 1 - REST - SKIP - BACK)
            rest += out * REST
        else:
            rest += out * (1 - SKIP - BACK)
        if i + 2 < n:
            _put(cells, first[i + 2], out, out * now, SKIP)
        _put(gaps, i + 1, rest, rest * now, 1.0)
        back[i] += out * BACK


@njit("void(float64[:,:], float64[:], float64, int64[:], float64[:], float64)", cache=True)
def _again(gaps, back, lost, start, likely, now):  # type: ignore[no-untyped-def]
    """Put those who go back before the phrase they were in, or before any other note."""
    total = lost
    for i in range(len(back)):
        total += back[i] * (1 - HERE)
        _put(gaps, start[i], back[i], back[i] * now, HERE)
    for i in range(len(likely)):
        _put(gaps, i, total, total * now, likely[i])


@njit(
    "void(float64[:,:,:], float64[:,:,:], int64[:], float64[:], float64[:], int64[:], float64[:])",
    cache=True,
)
def move(cells, gaps, first, flow, when, start, likely):  # type: ignore[no-untyped-def] # noqa: PLR0913
    """Let one frame of time pass under every key.

    `first` (notes + 1,) the first step of each note; `flow` (notes,) the chance to leave a
    step; `when` = (second now, strength 0..1 of a beginning heard, chance that a note breaks
    off, chance that a silence ends, chance to be anywhere else); `start` (notes,) the first
    note of each note's phrase; `likely` (notes,) where a learner begins if not there.
    """
    n = len(flow)
    back = np.empty(n)
    for h in range(len(cells)):
        back[:] = 0.0
        belief = cells[h, 0].sum() + gaps[h, 0].sum()
        if belief < LEAST:
            continue
        lost = _sound(gaps[h], cells[h], first, when[3], when[0], back)
        _flow(cells[h], gaps[h], first, flow, when[:3], back)
        _again(gaps[h], back, lost + belief * when[4], start, likely, when[0])


@njit("float64(float64, float64[:])", cache=True)
def _at(off, table):  # type: ignore[no-untyped-def]
    """Return the fit of a pitch `off` semitones away; the table has FINE steps a semitone."""
    i = int(abs(off) * FINE + 0.5)
    return table[min(i, len(table) - 1)]


@njit(
    "float64(float64[:,:,:], float64[:,:,:], int64[:], float64[:], float64[:], float64[:],"
    " float64[:])",
    cache=True,
)
def weigh(cells, gaps, first, pitches, keys, frame, table):  # type: ignore[no-untyped-def] # noqa: PLR0913
    """Weigh belief by what one frame sounds like; return how likely the frame was before.

    `frame` = (pitch or NaN, confidence, likelihood of an uncertain frame in a note, and of
    this frame in a silence, how fast keys are retuned); `table` the fit of each distance. The
    keys are retuned to the voice in place.
    """
    pitch, sure, vague, silent, learn = frame
    n, total = len(pitches), 0.0
    for h in range(len(cells)):
        off, seen = 0.0, 0.0
        for i in range(n):
            mass = 0.0
            for k in range(first[i], first[i + 1]):
                mass += cells[h, 0, k]
            if mass == 0:
                continue
            away = pitch - keys[h] - pitches[i]
            fit = vague if np.isnan(pitch) else sure * _at(away, table) + (1 - sure) * vague
            for k in range(first[i], first[i + 1]):
                cells[h, 0, k] *= fit
                cells[h, 1, k] *= fit
            total += mass * fit
            if abs(away) < 1.0:
                off += mass * fit * away
                seen += mass * fit
        gaps[h] *= silent
        total += gaps[h, 0].sum()
        if seen > 0:
            keys[h] += learn * sure * off / seen
    cells /= total
    gaps /= total
    return total


@njit("void(float64[:,:,:], float64[:,:,:], int64[:], float64[:,:], float64[:])", cache=True)
def tell(cells, gaps, first, notes, under):  # type: ignore[no-untyped-def]
    """Put into `notes` (3, notes + 1) belief in each note, from before the first, a silence
    counting as the note before it; then belief in its sound alone, and that times its beginning.

    `under` (keys,) gets the belief in each key.
    """
    notes[:] = 0.0
    for h in range(len(cells)):
        under[h] = cells[h, 0].sum() + gaps[h, 0].sum()
        if under[h] < LEAST:
            continue
        notes[0] += gaps[h, 0]
        for i in range(len(first) - 1):
            for row in range(2):
                notes[row + 1, i + 1] += cells[h, row, first[i] : first[i + 1]].sum()
            notes[0, i + 1] += cells[h, 0, first[i] : first[i + 1]].sum()
