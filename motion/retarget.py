"""A master's movement on a learner's body: every bone points as his did, and is as long as hers.

Directions are kept, lengths exchanged; what was not seen stays unseen. For the picture only.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from motion.features import unit
from motion.motion import Array, Motion
from motion.skeleton import BONES, HAND, JOINTS, SIDES

_LEGS = tuple(f"{side}_{bone}" for side in SIDES for bone in ("thigh", "shank"))
_FEET = tuple(f"{side}_{joint}" for side in SIDES for joint in ("ankle", "toe"))


def lengths_of(motion: Motion) -> dict[str, float]:
    """Return the median length (m) of every bone; NaN for one that was never seen."""
    return {bone: _median(_along(motion, bone)) for bone in BONES}


def retarget(motion: Motion, lengths: Mapping[str, float]) -> Motion:
    """Return the motion with bones of `lengths` (m); one not named or not known keeps its own.

    The lowest foot stays as high above the floor as it was, by the measure of the legs; the hips
    rise and travel by the same measure.
    """
    whole = motion.canonical()
    body = _Body(whole, lengths)
    positions = np.stack([body.joint(joint) for joint in JOINTS], axis=1)
    grounded = _on_the_floor(whole, replace(whole, positions=positions), body.legs)
    return replace(whole, positions=grounded)


class _Body:
    """The joints of the new body, built outwards from the pelvis; (T, 3) each."""

    def __init__(self, motion: Motion, lengths: Mapping[str, float]) -> None:
        self._motion = motion
        self._wanted = {b: m for b, m in lengths.items() if b in BONES and np.isfinite(m)}
        self.legs = self._measure(_LEGS)
        self._made: dict[str, Array] = {}
        self._root()
        for bone in ("hips", "shoulders"):
            self._pair(bone)
        for start, end, bone in _CHAINS:
            self._made[end] = self._made[start] + self._bone(bone)
        self._made["nose"] = self._made["head"] + self._offset("head", "nose", "head")
        for side in SIDES:
            self._hand(side)

    def joint(self, name: str) -> Array:
        """Return where the joint is on the new body."""
        return self._made[name]

    def _root(self) -> None:
        """Scale the way of the pelvis; where no hips are seen the neck stays where it was."""
        pelvis, neck = self._motion.of("pelvis"), self._motion.of("neck")
        start = np.append(_first(pelvis)[:2], _floor(self._motion))
        start = np.nan_to_num(start)
        made = start + self.legs * (pelvis - start)
        self._made["pelvis"] = made
        up = made + self._bone("trunk")
        self._made["neck"] = np.where(np.isnan(up), neck, up)

    def _pair(self, bone: str) -> None:
        """Set hips or shoulders apart about where their middle was."""
        right, left = BONES[bone]
        anchor = "pelvis" if bone == "hips" else "neck"
        middle = (self._motion.of(right) + self._motion.of(left)) / 2
        off = (middle - self._motion.of(anchor)) * self._measure(("trunk",))
        half = self._bone(bone) / 2
        base = self._made[anchor] + off
        self._made[left], self._made[right] = base + half, base - half

    def _hand(self, side: str) -> None:
        """Carry the hand with its wrist, scaled as its own bone or as the forearm."""
        own = f"{side}_hand" if f"{side}_hand" in self._wanted else f"{side}_forearm"
        for name in HAND:
            joint = f"{side}_hand_{name}"
            self._made[joint] = self._made[f"{side}_wrist"] + self._offset(
                f"{side}_wrist", joint, own
            )

    def _bone(self, bone: str) -> Array:
        along = _along(self._motion, bone)
        wanted = self._wanted.get(bone)
        return along if wanted is None else unit(along) * wanted

    def _offset(self, start: str, end: str, like: str) -> Array:
        return (self._motion.of(end) - self._motion.of(start)) * self._measure((like,))

    def _measure(self, bones: tuple[str, ...]) -> float:
        """Return how many times as long these bones become, 1 where none is known."""
        own = {b: _median(_along(self._motion, b)) for b in bones if b in self._wanted}
        known = [b for b, metres in own.items() if metres > 0]
        if not known:
            return 1.0
        return sum(self._wanted[b] for b in known) / sum(own[b] for b in known)


_CHAINS = (
    ("neck", "head", "head"),
    *(
        (BONES[f"{side}_{bone}"][0], BONES[f"{side}_{bone}"][1], f"{side}_{bone}")
        for bone in ("upper_arm", "forearm", "thigh", "shank", "foot")
        for side in SIDES
    ),
)


def _on_the_floor(old: Motion, new: Motion, legs: float) -> Array:
    """Shift every frame up or down so that its lowest foot is as high as it should be."""
    floor = _floor(old)
    wanted = floor + legs * (_lowest(old) - floor)
    shift = np.nan_to_num(wanted - _lowest(new))
    return np.asarray(new.positions + shift[:, None, None] * np.array([0.0, 0.0, 1.0]))


def _lowest(motion: Motion) -> Array:
    """Return (T,) m: how high the lowest seen joint of the feet is; NaN where none is seen."""
    heights = np.stack([motion.of(joint)[:, 2] for joint in _FEET], axis=1)
    lowest = np.min(np.where(np.isnan(heights), np.inf, heights), axis=1)
    return np.where(np.isinf(lowest), np.nan, lowest)


def _floor(motion: Motion) -> float:
    heights = _lowest(motion)
    seen = heights[~np.isnan(heights)]
    return float(seen.min()) if len(seen) else 0.0


def _along(motion: Motion, bone: str) -> Array:
    start, end = BONES[bone]
    return motion.of(end) - motion.of(start)


def _median(vectors: Array) -> float:
    length = np.linalg.norm(vectors, axis=1)
    seen = length[~np.isnan(length)]
    return float(np.median(seen)) if len(seen) else float("nan")


def _first(path: Array) -> Array:
    """Return the first place (3,) that is seen, NaN where none is."""
    seen = ~np.isnan(path).any(axis=1)
    return np.asarray(path[seen.argmax()]) if seen.any() else np.full(3, np.nan)
