"""Where in the notes a singer is, live: a hidden Markov model of notes and silences.

Each note is a chain of steps, so that its length is spread about the reference's at the tempo
(Erlang), broadly where the rhythm is free; a silence may stand before each. What is believed is
told frame by frame and may go back: a learner who begins a phrase again, or is elsewhere, is
found there. The key is unknown at first: one model for each, until the voice has decided.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np

from audio import follow_filter as inner
from audio.contour import Array, midi
from audio.heard import Heard
from audio.melody import Part

STEPS, FREE_STEPS = 10, 4  # a note: lengths spread by 1/sqrt(steps), a third or a half
KEYS = np.arange(-24.0, 14.5, 1.0)  # semitones above the reference a learner may sing in
NARROW, WIDE = 0.5, 1.7  # semitones: in tune, and in an ornament or on the way
IN_WIDE, ASTRAY = 0.15, 0.003  # how much of a note is wide, and how likely any other pitch is
VAGUE, SILENT, SOUNDING = 0.05, 0.5, 0.02  # likelihood: unsure in a note, unsure/sure in a silence
WORTH = 0.015  # seconds of sound that count as one independent witness
VOICE_OUT = 2.5  # a second: silences that end
ELSEWHERE = 1e-5  # a second: learners who are suddenly anywhere
STRUCK = 2.0  # nats of rise that say for certain that a sound begins
RETUNE = 1.5  # seconds over which the key follows the voice
FLAT = 0.04  # what a frame is worth to somebody who knows nothing of the notes
PATIENCE = 1.5  # seconds of frames that fit no better: the learner is lost
LONGEST = 0.02  # seconds of one move of belief
DROPPED = 1e-5  # belief under which a key is given up
TEMPOS = (0.4, 3.0)


@dataclass(frozen=True)
class Place:
    """Where the singer is at second `time` of the take.

    `note` is -1 before the first; `sure` 0..1; `lost` where the notes do not explain what is
    heard; `ratio` > 1 slower than the reference; `score_time` seconds on the reference's clock
    expected at `time`; `key` semitones above the reference.
    """

    time: float
    note: int
    sure: float
    lost: bool
    ratio: float
    score_time: float
    key: float


class Follower:
    """Follows one take through a part, however it is cut into blocks."""

    def __init__(self, part: Part) -> None:
        self._part = part
        n = len(part.free)
        self._steps = np.where(part.free, FREE_STEPS, STEPS)
        self._first = np.append(0, np.cumsum(self._steps)).astype(np.int64)
        self._start = part.starts[part.phrase]
        self._likely = _beginnings(part)
        self._keys = KEYS.copy()
        self._cells = np.zeros((len(KEYS), 2, int(self._first[-1])))
        self._gaps = np.zeros((len(KEYS), 2, n + 1))
        self._gaps[:, 0, :n] = self._likely / len(KEYS)
        self._notes, self._under = np.zeros((3, n + 1)), np.zeros(len(KEYS))
        self._clock = _Clock(part)
        self._flow, self._flowing = np.empty(n), (0.0, 0.0)
        self._table, self._worth = np.empty(0), 0.0
        self._time = float("nan")
        self._fit = 0.0

    def hear(self, heard: Heard) -> list[Place]:
        """Return the place at each frame heard, in order."""
        pitches = midi(heard.hertz)
        return [
            self._frame(*row)
            for row in zip(
                heard.times.tolist(), pitches.tolist(), heard.confidence.tolist(),
                heard.onset.tolist(), strict=True,
            )
        ]  # fmt: skip

    def _frame(self, time: float, pitch: float, sure: float, onset: float) -> Place:
        passed = 0.016 if np.isnan(self._time) else time - self._time
        self._time = time
        for _ in range(max(1, round(passed / LONGEST))):
            self._move(time, passed / max(1, round(passed / LONGEST)), onset)
            onset = 0.0
        self._weigh(pitch, sure, min(passed, 2 * LONGEST))
        return self._tell(time)

    def _move(self, now: float, passed: float, onset: float) -> None:
        if self._flowing != (passed, self._clock.ratio):
            self._flowing = (passed, self._clock.ratio)
            rate = self._steps / np.maximum(self._part.melody.lengths * self._clock.ratio, 0.05)
            self._flow = 1 - np.exp(-rate * passed)
        struck = 0.5 * min(onset / STRUCK, 1.0)
        when = np.array(
            [now, struck, inner.BREAK * passed, 1 - np.exp(-VOICE_OUT * passed), ELSEWHERE * passed]
        )
        inner.move(
            self._cells, self._gaps, self._first, self._flow, when, self._start, self._likely
        )

    def _weigh(self, pitch: float, sure: float, passed: float) -> None:
        worth = round(passed / WORTH, 3)
        if worth != self._worth:
            self._worth, self._table = worth, _table(worth)
        vague = VAGUE**worth
        silent = SILENT**worth
        if not np.isnan(pitch):
            silent = sure * SOUNDING**worth + (1 - sure) * silent
        frame = np.array([pitch, sure, vague, silent, passed / RETUNE])
        likely = inner.weigh(
            self._cells, self._gaps, self._first, self._part.melody.pitches, self._keys, frame,
            self._table,
        )  # fmt: skip
        if not np.isnan(pitch):
            gain = (np.log(likely) - worth * np.log(FLAT)) * sure
            self._fit += (gain / max(worth, 1e-9) - self._fit) * passed / PATIENCE

    def _tell(self, time: float) -> Place:
        inner.tell(self._cells, self._gaps, self._first, self._notes, self._under)
        note = int(np.argmax(self._notes[0])) - 1
        belief, sound, began = self._notes[:, note + 1]
        if note >= 0 and sound > 0.5 * belief:
            self._clock.at(note, began / sound, time)
        if len(self._keys) > 1:
            self._drop()
        return Place(
            time, note, float(belief), self._fit < 0, self._clock.ratio,
            self._clock.score_time(note, time), float(self._keys[np.argmax(self._under)]),
        )  # fmt: skip

    def _drop(self) -> None:
        """Give up the keys that nobody believes in."""
        kept = self._under > DROPPED
        if not kept.all():
            self._keys, self._under = self._keys[kept], self._under[kept]
            self._cells, self._gaps = self._cells[kept], self._gaps[kept]


def _beginnings(part: Part) -> Array:
    """Return (n,) how likely a learner begins before each note."""
    n = len(part.free)
    likely = np.full(n, 0.02 / n)
    likely[part.starts] += 0.08 / len(part.starts)
    likely[0] += 0.9
    return likely


def _table(worth: float) -> Array:
    """Return the fit of a pitch 0, 0.05, 0.1 … semitones away from a note."""
    away = np.arange(161) / 20
    near = (1 - IN_WIDE) * np.exp(-0.5 * (away / NARROW) ** 2)
    return np.asarray((near + IN_WIDE * np.exp(-0.5 * (away / WIDE) ** 2) + ASTRAY) ** worth)


class _Clock:
    """The tempo of the last notes, and the time on the reference's clock."""

    MEMORY = 4  # notes

    def __init__(self, part: Part) -> None:
        self.ratio = 1.0
        self._part = part
        self._onsets = part.melody.onsets
        self._note, self._began = -1, 0.0
        self._past: deque[tuple[float, float]] = deque(maxlen=self.MEMORY)

    def at(self, note: int, began: float, now: float) -> None:
        """Hear that `note` began at second `began`."""
        if note != self._note:
            self._finish(note, began)
        self._note, self._began = note, began

    def _finish(self, note: int, began: float) -> None:
        if note == self._note + 1 and self._note >= 0:
            self._past.append((began - self._began, self._onsets[note] - self._onsets[note - 1]))
            if len(self._past) >= 2:
                sung, asked = np.array(self._past).T
                self.ratio = float(np.clip(sung.sum() / asked.sum(), *TEMPOS))
        else:
            self._past.clear()

    def score_time(self, note: int, now: float) -> float:
        """Return the second of the reference that is expected at second `now`."""
        if note < 0:
            return float(self._onsets[0])
        ahead = (now - self._began) / self.ratio
        end = self._onsets[min(note + 1, len(self._onsets) - 1)]
        return float(min(self._onsets[note] + max(ahead, 0.0), max(end, self._onsets[note])))
