"""A body in motion: where each joint was, when, and how surely it was seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from content.stream import Stream
from motion.skeleton import JOINTS, PELVIS, mirrored

Array = npt.NDArray[np.float64]
BODY_STREAM = "body"
SEEN_STREAM = "body.seen"


@dataclass(frozen=True)
class Motion:
    """Joints over time, in the axes of `motion.skeleton`.

    `times` (T,) s, strictly rising; `joints` J names; `positions` (T, J, 3) m, NaN = not seen;
    `confidence` (T, J) 0..1. Raises ValueError where shapes, names or order are wrong.
    """

    times: Array
    joints: tuple[str, ...]
    positions: Array
    confidence: Array

    def __post_init__(self) -> None:
        frames, joints = len(self.times), len(self.joints)
        if self.positions.shape != (frames, joints, 3):
            raise ValueError(
                f"motion: positions are {self.positions.shape}, wanted ({frames}, {joints}, 3)"
            )
        if self.confidence.shape != (frames, joints):
            raise ValueError(
                f"motion: confidence is {self.confidence.shape}, wanted ({frames}, {joints})"
            )
        if len(set(self.joints)) != joints:
            raise ValueError("motion: a joint is named twice")
        if frames > 1 and not np.all(np.diff(self.times) > 0):
            raise ValueError("motion: times must rise strictly")

    def of(self, joint: str) -> Array:
        """Return (T, 3) m of a joint, NaN throughout where this source has no such joint."""
        if joint in self.joints:
            return np.asarray(self.positions[:, self.joints.index(joint)])
        if joint == PELVIS:
            return (self.of("left_hip") + self.of("right_hip")) / 2
        return np.full((len(self.times), 3), np.nan)

    def canonical(self) -> "Motion":
        """Return the same with exactly `skeleton.JOINTS`; what is not there is not seen."""
        if self.joints == JOINTS:
            return self
        positions = np.stack([self.of(joint) for joint in JOINTS], axis=1)
        known = {joint: self.confidence[:, k] for k, joint in enumerate(self.joints)}
        none = np.zeros(len(self.times))
        confidence = np.stack([known.get(joint, none) for joint in JOINTS], axis=1)
        return Motion(self.times, JOINTS, positions, confidence)

    def mirror(self) -> "Motion":
        """Return what a mirror shows: left and right change places."""
        flipped = self.positions * np.array([-1.0, 1.0, 1.0])
        names = tuple(mirrored(joint) for joint in self.joints)
        return Motion(self.times, names, flipped, self.confidence)

    def between(self, start: float, end: float) -> "Motion":
        """Return the frames from `start` to `end` (s), both included, with their times."""
        inside = (self.times >= start) & (self.times <= end)
        return Motion(
            self.times[inside], self.joints, self.positions[inside], self.confidence[inside]
        )

    def streams(self) -> Mapping[str, Stream]:
        """Return it as the streams a take keeps: always the whole canonical skeleton."""
        whole = self.canonical()
        frames = len(whole.times)
        mean = whole.confidence.mean(axis=1) if frames else np.zeros(0)
        flat = whole.positions.reshape(frames, 3 * len(JOINTS))
        return {
            BODY_STREAM: Stream(whole.times, flat, mean),
            SEEN_STREAM: Stream(whole.times, whole.confidence, mean),
        }


def from_streams(streams: Mapping[str, Stream]) -> Motion:
    """Return the motion that a take keeps. Raises ValueError where it holds none."""
    if BODY_STREAM not in streams:
        raise ValueError("the take holds no motion")
    body = streams[BODY_STREAM]
    frames = len(body.times)
    positions = body.values.reshape(frames, -1, 3)
    seen = streams.get(SEEN_STREAM)
    every = ~np.isnan(positions).any(axis=2)
    confidence = seen.values if seen is not None else every.astype(float)
    return Motion(body.times, JOINTS, positions, confidence)


def join(pieces: Sequence[Motion]) -> Motion:
    """Return motions of the same joints one after another; times must go on rising."""
    if not pieces:
        positions = np.empty((0, len(JOINTS), 3))
        return Motion(np.empty(0), JOINTS, positions, positions[:, :, 0])
    return Motion(
        np.concatenate([p.times for p in pieces]),
        pieces[0].joints,
        np.concatenate([p.positions for p in pieces]),
        np.concatenate([p.confidence for p in pieces]),
    )
