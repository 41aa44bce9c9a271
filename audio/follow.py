"""Where in the notes a singer is, live: a hidden Markov model of notes and silences.

Each note is a chain of steps, so that its length is spread about the reference's at the tempo
(Erlang), broadly where the rhythm is free; a silence may stand before each. What is believed is
told frame by frame and may go back: a learner who begins a phrase again, or is elsewhere, is
found there. The key is unknown at first: one model for each, until the voice has decided, and
all of them once more for a learner who is lost.
"""

import math

import numpy as np

from audio import follow_filter as inner
from audio.contour import Array, midi
from audio.heard import Heard
from audio.melody import Ints, Part
from audio.pace import Pace
from audio.place import Place

STEPS, FREE_STEPS = 10, 3  # of a note: lengths spread by 1/√steps, a third or six tenths
KEYS = np.arange(-24.0, 14.5, 1.0)  # semitones above the reference that a learner may sing in
NARROW, WIDE = 0.5, 1.7  # semitones: in tune, and in an ornament or on the way
IN_WIDE, ASTRAY = 0.15, 0.003  # of a note: how much is wide, and how likely any other pitch
VAGUE, SILENT = 0.05, 0.5  # likelihood of a frame of no sure pitch in a note, in a silence
SOUNDING = 0.02  # likelihood of a sure pitch in a silence
WITNESS = 0.055  # seconds of sound that count as one independent witness
VOICE_OUT = 2.5  # a second: silences that end
ELSEWHERE = 1e-5  # a second: learners who are suddenly anywhere
AT_A_PHRASE, ANYWHERE = 0.025, 0.005  # of beginnings: at any phrase, at any note; else the first
STRUCK = 2.0  # nats of rise that say as much as can be said of a beginning
BEGINS = 0.8  # of those who near the end of a note: the sound that began is the next one
RETUNE = 1.5  # seconds in which the key goes along with the voice
FLAT = 0.25  # fit of a frame that the notes explain too badly
TRUST = 0.7  # nats above that: as one who sings right is found to be
PATIENCE = 1.5  # seconds of such frames: the learner is lost
SURER = 4  # power of confidence: what a room makes unsure says little for or against
OPEN = 0.2  # of belief that a lost learner sings in any other key
REOPEN = 1.5  # seconds until that is asked again
DROPPED = 1e-8  # belief under which a key is given up
FIRST, LONGEST = 0.016, 0.02  # seconds: the first frame's length, the most that moves at once
CONVINCED = 0.8  # belief in a note from which on it teaches the tempo
HASTE = 1.2  # times faster or slower than at the note before: nobody changes more at once
FREEST = (1 / 3, 3.0)  # times its length that a free note tells of a tempo
UNTAUGHT, FORGET = 5.0, 0.85  # free notes that are worth nothing yet; what each leaves of the last
GAP = 2.0  # seconds without frames, from where on it does not matter how many


class Follower:
    """Follows one take through a part, however its frames are cut into blocks."""

    def __init__(self, part: Part) -> None:
        n = len(part.free)
        self._part, self._clock = part, _Clock(part)
        self._steps = np.where(part.free, FREE_STEPS, STEPS)
        self._first = self._steps.max() - self._steps
        self._near = _near(self._steps)
        self._pitches = np.ascontiguousarray(part.melody.pitches, np.float64)
        self._start, self._likely = part.starts[part.phrase], _beginnings(part)
        self._keys, self._cells, self._gaps = self._silent(self._likely)
        self._notes, self._under = np.zeros((3, n + 1)), np.full(len(KEYS), 1 / len(KEYS))
        self._flow, self._flowing = np.empty(n), (0.0, 0.0)
        self._fits, self._worth = np.empty(0), 0.0
        self._time, self._fit, self._opened = float("nan"), TRUST, 0.0

    def hear(self, heard: Heard) -> list[Place]:
        """Return the place at each frame heard, in order."""
        pitches = midi(np.where(heard.hertz > 0, heard.hertz, np.nan))
        rows = (heard.times, pitches, heard.confidence, heard.onset)
        return [self._frame(*row) for row in zip(*(r.tolist() for r in rows), strict=True)]

    def _frame(self, time: float, pitch: float, sure: float, onset: float) -> Place:
        # to a tenth of a millisecond: what follows from it need not be worked out each frame
        passed = round(FIRST if np.isnan(self._time) else min(time - self._time, GAP), 4)
        self._time = time
        times = max(1, round(passed / LONGEST))
        for i in range(times):
            self._move(time, passed / times, onset if i == 0 else 0.0)
        self._weigh(pitch, sure, min(passed, LONGEST))
        if self._fit < 0 and time - self._opened > REOPEN:
            self._reopen(time)
        return self._tell(time)

    def _move(self, now: float, passed: float, onset: float) -> None:
        """Let belief move on by `passed` seconds."""
        if self._flowing != (passed, self._clock.ratio):
            self._flowing = (passed, self._clock.ratio)
            lengths = np.maximum(self._part.melody.lengths * self._clock.ratio, LONGEST)
            self._flow = 1 - np.exp(-self._steps / lengths * passed)
        begins = BEGINS * min(onset / STRUCK, 1.0)
        ends = 1 - float(np.exp(-VOICE_OUT * passed))
        when = np.array([now, begins, inner.BREAK * passed, ends, ELSEWHERE * passed])
        inner.move(
            self._cells, self._gaps, self._under, self._first, self._near, self._flow, when,
            self._start, self._likely,
        )  # fmt: skip

    def _weigh(self, pitch: float, sure: float, passed: float) -> None:
        """Weigh belief by a frame of pitch (NaN: none) that lasts `passed` seconds."""
        worth = passed / WITNESS
        if worth != self._worth:
            self._worth, self._fits = worth, _fits(worth)
        vague, silent = VAGUE**worth, SILENT**worth
        if not np.isnan(pitch):
            silent = sure * SOUNDING**worth + (1 - sure) * silent
        frame = np.array([pitch, sure, vague, silent, passed / RETUNE])
        likely = inner.weigh(
            self._cells, self._gaps, self._under, self._keys, self._pitches, frame,
            self._fits, self._notes,
        )  # fmt: skip
        if not np.isnan(pitch):
            gain = math.log(likely) / worth - math.log(FLAT)
            self._fit += (gain - self._fit) * sure**SURER * passed / PATIENCE

    def _tell(self, time: float) -> Place:
        note = int(self._notes[0].argmax()) - 1
        belief, sound, began = self._notes[:, note + 1].tolist()
        if note >= 0 and sound > 0.5 * belief:
            self._clock.hear(note, began / sound, belief)
        key = float(self._keys[self._under.argmax()])
        self._drop()
        return Place(
            time, note, belief, self._fit < 0, self._clock.ratio,
            self._clock.position(note, time), key,
        )  # fmt: skip

    def _drop(self) -> None:
        """Give up the keys that nobody believes in."""
        if len(self._keys) > 1 and self._under.min() <= DROPPED:
            kept = self._under > DROPPED
            self._keys, self._under = self._keys[kept], self._under[kept]
            self._cells, self._gaps = self._cells[kept], self._gaps[kept]

    def _silent(self, likely: Array) -> tuple[Array, Array, Array]:
        """Return all keys, and belief that is silent before each note as `likely` says (n,)."""
        gaps = np.zeros((len(KEYS), 2, len(likely) + 1))
        gaps[:, 0, :-1] = likely / len(KEYS)
        return KEYS.copy(), np.zeros((len(KEYS), 2, *self._near.shape)), gaps

    def _reopen(self, time: float) -> None:
        """Think of every key and every place again, beside what was believed."""
        self._opened, n = time, len(self._likely)
        keys, cells, gaps = self._silent((self._likely + 1 / n) / 2)
        gaps[:, 1] = gaps[:, 0] * time
        self._keys = np.concatenate([self._keys, keys])
        self._cells = np.concatenate([(1 - OPEN) * self._cells, cells])
        self._gaps = np.concatenate([(1 - OPEN) * self._gaps, OPEN * gaps])
        self._under = np.append((1 - OPEN) * self._under, np.full(len(keys), OPEN / len(keys)))


