"""What the ears cost the picture: frames at 90 Hz beside ears that listen, and ears at rest."""

import time
import wave
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from audio.align import Melody
from audio.contour import Array
from audio.ears import Ears
from audio.ears_messages import Start
from audio.filedevice import FileMic
from audio.melody import metred
from audio.ring import RATE
from bench.row import Row
from lessons import registry
from sim.loop import Loop

FRAMES = 90  # a second
SECONDS, TURNS = 60.0, 6
GOAL_MS = 3.0
LESSON = "xiangshan/paike"


def run() -> list[Row]:
    """Run the timber bench without drawing. Raises Refusal where there is no physics engine."""
    return measure(SECONDS)


def measure(seconds: float) -> list[Row]:
    """Measure `seconds` of frames each way, by turns: what else the machine does befalls both."""
    tune = _tune(seconds / TURNS + 5)
    alone, beside = [], []
    lesson, _sizes = registry.bench(registry.library(), LESSON)
    with TemporaryDirectory() as folder, closing(lesson):
        sung, loop = Path(folder) / "sung.wav", Loop(lesson, ())
        _write(tune, sung)
        with closing(Ears(FileMic(sung))) as ears:
            for _ in range(TURNS):
                ears.start(Start(metred(tune)))
                ears.wait_until(0.3)  # it has come up and found its pace
                beside.append(_late_ms(loop, seconds / TURNS, ears.poll))
                ears.stop()
                alone.append(_late_ms(loop, seconds / TURNS, lambda: None))
    return _rows(np.concatenate(alone), np.concatenate(beside))


def _rows(alone: Array, beside: Array) -> list[Row]:
    off, on = (float(np.percentile(late, 99.9)) for late in (alone, beside))
    n = len(alone)
    return [
        Row("loop at 90 Hz, ears at rest: frames late, p99.9", off, "ms", n),
        Row("loop at 90 Hz, ears listening: frames late, p99.9", on, "ms", n),
        Row(
            "loop at 90 Hz: p99.9 rises with the ears by", on - off, "ms", n,
            f"≤ {GOAL_MS:.0f}", held=on - off <= GOAL_MS,
        ),
    ]  # fmt: skip


def _late_ms(loop: Loop, seconds: float, hear: Callable[[], object]) -> Array:
    """Return (frames,) how much later than due each frame was done, in milliseconds."""
    late = np.empty(round(seconds * FRAMES))
    begun = time.perf_counter()
    for i in range(len(late)):
        due = begun + i / FRAMES
        while (left := due - time.perf_counter()) > 0:
            time.sleep(left)
        hear()
        loop.frame(1 / FRAMES)
        late[i] = (time.perf_counter() - due) * 1000
    return late


def _tune(seconds: float) -> Melody:
    """Return notes of half a second up and down five degrees."""
    n = round(2 * seconds)
    degrees = np.array([0, 2, 4, 7, 9, 7, 4, 2])[np.arange(n) % 8]
    return Melody(np.arange(n) / 2, np.full(n, 0.5), 62.0 + degrees)


def _write(tune: Melody, path: Path) -> None:
    """Write the tune as a buzz of eight harmonics, 16 bits at 48 kHz."""
    hertz = 440 * 2 ** ((np.repeat(tune.pitches, RATE // 2) - 69) / 12)
    phase = 2 * np.pi * np.cumsum(hertz) / RATE
    buzz = 0.1 * np.sum([np.sin(k * phase) / k for k in range(1, 9)], axis=0)
    with wave.open(str(path), "wb") as f:
        f.setnchannels(1)
        f.setsampwidth(2)
        f.setframerate(RATE)
        f.writeframes((buzz * 32767).astype("<i2").tobytes())
