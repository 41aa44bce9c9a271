"""What is said to a body at once: at most three things, since fewer corrections teach more
(Eaves 2011).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from motion.blame import faults
from motion.features import body_frame, directions, in_frame
from motion.graded import Direction, Fault
from motion.model import Model
from motion.motion import Array, Motion
from motion.reference import MotionReference
from motion.words import words

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