def _beginnings(part: Part) -> Array:
    """Return (n,) how likely a learner begins before each note."""
    n = len(part.free)
    likely = np.full(n, ANYWHERE / n)
    likely[part.starts] += AT_A_PHRASE / len(part.starts)
    likely[0] += 1 - ANYWHERE - AT_A_PHRASE
    return likely


def _near(steps: Ints) -> Array:
    """Return (longest chain, notes) how sure who is in a step ends the note next, 0..1."""
    most = int(steps.max())
    step = np.arange(1, most + 1)[:, None] - (most - steps)
    return np.asarray(np.maximum(step / steps, 0.0) ** 2)


def _fits(worth: float) -> Array:
    """Return how well a pitch fits a note that is 0, 0.05, 0.1 … semitones away."""
    away = np.arange(161) / inner.FINE
    near = (1 - IN_WIDE) * np.exp(-0.5 * (away / NARROW) ** 2)
    far = IN_WIDE * np.exp(-0.5 * (away / WIDE) ** 2)
    return np.asarray((near + far + ASTRAY) ** worth)


class _Clock:
    """The reference's clock as the singer's notes drive it; `ratio` > 1 slower.

    Free notes keep no pace, but on the whole one sings them faster or slower.
    """

    def __init__(self, part: Part) -> None:
        onsets = part.melody.onsets
        self._onsets = np.append(onsets, onsets[-1] + part.melody.lengths[-1]).tolist()
        self._free, self.ratio = part.free, 1.0
        self._pace, self._note, self._began = Pace(1.0), -1, 0.0
        self._before, self._learnt = 0.0, -1
        self._slower, self._heard = 0.0, UNTAUGHT

    def hear(self, note: int, began: float, sure: float) -> None:
        """Learn that `note` sounds and began at second `began`, as far as is known by now."""
        if note != self._note:
            self._before = self._began if note == self._note + 1 else math.nan
            self._learnt = -1
        self._note, self._began = note, began
        if sure > CONVINCED and self._learnt != note:
            self._learnt = note
            if not self._free[note]:
                self._learn(note, began)
            elif note > 0 and not math.isnan(self._before):
                self._learn_free(note, began)

    def _learn(self, note: int, began: float) -> None:
        if note > 0 and not math.isnan(self._before):
            self._pace.begun(self._onsets[note - 1], self._before)
        else:
            self._pace = Pace(self.ratio)
        self._pace.begun(self._onsets[note], began)
        self.ratio = float(np.clip(self._pace.ratio, self.ratio / HASTE, self.ratio * HASTE))

    def _learn_free(self, note: int, began: float) -> None:
        """Take the mean of the logarithms of how much longer free notes were held."""
        asked = max(self._onsets[note] - self._onsets[note - 1], LONGEST)
        longer = np.clip((began - self._before) / asked, *FREEST)
        self._slower = FORGET * self._slower + float(np.log(longer))
        self._heard = FORGET * self._heard + 1
        self.ratio = float(np.exp(self._slower / self._heard))

    def position(self, note: int, now: float) -> float:
        """Return the second of the reference that is expected at second `now`."""
        if note < 0:
            return float(self._onsets[0])
        passed = max(now - self._began, 0.0) / self.ratio
        return float(min(self._onsets[note] + passed, self._onsets[note + 1]))
