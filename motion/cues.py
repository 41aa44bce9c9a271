"""The few words that are said of a body: which part, and which way it should go.

The same words stand beside the arrow while one moves and in the sentences after the take. At
most three at once: fewer corrections teach more (Eaves 2011).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from content.texts import _
from motion.blame import faults
from motion.features import body_frame, directions, in_frame
from motion.graded import Direction, Fault
from motion.model import Model
from motion.motion import Array, Motion
from motion.reference import MotionReference
from motion.skeleton import SIDES

MOST = 3


@dataclass(frozen=True)
class Cue:
    """One cue: the bone, where its end should go, and the words. `bone` "": the whole figure."""

    bone: str
    direction: Direction
    words: str


def cues(found: Iterable[Fault]) -> tuple[Cue, ...]:
    """Return what to say of faults: the costliest first, one for each bone, at most three."""
    first: dict[str, Fault] = {}
    for fault in sorted(found, key=lambda fault: -fault.cost):
        first.setdefault(fault.bone, fault)
    chosen = list(first.values())[:MOST]
    return tuple(Cue(f.bone, f.direction, words(f.bone, f.direction)) for f in chosen)


def differences(reference: MotionReference, seen: Motion, at: Array) -> tuple[Fault, ...]:
    """Return the bones that are off just now, costliest first.

    `seen`: the last frames, less than a second of them; `at` (T,) s of the reference to which
    each belongs. Nothing is blamed that was not seen or lies within the master's spread.
    """
    if not len(seen.times):
        return ()
    model = reference.model
    near = np.clip(np.searchsorted(model.times, at), 0, len(model.times) - 1)
    now = Model(
        model.bones, np.asarray(at, float), model.curve[near], model.tolerance[near],
        model.weights, (),
    )  # fmt: skip
    return faults(now, in_frame(body_frame(seen), directions(seen, model.bones)))


def words(bone: str, direction: Direction) -> str:
    """Return a cue in words, as "left elbow: higher"; KeyError for a bone nobody named."""
    if bone == "trunk" and direction in _TRUNK:
        return _TRUNK[direction]()
    return _WAYS[direction]().format(part=part(bone))


def part(bone: str) -> str:
    """Return what of the body a bone's end is called. KeyError for a bone nobody named."""
    for side in SIDES:
        if bone.startswith(f"{side}_"):
            named: tuple[str, str] = _PAIRED[bone.removeprefix(f"{side}_")]()
            return named[SIDES.index(side)]
    return _SINGLE[bone]()


_SINGLE: Mapping[str, Callable[[], str]] = {
    "": lambda: _("the whole figure"),
    "trunk": lambda: _("upper body"),
    "head": lambda: _("head"),
    "shoulders": lambda: _("line of the shoulders"),
    "hips": lambda: _("line of the hips"),
}
_PAIRED: Mapping[str, Callable[[], tuple[str, str]]] = {
    "upper_arm": lambda: (_("left elbow"), _("right elbow")),
    "forearm": lambda: (_("left wrist"), _("right wrist")),
    "thigh": lambda: (_("left knee"), _("right knee")),
    "shank": lambda: (_("left ankle"), _("right ankle")),
    "foot": lambda: (_("left toes"), _("right toes")),
    "hand": lambda: (_("left hand"), _("right hand")),
    "thumb": lambda: (_("left thumb"), _("right thumb")),
    "index": lambda: (_("left index finger"), _("right index finger")),
    "middle": lambda: (_("left middle finger"), _("right middle finger")),
    "ring": lambda: (_("left ring finger"), _("right ring finger")),
    "little": lambda: (_("left little finger"), _("right little finger")),
}
_WAYS: Mapping[Direction, Callable[[], str]] = {
    "higher": lambda: _("{part}: higher"),
    "lower": lambda: _("{part}: lower"),
    "forward": lambda: _("{part}: more forward"),
    "back": lambda: _("{part}: more back"),
    "outward": lambda: _("{part}: more outward"),
    "inward": lambda: _("{part}: more inward"),
    "early": lambda: _("too early: wait"),
    "late": lambda: _("too late: go on"),
    "unsteady": lambda: _("stand still"),
    "short": lambda: _("hold it longer"),
}
# The trunk has no side of its own: out is to the right for it.
_TRUNK: Mapping[Direction, Callable[[], str]] = {
    "higher": lambda: _("upper body: more upright"),
    "lower": lambda: _("upper body: bend lower"),
    "outward": lambda: _("upper body: more to your right"),
    "inward": lambda: _("upper body: more to your left"),
}
