"""The inner loop of the follower, compiled: how belief moves through the notes in one frame.

Belief under each key is kept in two arrays: `cells` (keys, 2, steps, notes), the steps of each
note, of which a shorter chain uses the last ones; and `gaps` (keys, 2, notes + 1), the silence
before each note and after the last. Row 0 is probability; row 1 the same times the second at
which that note or silence began, so that row 1 / row 0 is when it began as far as is known by
now. Notes lie side by side so that a machine takes several at once.
"""

import numpy as np
from numba import njit

FINE = 20  # steps a semitone in the table of fits
AGAIN = 0.03  # of voices that come back out of a silence: they go on with the same note
RETURN = 0.1  # of voices that come back: they begin a phrase again
SKIP = 0.004  # of notes: the one after is left out
REST = 0.13  # of notes: a silence follows
BACK = 0.003  # of notes: the learner goes back without a silence
STAYS = 0.15  # of those who are in a note: a beginning is heard, yet none of the next
BREAK = 0.1  # a second: the learner breaks a note off
HERE = 0.7  # of returns: to the beginning of the phrase that was being sung


@njit("void(float64[:,::1], int64, float64, float64)", cache=True)
def _put(gaps, at, mass, now):  # type: ignore[no-untyped-def]
    """Let a silence begin now."""
    gaps[0, at] += mass
    gaps[1, at] += mass * now


@njit("void(float64[:,:,::1], int64, int64, float64, float64)", cache=True)
def _enter(cells, step, note, mass, now):  # type: ignore[no-untyped-def]
    """Let a sound begin now."""
    cells[0, step, note] += mass
    cells[1, step, note] += mass * now


