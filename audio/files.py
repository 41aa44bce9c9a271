"""Recordings on disk: the only file that knows soundfile. Every refusal is one clear sentence."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile  # type: ignore[import-untyped]
import soxr  # type: ignore[import-untyped]

from content.errors import Refusal
from content.texts import _

Samples = npt.NDArray[np.float32]
RATE = 16_000  # what swift-f0 hears; voice pitch and onsets need no more
SHORTEST = 1.0  # seconds; less than that is a slip of the finger
LONGEST = 600.0  # seconds
SILENT_PEAK = 1e-3  # -60 dB of full scale
CANCELLED = 0.1  # of the loudest channel's power: the mean of all that is weaker has lost it
CLIPPED_SHARE = 0.005  # of all samples; short overs at a consonant stay far below
LEVEL_FROM = 0.1  # of full scale: the tops of a quieter hum are level by themselves


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


def read(path: Path) -> Recording:
    """Read wav, flac, mp3 or ogg of any rate and mix it to one channel at 16 kHz.

    Raises RecordingError where it is missing, a folder, unreadable, empty, too short, too
    long, silent or clipped.
    """
    raw, rate = _load(path)
    return checked(raw, rate, path)


def played(path: Path, rate: int) -> Samples:
    """Return a recording that is to sound, (n,) at `rate`, one channel.

    Raises RecordingError where it is missing, unreadable, empty or too long.
    """
    raw, own = _load(path)
    _refuse_length(path, len(raw) / own)
    mono = _mono(np.nan_to_num(raw, nan=0.0, posinf=1.0, neginf=-1.0))
    return np.ascontiguousarray(soxr.resample(mono, own, rate), dtype=np.float32)


def checked(raw: Samples, rate: int, path: Path) -> Recording:
    """Return samples (n, channels) at `rate` as a recording that can be judged.

    `path` is the name it is shown by. Raises RecordingError as `read` does.
    """
    _refuse_length(path, len(raw) / rate)
    fine = np.nan_to_num(raw, nan=0.0, posinf=1.0, neginf=-1.0)
    mono = _mono(fine)
    clipped = max(clipped_share(channel) for channel in fine.T)
    peak = float(np.abs(mono).max())
    _refuse_sound(path, peak, clipped)
    samples = np.ascontiguousarray(soxr.resample(mono, rate, RATE), dtype=np.float32)
    return Recording(samples, len(raw) / rate, peak, clipped, _silence(samples))


def _mono(raw: Samples) -> Samples:
    """Return one channel (n,) of raw (n, channels), without the offset of a cheap microphone.

    The mean of the channels, but the loudest one where they cancel each other or where most
    are empty, as in a surround recording with the voice in one of six.
    """
    # float32 would lose what is small beside the sum of a long take
    centred = raw - raw.mean(axis=0, dtype=np.float64).astype(np.float32)
    mixed, powers = centred.mean(axis=1), np.square(centred).mean(axis=0, dtype=np.float64)
    lost = np.square(mixed).mean() < CANCELLED * powers.max()
    return np.asarray(centred[:, np.argmax(powers)] if lost else mixed)


def _load(path: Path) -> tuple[Samples, int]:
    """Return samples (n, channels) and the rate of the file."""
    if path.is_dir():
        raise _error(_("{file}: this is a folder. Give the recording in it."), path)
    if not path.is_file():
        raise _error(_("{file}: there is no such file. Check the name and the folder."), path)
    if path.stat().st_size == 0:
        raise _error(_("{file}: the file is empty. Record again."), path)
    try:
        with soundfile.SoundFile(path) as f:
            rate = int(f.samplerate)
            _refuse_long(path, f.frames / rate)
            return f.read(int(LONGEST * rate) + 1, dtype="float32", always_2d=True), rate
    except (soundfile.LibsndfileError, OSError, ValueError) as e:
        sentence = _(
            "{file}: not readable as a recording ({why}). Give a whole wav, flac or mp3 file."
        )
        raise _error(sentence, path, why=_why(e)) from e


def _error(sentence: str, path: Path, **values: float | str) -> RecordingError:
    return RecordingError(sentence.format(file=path, **values))


def _why(e: Exception) -> str:
    text = getattr(e, "error_string", None) or str(e)
    return str(text).strip().rstrip(".")


def _refuse_length(path: Path, seconds: float) -> None:
    if seconds == 0:
        raise _error(_("{file}: the recording holds no sound at all. Record again."), path)
    if seconds < SHORTEST:
        sentence = _("{file}: only {seconds:.2f} s long; sing for at least {least:.0f} s.")
        raise _error(sentence, path, seconds=seconds, least=SHORTEST)
    _refuse_long(path, seconds)


def _refuse_long(path: Path, seconds: float) -> None:
    if seconds >= LONGEST:
        sentence = _(
            "{file}: {minutes:.1f} minutes long; less than {most:.0f} are judged at once. "
            "Cut out the phrase or the aria and try again."
        )
        raise _error(sentence, path, minutes=seconds / 60, most=LONGEST / 60)


def _refuse_sound(path: Path, peak: float, clipped: float) -> None:
    if peak < SILENT_PEAK:
        sentence = _("{file}: nothing is heard in it. Check the microphone and record again.")
        raise _error(sentence, path)
    if clipped >= CLIPPED_SHARE:
        sentence = _(
            "{file}: the recording is clipped ({share:.1%} of it is cut off flat). "
            "Turn the microphone down or step back, and record again."
        )
        raise _error(sentence, path, share=clipped)


def clipped_share(x: npt.NDArray[np.floating]) -> float:
    """Return the share of samples (n,) cut off flat: at or over full scale, or level tops.

    A level top is a sample within 2 % of a peak over LEVEL_FROM that does not move by one step
    of 16 bits to the next; an unclipped sung peak is there for one sample in some thousands.
    """
    size = np.abs(x)
    peak = float(size.max(initial=0.0))
    if len(size) < 2 or peak < LEVEL_FROM:
        return 0.0
    level = (size[1:] > 0.98 * peak) & (np.abs(np.diff(x)) < 1.6e-5)
    return float(np.mean(level | (size[1:] >= 1.0)))


def _silence(x: Samples) -> float:
    block = RATE // 50
    energy = np.square(x[: len(x) // block * block].reshape(-1, block)).mean(axis=1)
    return float(np.mean(energy < 1e-4 * energy.max()))
