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
from audio.melody import Part
from audio.pace import Pace
from audio.place import Place

CATCH_UP = 0.12  # seconds in which a distance to the singer shrinks by 63 %
FASTEST = 2.5  # times the singer's pace, while catching up
NEAR = 0.15  # seconds by which a note comes early or late and is believed at once
WAVERS = 0.1  # seconds within which the follower makes up its mind about an onset
PAUSE = 0.3  # seconds: who comes so late has stopped, and goes on at the pace of before
FAR = 1.2  # seconds: who is farther away has gone elsewhere in the notes
CONVINCED = (0.25, 0.8)  # seconds of the same story until it is believed, and when it is far
JUST = 1e-4  # seconds: a note held to the next one's onset has not ended
SURE = 0.6  # of the follower: less is no word
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
    with the singer. `beats` are seconds of the reference at which it may join, besides phrases;
    without any it joins at the next note.
    """

    def __init__(self, part: Part, begin: float, beats: Array):
        onsets = part.melody.onsets
        self._onsets = np.append(onsets, onsets[-1] + part.melody.lengths[-1])
        self._free, self._last = part.free, len(part.free) - 1
        self._waited = part.free | np.concatenate([[begin >= onsets[0]], part.free[:-1]])
        joins = (beats if len(beats) else onsets, onsets[part.starts], onsets[self._waited])
        self._joins = np.unique(np.concatenate(joins))
        self._position, self._pace = min(begin, float(onsets[0])), Pace(1.0)
        if begin < onsets[0]:
            self._pace.begun(begin, 0.0)
        self._note, self._told, self._first = -1, 0.0, 0.0
        self._story, self._since, self._astray = -2, 0.0, np.inf
        self._join, self._stood, self._lost, self._leapt = -np.inf, 0.0, False, False

    def hear(self, place: Place) -> None:
        """Take the follower's word of where the singer was at `place.time`."""
        self._astray = min(self._astray, place.time) if place.lost else np.inf
        self._lost |= self._note >= 0 and place.time - self._astray > CONVINCED[0]
        if place.lost or place.note < 0 or place.sure < SURE:
            return
        began = self._began(place)
        if place.note != self._note or self._lost:
            late = began - self._expected(place.note)
            if not self._believed(place, late):
                return
            self._go(place, late)
        self._story = -2
        self._learn(place, began)
        self._note, self._told = place.note, place.time

    def step(self, now: float, passed: float) -> Motion:
        """Go on from second `now` of the output clock by `passed` seconds."""
        goal = self._goal(now)
        start, waits = self._cued(self._position, goal)
        late = self._since_begun(now, start) if waits else (goal - start) * self._pace.ratio
        end = min(self._moved(start, goal, waits, passed), max(self._limit(), start))
        leapt, self._leapt = self._leapt, False
        self._position = end
        self._stood = 0.0 if end > start else self._stood + passed
        unbegun = self._note < 0 and bool(self._waited[0])
        silent = unbegun or self._lost or end <= self._join or self._stood > PATIENCE
        return Motion(start, end, self._pace.ratio, late, waits, leapt, silent)

    def _learn(self, place: Place, began: float) -> None:
        """Tell the pace where a note began; one gone back to did not begin again."""
        begins = place.note != self._note
        if begins:
            self._first = began
        # where the follower's time stands still it no longer says when the note began
        stands = place.score_time >= self._onsets[place.note + 1] or place.note == self._last
        if (begins or not stands) and abs(began - self._first) < WAVERS:
            self._pace.begun(float(self._onsets[place.note]), began)

    def _began(self, place: Place) -> float:
        """Return the second at which the follower thinks that the note began."""
        return place.time - (place.score_time - float(self._onsets[place.note])) * place.ratio

    def _expected(self, note: int) -> float:
        """Return the second at which `note` should begin; at once where nobody sang yet."""
        if self._note < 0 and self._waited[0]:
            return self._told
        return self._pace.second(float(self._onsets[note]))

    def _believed(self, place: Place, late: float) -> bool:
        """Return whether this was expected, or one note after the other was told long enough."""
        if not self._lost and self._next(place, late):
            return True
        if place.note not in (self._story, self._story + 1):
            self._since = place.time
        self._story = place.note
        far = abs(late) > FAR and not self._lost
        return place.time - self._since >= CONVINCED[1 if far else 0]

    def _next(self, place: Place, late: float) -> bool:
        """Return whether this is the note that comes now, be it after a pause."""
        if place.note == self._note + 1:
            return late > -NEAR or bool(self._waited[place.note])
        return place.note > self._note and abs(late) < NEAR and not self._waited[place.note]

    def _go(self, place: Place, late: float) -> None:
        """Go on to the note that is told: by itself, after a pause, or all at once."""
        if self._lost or (abs(late) > FAR and place.note != self._note + 1):
            self._land(place)
        elif late > PAUSE and not self._waited[place.note]:
            self._pace = Pace(self._pace.ratio)

    def _land(self, place: Place) -> None:
        """Be where the singer is all at once, and join at the next phrase or beat."""
        self._lost, self._leapt = False, True
        self._pace, self._position = Pace(self._pace.ratio), place.score_time
        later = self._joins[self._joins > self._position]
        self._join = float(later[0]) if len(later) else np.inf

    def _goal(self, now: float) -> float:
        """Return where the singer is thought to be at second `now`."""
        if self._note < 0:
            return self._position
        if self._note == self._last:  # what follows is the accompaniment's own
            return self._pace.position(now)
        at_most = float(self._onsets[self._note + 1]) + (now - self._told) / self._pace.ratio
        return min(self._pace.position(now), at_most)

    def _cued(self, start: float, goal: float) -> tuple[float, bool]:
        """Return where to go on from, and whether the singer leads there.

        In free rhythm that is the note's beginning; in metre, where the singer is by now.
        """
        note = self._note
        if note < 0 or not self._waited[note]:
            return start, False
        onset, free = float(self._onsets[note]), bool(self._free[note])
        if start >= onset:
            return start, free
        self._leapt = True
        return onset if free else max(onset, goal), free

    def _since_begun(self, now: float, start: float) -> float:
        """Return how much longer ago the note began for the singer than here."""
        gone = (start - float(self._onsets[self._note])) * self._pace.ratio
        return now - self._first - gone

    def _moved(self, start: float, goal: float, waits: bool, passed: float) -> float:
        pace = 1 / self._pace.ratio
        if self._note < 0 or waits:
            return start + pace * passed
        speed = pace + (goal - start) / CATCH_UP
        return start + float(np.clip(speed, 0.0, FASTEST * pace)) * passed

    def _limit(self) -> float:
        """Return the end of what is played without the singer.

        That is just before the next note that is waited for; with no singer, the second note.
        """
        if self._note < 0:
            return float(self._onsets[0 if self._waited[0] else 1]) - JUST
        ahead = np.flatnonzero(self._waited[self._note + 1 :])
        return float(self._onsets[self._note + 1 + ahead[0]]) - JUST if len(ahead) else np.inf