@njit(
    "float64(float64[:,::1], float64[:,:,::1], int64[::1], float64, float64, float64[::1])",
    cache=True,
)
def _sound(gaps, cells, first, leave, now, back):  # type: ignore[no-untyped-def]
    """Let voices come out of the silences; add to `back` (notes,) those that begin again."""
    n, steps, lost = len(first), cells.shape[1], 0.0
    for i in range(n + 1):
        out = gaps[0, i] * leave
        gaps[0, i] *= 1 - leave
        gaps[1, i] *= 1 - leave
        if i < n:
            _enter(cells, first[i], i, out * (1 - AGAIN - RETURN), now)
        else:
            lost += out * (1 - AGAIN - RETURN)
        if i > 0:
            _enter(cells, (first[i - 1] + steps) // 2, i - 1, out * AGAIN, now)
            back[i - 1] += out * RETURN
        else:
            lost += out * RETURN
    return lost


@njit(
    "void(float64[:,:,::1], float64[:,::1], float64[::1], float64, float64, float64[:,::1])",
    cache=True,
)
def _pass(cells, near, flow, struck, breaks, gone):  # type: ignore[no-untyped-def]
    """Let every note go on by a step's share; put into `gone` (2, notes) who left it and who
    broke it off. Where a beginning was heard those leave who are `near` (steps, notes) its end.
    """
    steps, n = near.shape
    gone[:] = 0.0
    for s in range(steps):
        for i in range(n):
            away, off = struck * near[s, i], breaks
            gone[0, i] += cells[0, s, i] * away
            gone[1, i] += cells[0, s, i] * off
            stays = (1 - away - off) * (1 - (1 - STAYS) * struck)
            cells[0, s, i] *= stays
            cells[1, s, i] *= stays
    for i in range(n):
        gone[0, i] += cells[0, steps - 1, i] * flow[i]
    for row in range(2):
        for s in range(steps - 1, 0, -1):
            for i in range(n):
                cells[row, s, i] += flow[i] * (cells[row, s - 1, i] - cells[row, s, i])
        for i in range(n):
            cells[row, 0, i] *= 1 - flow[i]


@njit(
    "void(float64[:,:,::1], float64[:,::1], int64[::1], float64[:,::1], float64, float64[::1])",
    cache=True,
)
def _go_on(cells, gaps, first, gone, now, back):  # type: ignore[no-untyped-def]
    """Put those who left a note into the next one, the one after, the silence, or `back`."""
    n = len(first)
    for i in range(n):
        out, rest = gone[0, i], gone[1, i]
        if i + 1 < n:
            _enter(cells, first[i + 1], i + 1, out * (1 - REST - SKIP - BACK), now)
            rest += out * REST
        else:
            rest += out * (1 - SKIP - BACK)
        if i + 2 < n:
            _enter(cells, first[i + 2], i + 2, out * SKIP, now)
        _put(gaps, i + 1, rest, now)
        back[i] += out * BACK


@njit("void(float64[:,::1], float64[::1], float64, int64[::1], float64[::1], float64)", cache=True)
def _again(gaps, back, lost, start, likely, now):  # type: ignore[no-untyped-def]
    """Put those who go back before the phrase they were in, or before any other note."""
    total = lost
    for i in range(len(back)):
        total += back[i] * (1 - HERE)
        _put(gaps, start[i], back[i] * HERE, now)
    for i in range(len(likely)):
        _put(gaps, i, total * likely[i], now)


@njit(
    "void(float64[:,:,:,::1], float64[:,:,::1], float64[::1], int64[::1], float64[:,::1],"
    " float64[::1], float64[::1], int64[::1], float64[::1])",
    cache=True,
)
def move(cells, gaps, under, first, near, flow, when, start, likely):  # type: ignore[no-untyped-def] # noqa: PLR0913
    """Let one frame of time pass under every key.

    `under` (keys,) belief in each key; `first` (notes,) the first step of each note, `near`
    (steps, notes) how sure who is there ends the note when a beginning is heard; `flow`
    (notes,) the chance to leave a step; `when` = (second now, strength 0..1 of a beginning
    heard, chance that a note breaks off, chance that a silence ends, chance to be anywhere
    else); `start` (notes,) the first note of each note's phrase; `likely` (notes,) where a
    learner begins if not there.
    """
    now, struck, breaks, leave, elsewhere = when
    n = len(flow)
    back, gone = np.empty(n), np.empty((2, n))
    for h in range(len(cells)):
        back[:] = 0.0
        lost = _sound(gaps[h], cells[h], first, leave, now, back)
        _pass(cells[h], near, flow, struck, breaks, gone)
        _go_on(cells[h], gaps[h], first, gone, now, back)
        _again(gaps[h], back, lost + under[h] * elsewhere, start, likely, now)


@njit("void(float64, float64[::1], float64[::1], float64[::1], float64[::1])", cache=True)
def _fit(away, pitches, frame, table, fits):  # type: ignore[no-untyped-def]
    """Put into `fits` (notes,) how well a pitch `away` from the key's zero fits each note."""
    sure, vague = frame[1], frame[2]
    for i in range(len(pitches)):
        fits[i] = vague
        if not np.isnan(away):
            at = int(abs(away - pitches[i]) * FINE + 0.5)
            fits[i] = sure * table[min(at, len(table) - 1)] + (1 - sure) * vague


@njit("float64(float64[:,::1], float64, float64[::1])", cache=True)
def _out_of_tune(heard, away, pitches):  # type: ignore[no-untyped-def]
    """Return how far the voice is from the key, by the notes it may be in; 0 where in none."""
    off, seen = 0.0, 0.0
    for i in range(len(pitches)):
        if abs(away - pitches[i]) < 1.0:
            off += heard[0, i] * (away - pitches[i])
            seen += heard[0, i]
    return off / seen if seen > 0 else 0.0


@njit("void(float64[:,:,::1], float64[::1], float64[:,::1])", cache=True)
def _sum(cells, fits, heard):  # type: ignore[no-untyped-def]
    """Put into `heard` (2, notes) what is believed in each note, as it fits."""
    heard[:] = 0.0
    for row in range(2):
        for s in range(cells.shape[1]):
            for i in range(len(fits)):
                heard[row, i] += cells[row, s, i]
        for i in range(len(fits)):
            heard[row, i] *= fits[i]


@njit("void(float64[:,:,::1], float64[::1], float64)", cache=True)
def _scale(cells, fits, by):  # type: ignore[no-untyped-def]
    for row in range(2):
        for s in range(cells.shape[1]):
            for i in range(len(fits)):
                cells[row, s, i] *= fits[i] * by


@njit(
    "float64(float64[:,:,:,::1], float64[:,:,::1], float64[::1], float64[::1], float64[::1],"
    " float64[::1], float64[::1], float64[:,::1])",
    cache=True,
)
def weigh(cells, gaps, under, keys, pitches, frame, table, notes):  # type: ignore[no-untyped-def] # noqa: PLR0913
    """Weigh belief by what one frame sounds like; return how likely the frame was before.

    `frame` = (pitch or NaN, confidence, likelihood of an uncertain frame in a note, and of
    this frame in a silence, how fast keys are retuned); `table` the fit of each distance. The
    keys are retuned to the voice in place. `under` (keys,) gets belief in each key; `notes`
    (3, notes + 1) in each note, from before the first, a silence counting as the note before
    it; then in its sound alone, and that times its beginning.
    """
    n = len(pitches)
    fits, heard = np.empty((len(keys), n)), np.empty((2, n))
    notes[:] = 0.0
    for h in range(len(keys)):
        away = frame[0] - keys[h]
        _fit(away, pitches, frame, table, fits[h])
        _sum(cells[h], fits[h], heard)
        notes[1:, 1:] += heard
        gaps[h] *= frame[3]
        notes[0] += gaps[h, 0]
        under[h] = heard[0].sum() + gaps[h, 0].sum()
        keys[h] += frame[4] * frame[1] * _out_of_tune(heard, away, pitches)
    likely = under.sum()
    for h in range(len(keys)):
        _scale(cells[h], fits[h], 1 / likely)
    gaps /= likely
    under /= likely
    notes[0] += notes[1]
    notes /= likely
    return likely
