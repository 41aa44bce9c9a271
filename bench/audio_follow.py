"""Where the follower says a singer is, beside online time warping of the same live pitch.

Six phrases of 24 notes of the 1746 aria, sung by the test voice with ornaments and heard by the
live analysis. A frame counts from the first onset to the end of the last note; the lag is from
a note's true onset to the first frame that is told to be in it, without the 48 ms and the hop
that hearing takes. The peer is told the key; ours finds it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from audio import conditions, faults, synth
from audio.align import Melody
from audio.contour import Array, midi
from audio.files import Samples
from audio.follow import Follower
from audio.follow_takes import again, drifting, freed
from audio.graded import ReferenceNote
from audio.heard import Heard
from audio.live import Analyser
from audio.melody import Part
from bench.audio_grading import BEAT, as_sung
from bench.row import Row, cpu_seconds
from content.library import SHIPPED, open_library
from content.model import Status
from lessons.voice_notes import SHANG

PHRASES, NOTES, APART, SUNG_AT_ONCE = 6, 24, 21, 8
NEAR, LOST, LAG_MS, COST_US = 96.0, 1.0, 60.0, 50.0  # asked: per cent, per cent, ms, µs
FOUND, SOON = 90.0, 1.0  # per cent of restarts, within seconds
SPREAD = 0.5  # of log length in 散板
RESTARTS = 2  # of each phrase
LOWER = -2.4  # semitones
PEER = "online time warping"
Ints = npt.NDArray[np.int64]
Notes = list[synth.SungNote]
Change = Callable[[Notes, np.random.Generator], Notes]


@dataclass(frozen=True)
class _Take:
    """A part, what was sung of it and what was heard of that."""

    part: Part
    sung: Notes
    heard: Heard

    @property
    def onsets(self) -> Array:
        """(sung,) when each sung note began."""
        return np.array([n.onset for n in self.sung])

    @property
    def truth(self) -> Ints:
        """(frames,) the note that was being sung, -1 before the first."""
        index = np.array([-1] + [-1 if n.index is None else n.index for n in self.sung])
        return np.asarray(index[np.searchsorted(self.onsets, self.heard.times, side="right")])

    @property
    def during(self) -> npt.NDArray[np.bool_]:
        """(frames,) from the first onset to the end of the last note."""
        end = self.sung[-1].onset + self.sung[-1].duration
        return np.asarray((self.heard.times >= self.onsets[0]) & (self.heard.times < end))


def run() -> list[Row]:
    """Per cent of frames within a note and lost, lag in ms, CPU time of a frame in µs."""
    free = partial(_freed, SPREAD)
    even = _takes(lambda notes, _rng: notes)
    return [
        *_rows("strict", even),
        *_rows("1.4 times slower", _takes(lambda notes, _rng: faults.stretched(notes, 1.4))),
        *_rows("drift 0.8 to 1.4", _takes(lambda notes, _rng: drifting(notes, 0.8, 1.4))),
        *_rows("散板", _takes(free, free=True)),
        *_rows("strict, in the room", _takes(lambda notes, _rng: notes, room=True)),
        *_rows("散板, in the room", _takes(free, free=True, room=True)),
        *_rows("sung lower", _takes(lambda notes, _rng: faults.transposed(notes, LOWER))),
        _restarts("a phrase begun again", False),
        _restarts("a phrase begun again, 散板", True),
        _cost(even),
    ]


def _freed(spread: float, notes: Notes, rng: np.random.Generator) -> Notes:
    return freed(notes, rng, spread)


def _phrases() -> list[list[ReferenceNote]]:
    """Return PHRASES stretches of the metred part of the aria, in seconds."""
    library = open_library((SHIPPED,))
    link = library.lesson("kunqu/bubujiao").score
    assert link is not None
    score = library.score(link)
    first = sum(n.onset < score.free_until for n in score.notes)
    cut = [score.notes[first + APART * k : first + APART * k + NOTES] for k in range(PHRASES)]
    return [
        [
            ReferenceNote(
                (n.onset - notes[0].onset) * BEAT, n.duration * BEAT, SHANG + n.semitones,
                Status.CONFIRMED,
            )
            for n in notes
        ]
        for notes in cut
    ]  # fmt: skip


def _takes(
    change: Change, free: bool = False, room: bool = False, first_seed: int = 0
) -> list[_Take]:
    out = []
    for seed, phrase in enumerate(_phrases(), first_seed):
        rng = np.random.default_rng(seed)
        notes = change(as_sung(phrase, rng), rng)
        samples: Samples = synth.sing(notes, rng).samples
        samples = conditions.room(samples, rng) if room else samples
        melody = Melody(*np.array([(n.onset, n.duration, n.pitch) for n in phrase]).T)
        starts = np.arange(0, len(phrase), SUNG_AT_ONCE)
        part = Part(melody, np.full(len(phrase), free), starts)
        out.append(_Take(part, notes, Analyser(speakers=False).push(samples)))
    return out


def _followed(take: _Take) -> Ints:
    return np.array([p.note for p in Follower(take.part).hear(take.heard)])


def _warped(take: _Take) -> Ints:
    """Return the note of each frame by online time warping: the cheapest way so far."""
    melody, heard = take.part.melody, take.heard
    hop = float(np.median(np.diff(heard.times)))
    grid = np.arange(0, melody.grid[-1], hop)
    owner = np.searchsorted(melody.onsets, grid, side="right") - 1
    key = np.median([n.pitch - melody.pitches[n.index or 0] for n in take.sung])
    asked, told = melody.pitches[owner] + key, []
    cost, begun = 3.0 * np.arange(len(grid), dtype=float), False
    for pitch in midi(heard.hertz):
        begun |= not np.isnan(pitch)
        if begun:
            away = 1.0 if np.isnan(pitch) else np.minimum(np.abs(asked - pitch), 3.0)
            one, two = np.append(np.inf, cost[:-1]), np.append([np.inf] * 2, cost[:-2])
            cost = np.minimum(np.minimum(cost, one), two) + away
        told.append(owner[np.argmin(cost)] if begun else -1)
    return np.array(told)


def _off(takes: Sequence[_Take], follow: Callable[[_Take], Ints]) -> Ints:
    return np.concatenate([np.abs(follow(t) - t.truth)[t.during] for t in takes])


def _rows(name: str, takes: Sequence[_Take]) -> list[Row]:
    ours, peer = _off(takes, _followed), _off(takes, _warped)
    near, lost = 100 * float(np.mean(ours <= 1)), 100 * float(np.mean(ours > 2))
    near_peer, lost_peer = 100 * float(np.mean(peer <= 1)), 100 * float(np.mean(peer > 2))
    lags = [lag for t in takes for lag in _lags(t, _followed(t))]
    lags_peer = [lag for t in takes for lag in _lags(t, _warped(t))]
    lag, lag_peer = 1000 * float(np.median(lags)), 1000 * float(np.median(lags_peer))
    n = sum(len(t.sung) for t in takes)
    untold, untold_peer = (100 * (1 - len(x) / n) for x in (lags, lags_peer))
    return [
        Row(f"follower, {name}: frames within a note", near, "%", len(ours), f"≥ {NEAR:g}", PEER,
            near_peer, near >= NEAR),
        Row(f"follower, {name}: lost (> 2 notes)", lost, "%", len(ours), f"≤ {LOST:g}", PEER,
            lost_peer, lost <= LOST),
        Row(f"follower, {name}: lag of the decision, median", lag, "ms", len(lags),
            f"≤ {LAG_MS:g}", PEER, lag_peer, lag <= LAG_MS),
        Row(f"follower, {name}: notes never told", untold, "%", n, None, PEER, untold_peer),
    ]  # fmt: skip


def _lags(take: _Take, told: Ints) -> list[float]:
    """Return how long after its onset each note was first told, if it was while it lasted."""
    times, out = take.heard.times, []
    ends = np.append(take.onsets[1:], np.inf)
    for note, onset, end in zip(take.sung, take.onsets, ends, strict=True):
        mine = (told == note.index) & (times >= onset - SOON / 4) & (times < end)
        if mine.any():
            out.append(float(times[np.argmax(mine)] - onset))
    return out


def _begun_again(free: bool, notes: Notes, rng: np.random.Generator) -> Notes:
    """Break off anywhere, wait up to a second and a half, and begin a phrase before it again."""
    notes = freed(notes, rng, SPREAD) if free else notes
    stop = int(rng.integers(4, NOTES - 2))
    start = SUNG_AT_ONCE * int(rng.integers(0, (stop - 2) // SUNG_AT_ONCE + 1))
    return again(notes, stop, start, float(rng.uniform(0.4, 1.5)))


def _restarts(name: str, free: bool) -> Row:
    change = partial(_begun_again, free)
    takes = [t for k in range(RESTARTS) for t in _takes(change, free, first_seed=100 * k)]
    share = 100 * float(np.mean([_found(take, _followed(take)) for take in takes]))
    peer = 100 * float(np.mean([_found(take, _warped(take)) for take in takes]))
    return Row(
        f"follower, {name}: found within {SOON:g} s", share, "%", len(takes), f"≥ {FOUND:g}",
        PEER, peer, share >= FOUND,
    )  # fmt: skip


def _found(take: _Take, told: Ints) -> bool:
    """Return whether a learner who began again is within a note of where he is told to be."""
    restart = int(np.argmin(np.diff([n.index or 0 for n in take.sung]))) + 1
    soon = np.searchsorted(take.heard.times, take.onsets[restart] + SOON) - 1
    return bool(abs(told - take.truth)[soon] <= 1)


def _cost(takes: Sequence[_Take]) -> Row:
    take = takes[0]
    each = 1e6 * cpu_seconds(lambda: _followed(take)) / len(take.heard)
    peer = 1e6 * cpu_seconds(lambda: _warped(take)) / len(take.heard)
    return Row(
        "follower: CPU time of a frame", each, "µs", len(take.heard), f"≤ {COST_US:g}",
        PEER, peer, each <= COST_US,
    )  # fmt: skip
