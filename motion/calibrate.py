"""Arms out once: how long this body's bones are, which way it faced, what of it was seen.

A pose tells nothing of a picture that was mirrored; `Motion.mirror` is called by who knows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from motion.features import directions
from motion.motion import Array, Motion
from motion.skeleton import BODY, BONES, HANDS, PELVIS, SIDES

LEVEL = 25.0  # degrees that an arm may hang or rise
ASIDE = 35.0  # degrees that it may point to the front or back: one camera sees depth badly
LASTS = 0.5  # s
SWAY = 0.06  # m of the wrists about their mean
SEEN = 0.5  # share of that time in which a joint must be seen
_ARMS = tuple(f"{side}_{bone}" for side in SIDES for bone in ("upper_arm", "forearm"))

Part = Literal["head", "arms", "legs", "feet", "hands"]
_PARTS: Mapping[Part, tuple[str, ...]] = {
    "head": ("head", "nose"),
    "arms": tuple(f"{side}_{joint}" for side in SIDES for joint in ("shoulder", "elbow", "wrist")),
    "legs": tuple(f"{side}_{joint}" for side in SIDES for joint in ("hip", "knee", "ankle")),
    "feet": tuple(f"{side}_toe" for side in SIDES),
    "hands": tuple(f"{side}_hand_middle_tip" for side in SIDES),
}


@dataclass(frozen=True)
class Calibration:
    """What outstretched arms told.

    `lengths` m of each bone that was seen; `yaw` rad that the body was turned by, counter-
    clockwise from above, off facing -y; `place` (2,) m where it stood; `seen` joints.
    """

    lengths: Mapping[str, float]
    yaw: float
    place: Array
    seen: tuple[str, ...]

    @property
    def missing(self) -> tuple[Part, ...]:
        """The parts of the body of which a joint was not seen, from head to hands."""
        return tuple(part for part, joints in _PARTS.items() if not set(joints) <= set(self.seen))


def found(motion: Motion) -> Calibration | None:
    """Return what the stillest half second of level outstretched arms tells; None without one."""
    posed = _posed(motion)
    spans = [span for span in _spans(motion.times) if posed[span].mean() >= 0.8]
    swayed = [(_sway(motion, span), span) for span in spans]
    sway, span = min(swayed, key=lambda each: each[0], default=(np.inf, slice(0)))
    return _measured(motion, span) if sway < SWAY else None


def applied(motion: Motion, calibration: Calibration) -> Motion:
    """Return the motion as if the body had faced -y when its arms were out, where it stood."""
    cos, sin = np.cos(calibration.yaw), np.sin(calibration.yaw)
    back = np.array([[cos, sin], [-sin, cos]])
    positions = motion.positions.copy()
    positions[..., :2] = (positions[..., :2] - calibration.place) @ back.T + calibration.place
    return replace(motion, positions=positions)


def _across(motion: Motion) -> Array:
    """Return (T, 3): from the right to the left of the body."""
    shoulders = motion.of("left_shoulder") - motion.of("right_shoulder")
    hips = motion.of("left_hip") - motion.of("right_hip")
    return np.asarray(shoulders + np.where(np.isnan(hips), 0.0, hips))


def _posed(motion: Motion) -> Array:
    """Return (T,) 1 where both arms are level and to the sides, 0 elsewhere or unseen."""
    arms = directions(motion, _ARMS)
    across = _across(motion)[:, :2]
    sides = np.array([1.0, 1.0, -1.0, -1.0])  # the left arm points to the left
    long = np.linalg.norm(arms[..., :2], axis=2) * np.linalg.norm(across, axis=1)[:, None]
    along = (
        np.einsum("tbi,ti->tb", arms[..., :2], across) * sides / np.where(long > 0, long, np.nan)
    )
    level = np.abs(arms[..., 2]) < np.sin(np.radians(LEVEL))
    return np.asarray((level & (along > np.cos(np.radians(ASIDE)))).all(axis=1), float)


def _spans(times: Array) -> Iterator[slice]:
    """Yield the frames of every stretch of time that is long enough."""
    for start, end in enumerate(np.searchsorted(times, times + LASTS - 1e-6)):
        if end < len(times):
            yield slice(start, int(end) + 1)


def _sway(motion: Motion, span: slice) -> float:
    """Return m: how far the wrists move about their means; endless where they are not seen."""
    wrists = np.stack([motion.of(f"{side}_wrist")[span] for side in SIDES])
    seen = ~np.isnan(wrists).any(axis=(0, 2))
    if seen.mean() < SEEN:
        return float("inf")
    return float(np.linalg.norm(wrists[:, seen].std(axis=1), axis=1).max())


def _measured(motion: Motion, span: slice) -> Calibration:
    joints = {joint: motion.of(joint)[span] for joint in (*BODY, *HANDS, PELVIS)}
    places = {joint: place for joint, of in joints.items() if (place := _middle(of)) is not None}
    lengths = {
        bone: float(np.linalg.norm(places[end] - places[start]))
        for bone, (start, end) in BONES.items()
        if start in places and end in places
    }
    across = _middle(_across(motion)[span])
    stood = places.get(PELVIS, places.get("neck"))
    assert across is not None  # the arms were seen, so the shoulders were
    return Calibration(
        lengths,
        yaw=float(np.arctan2(across[1], across[0])),
        place=np.zeros(2) if stood is None else stood[:2],
        seen=tuple(joint for joint in places if joint != PELVIS),
    )


def _middle(points: Array) -> Array | None:
    """Return (3,) the median place, or None where it was hardly seen."""
    seen = ~np.isnan(points).any(axis=1)
    return np.median(points[seen], axis=0) if seen.mean() >= SEEN else None
