"""Learners that never were: other bodies, other tempi, tired arms. For tests and benches only.

Whatever is drawn by chance comes from the generator that is passed.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from scipy.spatial.transform import Rotation

from content.model import Basis, Status, Text
from content.movement import Hand, Keyframe, Lean, Limb, Movement, Pose
from motion.body import STANDARD, Body
from motion.features import in_frame, trunk_frame, unit
from motion.motion import Array, Motion
from motion.skeleton import BONES, SIDES

SPREAD = 0.15  # of a bone's length, and of the tempo
NOISE, HAND_NOISE = 0.02, 0.003  # metres: of a joint, of a hand's joint beside its wrist's
DRIFT = 4.0  # seconds in which a tempo changes
MOVE = 0.6  # seconds to walk back to where one begins again
_BELOW = {
    "forearm": ("wrist", "hand_"),
    "upper_arm": ("elbow", "wrist", "hand_"),
    "thigh": ("knee", "ankle", "toe"),
    "shank": ("ankle", "toe"),
    "foot": ("toe",),
    "hand": ("hand_",),
}
TURNED = tuple(f"{side}_{bone}" for side in SIDES for bone in _BELOW)


def body(rng: np.random.Generator) -> Body:
    """Return a body each of whose lengths is up to 15 % longer or shorter than standard."""
    names = [name for name in vars(STANDARD) if name not in ("ankle", "toe")]
    by = 1 + rng.uniform(-SPREAD, SPREAD, len(names))
    return replace(
        STANDARD, **{n: getattr(STANDARD, n) * k for n, k in zip(names, by, strict=True)}
    )


def yawed(motion: Motion, yaw: float) -> Motion:
    """Return the motion of who stands turned to his left by `yaw` rad."""
    turn = Rotation.from_euler("Z", yaw).as_matrix()
    return replace(motion, positions=motion.positions @ turn.T)


def noisy(motion: Motion, rng: np.random.Generator, sigma: float = NOISE) -> Motion:
    """Return the motion as a poor eye sees it: `sigma` m of white noise in each axis.

    A hand's joints go with its wrist, and 3 mm besides: else no hand would be left of them.
    """
    noise = rng.normal(0, sigma, motion.positions.shape)
    for side in SIDES:
        hand = [k for k, joint in enumerate(motion.joints) if joint.startswith(f"{side}_hand_")]
        if hand and f"{side}_wrist" in motion.joints:
            wrist = noise[:, [motion.joints.index(f"{side}_wrist")]]
            noise[:, hand] = wrist + rng.normal(0, HAND_NOISE, (len(noise), len(hand), 3))
    return replace(motion, positions=motion.positions + noise)


def turned(motion: Motion, bone: str, degrees: float, rng: np.random.Generator) -> Motion:
    """Return the motion with one bone of `TURNED` off by `degrees`, all below it carried along.

    It is off towards one side of the trunk's axes throughout, drawn where the bone never points.
    """
    frames = trunk_frame(motion)
    start, end = (motion.of(joint) for joint in BONES[bone])
    along = in_frame(frames, unit(end - start)[:, None])[:, 0]
    sides = unit(rng.normal(size=(16, 3)))
    clear = np.nanmax(np.abs(along @ sides.T), axis=0)
    axis = unit(np.cross(along, sides[np.argmin(clear)]))
    room = np.einsum("tij,tj->ti", frames, axis)
    seen = ~np.isnan(room).any(axis=1)
    turn = Rotation.from_rotvec(np.radians(degrees) * np.where(seen[:, None], room, 0.0))
    positions = motion.positions.copy()
    for k, joint in enumerate(motion.joints):
        if _carried(bone, joint):
            positions[:, k] = start + turn.apply(positions[:, k] - start)
    return replace(motion, positions=positions)


def unseen(motion: Motion, joints: tuple[str, ...], start: float, end: float) -> Motion:
    """Return the motion with joints out of sight from `start` to `end` (s)."""
    when = (motion.times >= start) & (motion.times <= end)
    lost = when[:, None] & np.isin(motion.joints, joints)
    positions = np.where(lost[:, :, None], np.nan, motion.positions)
    return replace(motion, positions=positions, confidence=np.where(lost, 0.0, motion.confidence))


def route(
    length: float, rng: np.random.Generator, rate: float = 30.0, spread: float = SPREAD
) -> Array:
    """Return (T,) s of a motion `length` s long at each frame of who dances it at a drifting tempo.

    The tempo is smooth and stays within 1 ± `spread`; the last frame is the motion's end.
    """
    frames = int(length * rate / (1 - spread)) + 2
    knots = np.arange(0, frames / rate + 2 * DRIFT, DRIFT)
    pace = 1 + rng.uniform(-spread, spread, len(knots))
    times = np.arange(frames) / rate
    before = np.floor(times / DRIFT).astype(int)
    ease = 0.5 - 0.5 * np.cos(np.pi * (times / DRIFT - before))
    speed = pace[before] + (pace[before + 1] - pace[before]) * ease
    seconds = np.append(0.0, np.cumsum(speed / rate))
    return np.append(seconds[seconds < length], length)


def interrupted(
    seconds: Array, rng: np.random.Generator, stops: int, restarts: int, rate: float = 30.0
) -> Array:
    """Return a route with stops of 1 to 3 s, and places from where one begins again further back.

    NaN while one goes back. The places lie apart, in a shuffled order of stops and restarts.
    """
    count = stops + restarts
    cuts = (np.arange(1, count + 1) + rng.uniform(-0.3, 0.3, count)) * len(seconds) / (count + 1)
    pieces, start = [], 0
    for cut, restart in zip(cuts.astype(int), rng.permutation(count) < restarts, strict=True):
        pieces.append(seconds[start:cut])
        back = int(rng.uniform(0.2, 0.8) * cut) if restart else cut
        still = MOVE if restart else rng.uniform(1.0, 3.0)
        pieces.append(np.full(int(still * rate), np.nan if restart else seconds[cut]))
        start = back
    return np.concatenate([*pieces, seconds[start:]])


def danced(motion: Motion, seconds: Array, rate: float = 30.0) -> Motion:
    """Return a motion danced along a route (T,) s; straight from pose to pose where it is NaN."""
    frames = np.arange(len(seconds))
    known = ~np.isnan(seconds)
    start = np.interp(seconds, motion.times, np.arange(len(motion.times)))
    shown = np.empty((len(seconds), *motion.positions.shape[1:]))
    low = np.floor(start[known]).astype(int)
    high = np.minimum(low + 1, len(motion.times) - 1)
    part = (start[known] - low)[:, None, None]
    shown[known] = (1 - part) * motion.positions[low] + part * motion.positions[high]
    for k in frames[~known]:
        a, b = frames[known & (frames < k)][-1], frames[known & (frames > k)][0]
        shown[k] = shown[a] + (shown[b] - shown[a]) * (k - a) / (b - a)
    seen = ~np.isnan(shown).any(axis=2)
    return Motion(frames / rate, motion.joints, shown, seen.astype(float))


def dance(rng: np.random.Generator, beats: int, hands: bool = False) -> Movement:
    """Return a movement that nobody knows: another pose at each beat, 60 beats a minute."""
    frames = tuple(Keyframe(at=beat, pose=_pose(rng, hands)) for beat in range(beats + 1))
    name = Text(zh_CN="随机", en="chance")
    basis = Basis.of(Status.DERIVED, "chance")
    return Movement(
        format=1, id="chance", title=name, say=name, bpm=60, keyframes=frames, basis=basis
    )


def _carried(bone: str, joint: str) -> bool:
    """Whether a joint lies below a bone's beginning."""
    side, _, part = bone.partition("_")
    if not joint.startswith(f"{side}_") or joint == f"{side}_hand_wrist" and part == "hand":
        return False
    return joint.removeprefix(f"{side}_").startswith(_BELOW[part])


def _pose(rng: np.random.Generator, hands: bool) -> Pose:
    """Return a pose that a body can take: arms anywhere before it, a little bend and lean."""
    limbs: dict[str, Any] = {}
    for side in SIDES:
        lift, forward = rng.uniform(10, 150), rng.uniform(-20, 100)
        bend = rng.uniform(0, 70, 2)
        limbs[f"{side}_arm"] = Limb(lift=lift, forward=forward)
        fore = {"lift": min(lift + bend[0], 175), "forward": forward + bend[1]}
        limbs[f"{side}_forearm"] = Limb(**fore)
        if hands:
            limbs[f"{side}_hand"] = Hand(**fore, palm=rng.uniform(-60, 90), curl=rng.uniform(0, 60))
    knees = rng.uniform(0, 35)
    limbs["thighs"] = Limb(lift=4 + knees, forward=80)
    limbs["shanks"] = Limb(lift=knees, forward=-90)
    turn, forward, side_ = rng.uniform((-30, -5, -12), (30, 20, 12))
    return Pose(trunk=Lean(turn=turn, forward=forward, side=side_), **limbs)
