"""Where the follower says a singer is, beside online time warping of the same live pitch.

Six phrases of 24 notes of the 1746 aria and six of another that was held out (see
audio_follow_set), sung by the test voice with ornaments and heard by the live analysis. A frame
counts from the first onset to the end of the last note; the lag is from a note's true onset to
the first frame that is told to be in it, without the 48 ms and the hop that hearing takes. The
peer is told the key; ours finds it.
"""

from collections.abc import Callable, Sequence

import numpy as np

from audio import faults
from audio.contour import midi
from audio.follow import Follower
from audio.follow_takes import drifting
from audio.melody import Ints, Part
from bench.audio_follow_set import (
    HELD_OUT,
    TUNED,
    Aria,
    Notes,
    Take,
    begun_again,
    freely,
    freely_begun_again,
    melody,
    part,
    plain,
    takes,
)
from bench.row import Row, cpu_seconds

NEAR, LOST, LAG_MS, COST_US = 96.0, 1.0, 60.0, 50.0  # asked: per cent, per cent, ms, µs
FOUND, SOON = 90.0, 1.0  # per cent of restarts, within seconds
LOWER = -2.4  # semitones
PEER = "online time warping"


def run() -> list[Row]:
    """Per cent of frames within a note and lost, lag in ms, CPU time of a frame in µs."""
    even, held_out = takes(TUNED, plain), takes(HELD_OUT, plain)
    return [
        *_rows("strict", even),
        *_rows("1.4 times slower, sung lower", takes(TUNED, _slower_and_lower)),
        *_rows("drift 0.8 to 1.4", takes(TUNED, lambda notes, _: drifting(notes, 0.8, 1.4))),
        *_rows("散板", takes(TUNED, freely, free=True)),
        *_rows("strict, in the room", takes(TUNED, plain, room=True)),
        *_rows("散板, in the room", takes(TUNED, freely, free=True, room=True)),
        *_begun_again("", TUNED),
        *_rows("held out, strict", held_out),
        *_rows("held out, 散板", takes(HELD_OUT, freely, free=True)),
        *_rows("held out, 散板, in the room", takes(HELD_OUT, freely, free=True, room=True)),
        *_begun_again("held out, ", HELD_OUT),
        _other_text(even, held_out),
        _cost("", even[0].part, even[0]),
        _cost(", in the whole aria", part(melody(TUNED)), even[0]),
    ]


def _slower_and_lower(notes: Notes, _rng: np.random.Generator) -> Notes:
    return faults.transposed(faults.stretched(notes, 1.4), LOWER)


def _followed(take: Take) -> Ints:
    return np.array([p.note for p in Follower(take.part).hear(take.heard)])


def _warped(take: Take) -> Ints:
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


def _rows(name: str, sung: Sequence[Take]) -> list[Row]:
    ours, peer = (_Told(sung, follow) for follow in (_followed, _warped))
    n = sum(len(t.sung) for t in sung)
    return [
        Row(f"follower, {name}: frames within a note", ours.near, "%", ours.frames, f"≥ {NEAR:g}",
            PEER, peer.near, ours.near >= NEAR),
        Row(f"follower, {name}: lost (> 2 notes)", ours.lost, "%", ours.frames, f"≤ {LOST:g}",
            PEER, peer.lost, ours.lost <= LOST),
        Row(f"follower, {name}: lag of the decision, median", ours.lag, "ms", ours.notes,
            f"≤ {LAG_MS:g}", PEER, peer.lag, ours.lag <= LAG_MS),
        Row(f"follower, {name}: notes never told", 100 * (1 - ours.notes / n), "%", n, None, PEER,
            100 * (1 - peer.notes / n)),
    ]  # fmt: skip


class _Told:
    """What was told of takes: per cent of frames near and lost, the median lag in ms."""

    def __init__(self, sung: Sequence[Take], follow: Callable[[Take], Ints]) -> None:
        told = [(t, follow(t)) for t in sung]
        off = np.concatenate([np.abs(notes - t.truth)[t.during] for t, notes in told])
        lags = [lag for t, notes in told for lag in _lags(t, notes)]
        self.frames, self.notes = len(off), len(lags)
        self.near, self.lost = (100 * float(np.mean(x)) for x in (off <= 1, off > 2))
        self.lag = 1000 * float(np.median(lags))


def _lags(take: Take, told: Ints) -> list[float]:
    """Return how long after its onset each note was first told, if it was while it lasted."""
    times, out = take.heard.times, []
    ends = np.append(take.onsets[1:], np.inf)
    for note, onset, end in zip(take.sung, take.onsets, ends, strict=True):
        mine = (told == note.index) & (times >= onset - SOON / 4) & (times < end)
        if mine.any():
            out.append(float(times[np.argmax(mine)] - onset))
    return out


def _begun_again(name: str, aria: Aria) -> list[Row]:
    kinds = (
        ("a phrase begun again", takes(aria, begun_again)),
        ("a phrase begun again, 散板", takes(aria, freely_begun_again, free=True)),
    )
    return [row for kind, sung in kinds for row in _restarts(f"{name}{kind}", sung)]


def _restarts(name: str, sung: Sequence[Take]) -> list[Row]:
    """Nobody can tell a beginning whose first note is the one that would have come anyway."""
    ours, peer = (
        100 * np.mean([_found(take, follow(take)) for take in sung], axis=0)
        for follow in (_followed, _warped)
    )
    return [
        Row(f"follower, {name}: found within {SOON:g} s", float(ours[0]), "%", len(sung),
            f"≥ {FOUND:g}", PEER, float(peer[0]), bool(ours[0] >= FOUND)),
        Row(f"follower, {name}: found in its third note", float(ours[1]), "%", len(sung), None,
            PEER, float(peer[1])),
    ]  # fmt: skip


def _found(take: Take, told: Ints) -> tuple[bool, bool]:
    """Return whether who began again is told within a note, SOON and as the third note ends."""
    restart = int(np.argmin(np.diff([n.index or 0 for n in take.sung]))) + 1
    when = (take.onsets[restart] + SOON, take.onsets[restart + 3])
    soon, third = np.searchsorted(take.heard.times, when) - 1
    off = np.abs(told - take.truth)
    return bool(off[soon] <= 1), bool(off[third] <= 1)


def _other_text(sung: Sequence[Take], others: Sequence[Take]) -> Row:
    """Return how often a text is told as lost that is not the part's, and how often its own."""
    own, other = (
        [any(p.lost for p in Follower(known.part).hear(t.heard)) for t, known in pairs]
        for pairs in (zip(sung, sung, strict=True), zip(sung, others, strict=True))
    )
    return Row(
        "follower, another text is sung: told as lost", 100 * float(np.mean(other)), "%",
        len(other), None, "its own text is sung", 100 * float(np.mean(own)),
    )  # fmt: skip


def _cost(where: str, known: Part, take: Take) -> Row:
    """Return what a frame costs in a take whose key is open at first."""
    each = 1e6 * cpu_seconds(lambda: Follower(known).hear(take.heard)) / len(take.heard)
    peer = 1e6 * cpu_seconds(lambda: _warped(take)) / len(take.heard)
    return Row(
        f"follower: CPU time of a frame{where}", each, "µs", len(take.heard), f"≤ {COST_US:g}",
        f"{PEER}, {len(take.part.free)} notes", peer, each <= COST_US,
    )  # fmt: skip
