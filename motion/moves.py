"""A written movement danced by a body of any size: poses by forward kinematics.

Between keyframes the angles go on as monotone cubics (Fritsch & Carlson 1980): no pose is
overshot, one that is turned back from or held is come to at rest, one on the way is passed.
"""

from collections.abc import Sequence

import numpy as np
from scipy.interpolate import PchipInterpolator

from content.movement import Hand, Lean, Limb, Movement, Pose
from motion.body import STANDARD, Body
from motion.graded import Marks
from motion.kinematics import Angles, stood
from motion.motion import Array, Motion
from motion.skeleton import JOINTS, SIDES

ARM, LEG = ("arm", "forearm"), ("thigh", "shank")
FINGERS = ("thumb", "index", "middle", "ring", "little")
AT_EASE = Pose(
    arms=Limb(lift=9, forward=0),
    forearms=Limb(lift=12, forward=45),
    thighs=Limb(lift=4, forward=0),
    shanks=Limb(lift=2, forward=0),
)
POLE = 0.5  # degrees from straight down or up within which no side is pointed to


def posed(pose: Pose, body: Body = STANDARD) -> Array:
    """Return (J, 3) m of `skeleton.JOINTS`; hands that the pose does not name are NaN."""
    return np.asarray(stood(_angles([pose], np.zeros(1)), body)[0])


def performed(
    movement: Movement, body: Body = STANDARD, tempo: float = 1.0, rate: float = 30.0
) -> Motion:
    """Return the movement as `body` dances it, `tempo` times as fast, `rate` frames a second."""
    second = 60.0 / (movement.bpm * tempo)  # of a beat
    times = np.arange(int(movement.beats * second * rate + 1e-6) + 1) / rate
    angles = _between(movement, times / second)
    positions = stood(angles, body)
    seen = ~np.isnan(positions).any(axis=2)
    return Motion(times, JOINTS, positions, seen.astype(float))


def marks(movement: Movement, tempo: float = 1.0) -> Marks:
    """Return the movement's beats, keyframes and holds in seconds of `performed` at `tempo`."""
    second = 60.0 / (movement.bpm * tempo)
    frames = movement.keyframes
    return Marks(
        keyframes=tuple(frame.at * second for frame in frames),
        holds=tuple((f.at * second, (f.at + f.hold) * second) for f in frames if f.hold > 0),
        beats=tuple(beat * second for beat in range(int(movement.beats) + 1)),
    )


def _between(movement: Movement, beats: Array) -> Angles:
    """Return the angles of a movement at `beats` (T,)."""
    at, poses = [-1.0], [movement.keyframes[0].pose]  # one comes from rest, and comes to rest
    for frame in movement.keyframes:
        ends = sorted({frame.at, frame.at + frame.hold})
        at += ends
        poses += [frame.pose] * len(ends)
    known = np.array([*at, at[-1] + 1.0])
    angles = _angles([*poses, poses[-1]], known)
    return {part: PchipInterpolator(known, values)(beats) for part, values in angles.items()}


def _angles(poses: Sequence[Pose], at: Array) -> Angles:
    """Return what poses say of each part that they name, (K, angles) in radians."""
    found: dict[str, Array] = {
        part: np.array([_lean(getattr(pose, part)) for pose in poses]) for part in ("trunk", "head")
    }
    for side in SIDES:
        for part in ARM + LEG:
            limbs = np.array([_limb(pose, side, part) for pose in poses])
            found[f"{side}_{part}"] = _turned(limbs, at) if part in ARM else _tilted(limbs)
        hands = [pose.hand(side) for pose in poses]
        named = [_hand(hand) for hand in hands if hand is not None]
        if len(named) == len(poses):
            found[f"{side}_hand"] = _turned(np.array(named), at)
    return {part: np.radians(values) for part, values in found.items()}


def _lean(lean: Lean | None) -> tuple[float, ...]:
    return (lean.turn, lean.forward, lean.side) if lean else (0.0, 0.0, 0.0)


def _limb(pose: Pose, side: str, part: str) -> tuple[float, float]:
    """Return lift and forward; a straight arm's forearm goes on as the arm does."""
    limb = pose.limb(side, part)
    if limb is None and part == "forearm":
        limb = pose.limb(side, "arm")
    limb = limb or AT_EASE.limb(side, part)
    assert limb is not None
    return limb.lift, limb.forward


def _hand(hand: Hand) -> tuple[float, ...]:
    own = (getattr(hand, finger) for finger in FINGERS)
    curls = (hand.curl if curl is None else curl for curl in own)
    return (hand.lift, hand.forward, hand.palm, *curls)


def _turned(limbs: Array, at: Array) -> Array:
    """Return limbs (K, ≥ 2) that point to the side of those before and after where none shows."""
    shows = (limbs[:, 0] > POLE) & (limbs[:, 0] < 180 - POLE)
    if shows.any():
        limbs[:, 1] = np.interp(at, at[shows], limbs[shows, 1])
    return limbs


def _tilted(limbs: Array) -> Array:
    """Return limbs (K, 2) as the degrees by which they tilt outward and ahead.

    A leg that bends between two poses so goes straight, and no foot is led around.
    """
    lift, forward = limbs[:, 0], np.radians(limbs[:, 1])
    return np.stack([lift * np.cos(forward), lift * np.sin(forward)], axis=1)
