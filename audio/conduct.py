"""Where the accompaniment is in the notes: it runs ahead of what the follower last told.

The follower tells where the singer was; here that is drawn on at the singer's tempo to the
second that is about to sound. In even metre the position glides towards it and never turns
back. Where the rhythm is free nobody can know when the singer will move on: each note is waited
for, as a 笛师 does who doubles the tune and leads nobody. Who is lost is waited for in silence,
and joined again at the next phrase or beat.
"""

from dataclasses import dataclass

import numpy as np

from audio.contour import Array
from audio.follow import Place
from audio.melody import Part

TEMPO_GLIDE = 0.4  # seconds in which the tempo comes 63 % nearer to the singer's
CATCH_UP = 0.25  # seconds in which a distance to the singer shrinks by 63 %
FASTEST = 2.5  # times the singer's tempo, while catching up
LEAP = 1.2  # seconds: who is farther away is elsewhere in the notes
SETTLED = 0.3  # seconds for which a singer must be elsewhere, or found again, to be believed
BLIND = 0.8  # seconds that are played without word from the follower
PATIENCE = 4.0  # seconds of standing still after which it falls silent


@dataclass(frozen=True)
class Motion:
    """A stretch of the reference that sounds now: from `start` to `end` (seconds).

    `ratio` > 1 slower; `late` seconds by which the singer is thought to be ahead of it;
    `waits`: this stretch is played when the singer leads, not in time; `leapt`: it does not
    go on from the last one; `silent`: nothing sounds.
    """

    start: float
    end: float
    ratio: float
    late: float
    waits: bool
    leapt: bool
    silent: bool


class Conductor:
    """Goes through `part` with the singer; `begin` is where the accompaniment begins alone.

    Where `begin` lies before the first note (a count-in, a 过门) it starts by itself, else
    with the singer. `beats` are seconds of the reference at which it may join, besides phrases.
    """

    def __init__(self, part: Part, begin: float, beats: Array):
        onsets = part.melody.onsets
        self._onsets, self._end = onsets, float(onsets[-1] + part.melody.lengths[-1])
        self._joins = np.sort(np.concatenate([onsets[part.starts], beats]))
        after_free = np.concatenate([[False], part.free[:-1]])
        self._waited = part.free | after_free
        self._waited[0] |= begin >= onsets[0]
        self._position, self._ratio = min(begin, float(onsets[0])), 1.0
        self._note, self._goal, self._told = -1, self._position, 0.0
        self._doubt, self._join = 0.0, -np.inf
        self._heard, self._stood = float("nan"), 0.0
        self._lost, self._leapt = False, False

    def hear(self, place: Place) -> None:
        """Take the follower's word of where the singer was at `place.time`."""
        passed = 0.0 if np.isnan(self._heard) else max(place.time - self._heard, 0.0)
        self._heard = place.time
        if place.lost or place.note < 0:
            self._lost, self._doubt = self._lost or place.lost, 0.0
            return
        away = abs(place.score_time - self._at(place.time)) * self._ratio
        self._doubt += passed
        if not self._lost and (self._is_next(place) or away < LEAP):
            self._doubt = 0.0
        elif self._doubt < SETTLED:
            return
        else:
            self._land(place)
        self._ratio += (place.ratio - self._ratio) * (1 - np.exp(-passed / TEMPO_GLIDE))
        self._note, self._goal, self._told = place.note, place.score_time, place.time

    def step(self, now: float, passed: float) -> Motion:
        """Go on from second `now` of the output clock by `passed` seconds."""
        start = self._position
        start, waits = self._cued(start)
        goal = self._at(now)
        late = (goal - start) * self._ratio
        end = min(self._moved(start, goal, waits, passed), max(self._limit(), start))
        self._position, leapt = end, self._leapt
        self._leapt = False
        self._stood = 0.0 if end > start else self._stood + passed
        silent = self._lost or start < self._join or self._stood > PATIENCE
        return Motion(start, end, self._ratio, late, waits, leapt, silent)

    def _at(self, now: float) -> float:
        """Return where the singer is thought to be at second `now`."""
        if self._note < 0:
            return self._position
        return self._goal + min(now - self._told, BLIND) / self._ratio

    def _is_next(self, place: Place) -> bool:
        return self._note < place.note <= self._note + 2 and bool(self._waited[place.note])

    def _land(self, place: Place) -> None:
        """Be where the singer is all at once, and join at the next phrase or beat."""
        self._lost, self._doubt, self._leapt = False, 0.0, True
        self._position = place.score_time
        later = self._joins[self._joins > self._position]
        self._join = float(later[0]) if len(later) else self._end

    def _cued(self, start: float) -> tuple[float, bool]:
        """Return where to go on from, and whether the singer leads there."""
        if self._note < 0 or not self._waited[self._note]:
            return start, False
        onset = float(self._onsets[self._note])
        self._leapt |= onset > start
        return max(start, onset), True

    def _moved(self, start: float, goal: float, waits: bool, passed: float) -> float:
        pace = 1 / self._ratio
        if self._note < 0 or waits:
            return start + pace * passed
        speed = pace + (goal - start) / CATCH_UP
        return start + float(np.clip(speed, 0.0, FASTEST * pace)) * passed

    def _limit(self) -> float:
        """Return where the next note begins that is waited for; with no singer, the second."""
        ahead = self._waited.copy()
        ahead[: self._note + 1] = False
        if self._note < 0:
            ahead[1:] = True
        where = np.flatnonzero(ahead)
        return float(self._onsets[where[0]]) if len(where) else np.inf
