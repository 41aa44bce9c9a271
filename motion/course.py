"""A movement as it is compared: groups of numbers at even moments, whatever its source was."""

from dataclasses import dataclass, replace

import numpy as np

from content.stream import Stream
from motion.features import body_frames, directions, in_frame, reaches, seen, unit
from motion.motion import Array, Motion
from motion.skeleton import LIMBS, SIDES

RATE = 15.0  # moments a second at which motions are compared
GAP = 0.25  # s: what was not seen for longer is not guessed
SMOOTH = 0.2  # s over which directions are averaged: joints jump, or are lost for a frame
FAR = 1e4  # m: a joint beyond is a fault of the source, and was not seen
FEET = tuple(f"{side}_foot" for side in SIDES)
HANDS = tuple(
    f"{side}_{bone}"
    for side in SIDES
    for bone in ("hand", "thumb", "index", "middle", "ring", "little")
)
JUDGED = ("trunk", *LIMBS, *FEET, *HANDS)  # never the head: no camera knows where a face looks
REACHES = tuple(f"{side}_reach" for side in SIDES)


@dataclass(frozen=True)
class Course:
    """`names` G of what is compared; `times` (N,) s, even; `values` (N, G, 3), NaN = not seen."""

    names: tuple[str, ...]
    times: Array
    values: Array

    def of(self, names: tuple[str, ...]) -> Array:
        """Return (N, len(names), 3)."""
        return np.asarray(self.values[:, [self.names.index(name) for name in names]])

    @property
    def seen(self) -> Array:
        """(G,) share of the time in which each was seen."""
        return np.asarray(seen(self.values).mean(axis=0))


def of_body(motion: Motion) -> Course:
    """Return the course of a body: directions of its bones, then the reach of its hands."""
    motion = motion.canonical()
    near = np.abs(motion.positions) < FAR
    motion = replace(motion, positions=np.where(near, motion.positions, np.nan))
    times = ticks(motion.times)
    both = np.concatenate([directions(motion, JUDGED), reaches(motion)], axis=1)
    both = in_frame(body_frames(motion), both)
    even = sampled(smoothed(both, motion.times, SMOOTH), motion.times, times)
    even[:, : len(JUDGED)] = unit(even[:, : len(JUDGED)])
    return Course(JUDGED + REACHES, times, even)


def of_stream(stream: Stream) -> Course:
    """Return the course of any numbers: each of its k columns is a group by itself."""
    columns = stream.values.reshape(len(stream.times), -1)
    times = ticks(stream.times)
    values = np.zeros((len(times), columns.shape[1], 3))
    values[:, :, 0] = sampled(smoothed(columns, stream.times, SMOOTH), stream.times, times)
    return Course(tuple(str(k) for k in range(columns.shape[1])), times, values)


def ticks(times: Array) -> Array:
    """Return the moments, `RATE` a second, at which a motion is compared."""
    frames = max(2, round(float(times[-1] - times[0]) * RATE) + 1)
    return np.linspace(times[0], times[-1], frames)


def sampled(values: Array, times: Array, at: Array) -> Array:
    """Return values (T, ...) at the moments `at`; NaN beside what is not seen and in gaps."""
    right = np.clip(np.searchsorted(times, at), 1, len(times) - 1)
    step = times[right] - times[right - 1]
    share = np.clip((at - times[right - 1]) / step, 0.0, 1.0)
    share = share.reshape(-1, *[1] * (values.ndim - 1))
    before, after = np.where(share == 1, 0.0, values[right - 1]), values[right]
    between = before * (1 - share) + np.where(share == 0, 0.0, after) * share
    gap = (step > GAP).reshape(share.shape) & (share > 0) & (share < 1)
    return np.asarray(np.where(gap, np.nan, between))


def smoothed(values: Array, times: Array, seconds: float) -> Array:
    """Return values (T, ...) averaged over `seconds` around each frame, of what was seen then."""
    first = np.searchsorted(times, times - seconds / 2)
    last = np.searchsorted(times, times + seconds / 2, side="right")
    known = ~np.isnan(values)
    sums, counts = _running(np.nan_to_num(values)), _running(known.astype(float))
    count = counts[last] - counts[first]
    mean = (sums[last] - sums[first]) / np.maximum(count, 1.0)
    return np.asarray(np.where(count > 0.5, mean, np.nan))


def _running(values: Array) -> Array:
    """Return the sums of all before each frame, (T + 1, ...)."""
    return np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)])
