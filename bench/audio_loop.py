"""What the ears cost the picture: frames at 90 Hz beside a listening process, and without one."""

import time
import wave
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from audio.align import Melody
from audio.ears import Ears
from audio.ears_messages import Start
from audio.filedevice import FileMic
from audio.melody import metred
from audio.ring import RATE
from bench.row import Row
from lessons import registry
from sim.loop import Loop

FRAMES = 90  # a second
SECONDS = 60.0
GOAL_MS = 3.0
LESSON = "xiangshan/paike"


def run() -> list[Row]:
    """Run the timber bench without drawing, ears off and on. Raises Refusal without physics."""
    return measure(SECONDS)


def measure(seconds: float) -> list[Row]:
    """Measure `seconds` of frames each way."""
    tune = _tune(seconds + 5)
    with TemporaryDirectory() as folder:
        sung = Path(folder) / "sung.wav"
        _write(tune, sung)
        alone = _late_ms(seconds, lambda: None)
        with closing(Ears(FileMic(sung))) as ears:
            ears.start(Start(metred(tune)))
            ears.wait_until(1.0)  # the process has come up and found its pace
            beside = _late_ms(seconds, ears.poll)
            ears.poll()
    off, on = (float(np.percentile(late, 99.9)) for late in (alone, beside))
    n = len(alone)
    return [
        Row("loop at 90 Hz, ears off: frames late, p99.9", off, "ms", n),
        Row("loop at 90 Hz, ears on: frames late, p99.9", on, "ms", n),
        Row(
            "loop at 90 Hz: p99.9 rises with the ears by", on - off, "ms", n,
            f"≤ {GOAL_MS:.0f}", held=on - off <= GOAL_MS,
        ),
    ]  # fmt: skip


def _late_ms(seconds: float, hear: Callable[[], object]) -> npt.NDArray[np.float64]:
    """Return (frames,) how much later than due each frame was done, in milliseconds."""
    bench, _sizes = registry.bench(registry.library(), LESSON)
    with closing(bench):
        return _paced(Loop(bench, ()), seconds, hear)


def _paced(loop: Loop, seconds: float, hear: Callable[[], object]) -> npt.NDArray[np.float64]:
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
