"""Recordings on disk: the only file that knows soundfile. Every refusal is one clear sentence."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile  # type: ignore[import-untyped]
import soxr  # type: ignore[import-untyped]

from content.errors import Refusal

Samples = npt.NDArray[np.float32]
RATE = 16_000  # what swift-f0 hears; voice pitch and onsets need no more
SHORTEST = 1.0  # seconds; less than that is a slip of the finger
LONGEST = 600.0  # seconds
SILENT_PEAK = 1e-3  # -60 dB of full scale
CLIPPED_SHARE = 0.005  # of all samples; short overs at a consonant stay far below


class RecordingError(Refusal):
    """A recording cannot be judged; the text says what, where and what to do."""


@dataclass(frozen=True)
class Recording:
    """A recording as one channel of floats at RATE, with what was found about it.

    `clipped` is the share of samples cut off flat; `silence` the share of 20 ms blocks
    that are 40 dB under the loudest one; `peak` is 1 at full scale.
    """

    samples: Samples
    duration: float
    peak: float
    clipped: float
    silence: float
    file_rate: int


def read(path: Path) -> Recording:
    """Read wav, flac, mp3 or ogg of any rate and mix it to one channel at 16 kHz.

    Raises RecordingError where it is missing, unreadable, empty, too short, too long,
    silent or clipped.
    """
    raw, rate = _load(path)
    _refuse_length(path, len(raw) / rate)
    mono = np.nan_to_num(raw.mean(axis=1), nan=0.0, posinf=1.0, neginf=-1.0)
    peak = float(np.abs(mono).max())
    if peak < SILENT_PEAK:
        raise RecordingError(
            f"{path}: nothing is heard in it (peak {peak:.5f} of full scale). "
            "Check the microphone and record again."
        )
    clipped = max(clipped_share(raw[:, c]) for c in range(raw.shape[1]))
    if clipped >= CLIPPED_SHARE:
        raise RecordingError(
            f"{path}: the recording is clipped ({clipped:.1%} of it is cut off flat). "
            "Turn the microphone down or step back, and record again."
        )
    samples = np.ascontiguousarray(soxr.resample(mono, rate, RATE), dtype=np.float32)
    return Recording(samples, len(raw) / rate, peak, clipped, _silence(samples), rate)


def _load(path: Path) -> tuple[Samples, int]:
    """Return samples (n, channels) and the rate of the file."""
    if not path.is_file():
        raise RecordingError(f"{path}: there is no such file. Check the name and the folder.")
    if path.stat().st_size == 0:
        raise RecordingError(f"{path}: the file is empty. Record again.")
    try:
        with soundfile.SoundFile(path) as f:
            rate = int(f.samplerate)
            _refuse_long(path, f.frames / rate)
            return f.read(int(LONGEST * rate) + 1, dtype="float32", always_2d=True), rate
    except (soundfile.LibsndfileError, OSError, ValueError) as e:
        raise RecordingError(
            f"{path}: not readable as a recording ({_why(e)}). Give a whole wav, flac or mp3 file."
        ) from e


def _why(e: Exception) -> str:
    text = getattr(e, "error_string", None) or str(e)
    return str(text).strip().rstrip(".")


def _refuse_length(path: Path, seconds: float) -> None:
    if seconds == 0:
        raise RecordingError(f"{path}: the recording holds no sound at all. Record again.")
    if seconds < SHORTEST:
        raise RecordingError(
            f"{path}: only {seconds:.2f} s long; at least {SHORTEST:.0f} s of singing is needed."
        )
    _refuse_long(path, seconds)


def _refuse_long(path: Path, seconds: float) -> None:
    if seconds > LONGEST:
        raise RecordingError(
            f"{path}: {seconds / 60:.1f} minutes long; at most {LONGEST / 60:.0f} are judged "
            "at once. Cut out the phrase or the aria and try again."
        )


def clipped_share(x: npt.NDArray[np.floating]) -> float:
    """Return the share of samples (n,) cut off flat: at or over full scale, or level tops.

    A level top is a sample within 2 % of the peak that does not move by one step of 16 bits
    to the next; an unclipped sung peak is there for one sample in some thousands.
    """
    size = np.abs(x)
    peak = float(size.max(initial=0.0))
    level = (size[1:] > 0.98 * peak) & (np.abs(np.diff(x)) < 1.6e-5)
    over = size[1:] >= 1.0
    return float(np.mean(level | over)) if len(size) > 1 and peak > 0 else 0.0


def _silence(x: Samples) -> float:
    block = RATE // 50
    energy = np.square(x[: len(x) // block * block].reshape(-1, block)).mean(axis=1)
    return float(np.mean(energy < 1e-4 * energy.max()))
