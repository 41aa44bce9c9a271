"""How true f0 is: clean, in a room, with a flute that leaks; and live, with its lag and cost.

Every accuracy is the mean over the four takes of bench/audio_set.py, within 50 cents. A voiced
frame that a tracker leaves without a pitch is wrong, ours and the peer's alike; mir_eval would
let it guess. n is the number of voiced frames that were judged.
"""

from collections.abc import Callable
from dataclasses import dataclass

import librosa
import numpy as np
from swift_f0 import SwiftF0
from swift_f0.core import LOOKAHEAD_FRAMES

from audio import live, pitch
from audio.contour import Array
from audio.files import RATE, Samples
from bench import audio_set
from bench.row import Row, cpu_seconds

CLEAN, ROOM, LEAK, LIVE = 99.0, 91.0, 93.0, 98.0  # per cent asked
LAG_MS, COST = 50.0, 15.0  # milliseconds, per cent of a core
Tracker = Callable[[Samples], tuple[Array, Array]]  # times s, hertz (NaN: none)


@dataclass(frozen=True)
class Accuracy:
    """Per cent: `mean` over the takes, of the `real` singer alone; `n`, `real_n` voiced frames."""

    mean: float
    real: float
    n: int
    real_n: int


def run() -> list[Row]:
    """Accuracies in per cent, lag in ms, CPU time of live analysis in per cent of a core.

    Raises Refusal where the recordings to evaluate against are not there.
    """
    return [*_offline("clean", CLEAN), *_offline("room", ROOM), _leak(), *_live(), _lag(), _cost()]


def _ours(samples: Samples) -> tuple[Array, Array]:
    found = pitch.track(samples)
    return found.times, found.values


def _beside_speakers(samples: Samples) -> tuple[Array, Array]:
    found = pitch.track(samples, speakers=True)
    return found.times, found.values


def _while_sung(samples: Samples) -> tuple[Array, Array]:
    found = live.Analyser(speakers=False).push(samples)
    return found.times, found.hertz


def _pyin(samples: Samples) -> tuple[Array, Array]:
    hertz, _voiced, _sure = librosa.pyin(
        samples, fmin=60, fmax=1500, sr=RATE, frame_length=1024, hop_length=256
    )
    return librosa.times_like(hertz, sr=RATE, hop_length=256), hertz


def _accuracy(condition: str, tracker: Tracker) -> Accuracy:
    found = [audio_set.right(s, *tracker(s.samples)) for s in audio_set.heard(condition)]
    means = [100 * float(np.mean(f)) for f in found]
    return Accuracy(float(np.mean(means)), means[0], sum(map(len, found)), len(found[0]))


def _offline(condition: str, goal: float) -> list[Row]:
    own, peer = _accuracy(condition, _ours), _accuracy(condition, _pyin)
    name = f"raw pitch accuracy, {condition}"
    return [
        Row(
            name, own.mean, "%", own.n, f"≥ {goal:g}", "librosa.pyin", peer.mean, own.mean >= goal
        ),
        Row(
            f"{name}, the real singer alone", own.real, "%", own.real_n,
            peer="librosa.pyin", peer_value=peer.real,
        ),
    ]  # fmt: skip


def _leak() -> Row:
    own, alone = _accuracy("leak", _beside_speakers), _accuracy("leak", _ours)
    return Row(
        "raw pitch accuracy, flute leaking", own.mean, "%", own.n, f"≥ {LEAK:g}",
        "the network alone", alone.mean, own.mean >= LEAK,
    )  # fmt: skip


def _live() -> list[Row]:
    clean, room = _accuracy("clean", _while_sung), _accuracy("room", _while_sung)
    return [
        Row("live f0, accuracy", clean.mean, "%", clean.n, f"≥ {LIVE:g}", held=clean.mean >= LIVE),
        Row("live f0, accuracy in the room", room.mean, "%", room.n),
    ]


def _lag() -> Row:
    """Push hop after hop and see how old a frame is when it comes."""
    analyser, samples = live.Analyser(speakers=False), audio_set.takes()[1].samples
    ages = []
    for end in range(live.HOP, RATE, live.HOP):
        found = analyser.push(samples[end - live.HOP : end])
        ages += [1000 * (end / RATE - float(t)) for t in found.times]
    hop = 1000 * live.HOP / RATE
    lag = max(ages)
    return Row(
        f"live f0, algorithmic lag (the hop of {hop:.0f} ms apart)", lag, "ms", len(ages),
        f"≤ {LAG_MS:g}", "swift-f0's own stream", (LOOKAHEAD_FRAMES + 1) * hop, lag <= LAG_MS,
    )  # fmt: skip


def _cost() -> Row:
    samples = audio_set.takes()[1].samples[: 10 * RATE]
    hops = samples[: len(samples) // live.HOP * live.HOP].reshape(-1, live.HOP)
    network = SwiftF0(threads=1, spin=False)

    def ours() -> None:
        analyser = live.Analyser(speakers=True)
        for hop in hops:
            analyser.push(hop)

    def peer() -> None:
        stream = network.stream(pitch.FMIN, pitch.FMAX)
        for hop in hops:
            stream.push(hop, RATE)

    own, theirs = (100 * cpu_seconds(work) / (hops.size / RATE) for work in (ours, peer))
    return Row(
        "live analysis, all of it", own, "% of a core", len(hops), f"≤ {COST:g}",
        "swift-f0's own stream (pitch alone)", theirs, own <= COST,
    )  # fmt: skip
