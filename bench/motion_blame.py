"""Whether the bone that is wrong is the bone that is blamed, and nobody else's.

A bone is turned by 25 degrees throughout a take, all below it carried along. Learners are
synthetic (other bodies, yaw, noise, tempo), or MSR Action3D's subjects beside five takes of others:
4 and 5 beside 1 to 3, and every third take beside all others. The blame was tuned on 1 to 3; how
far a bone must stand out was chosen with all five in view.

`ranked` is the order in which all bones stand out, `told` are those that are blamed. People who are
right lie 8 degrees off at an arm, and 18 in one take of ten: to tell
more of the one is to blame more of the other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from bench import motion_msr
from bench.motion_msr import FIVE, Recorded
from bench.row import Row
from motion import synthetic
from motion.blame import offs, standing_out, told
from motion.course import of_body
from motion.graded import Array
from motion.likeness import compare, likened
from motion.model import follow
from motion.motion import Motion
from motion.moves import performed
from motion.reference import MotionReference, build
from motion.skeleton import LIMBS

TURN = 25.0  # degrees
FEW = 0.05  # share of what is clean that may be blamed
YAW = np.radians(30)
MOVES, BEATS, TAKES = 12, 10, 3  # synthetic movements, their length in s, a master's takes
CLEAN = 5  # learners of each movement who are not wrong at all
EVERY = 3  # of MSR's takes, one is a query


@dataclass(frozen=True)
class Tried:
    """A take with one bone turned ("" = none): bones by how far they stand out, those blamed."""

    turned: str
    ranked: tuple[str, ...]
    blamed: tuple[str, ...]


def run() -> list[Row]:
    """Print how often the turned bone is in the top two, and how often a clean take is blamed."""
    takes = motion_msr.recorded()
    return [
        *rows("synthetic", synthetic_tries(), 0.95),
        *rows("MSR 4-5 by 1-3", msr_tries([t for t in takes if t.subject > 3], {1, 2, 3}), 0.65),
        *rows("MSR by all others", msr_tries(takes[::EVERY], {1, 2, 3, 4, 5}), 0.65),
    ]


def rows(name: str, tries: Sequence[Tried], least: float) -> list[Row]:
    """Return what is measured of tries; `least` of the turned bones in the top two."""
    wrong = [each for each in tries if each.turned]
    clean = [each for each in tries if not each.turned]
    top = float(np.mean([each.turned in each.ranked[:2] for each in wrong]))
    told = float(np.mean([each.turned in each.blamed[:2] for each in wrong]))
    bones = float(np.mean([len(set(each.blamed)) / len(each.ranked) for each in clean]))
    takes = float(np.mean([bool(each.blamed) for each in clean]))
    return [
        _least(f"{name}: 25 deg, ranked in the top two", top, len(wrong), least),
        _least(f"{name}: 25 deg, told in the top two", told, len(wrong), least),
        _few(f"{name}: clean bones blamed", bones, len(clean)),
        _few(f"{name}: clean takes with a bone blamed", takes, len(clean)),
    ]


def _least(name: str, value: float, n: int, least: float) -> Row:
    return Row(name, value, "", n, f">= {least}", held=value >= least)


def _few(name: str, value: float, n: int) -> Row:
    return Row(name, value, "", n, f"< {FEW}", held=value < FEW)


@cache
def synthetic_tries() -> tuple[Tried, ...]:
    """Return learners of movements that nobody knows, each with every limb turned, and clean."""
    return tuple(each for seed in range(MOVES) for each in _learner(np.random.default_rng(seed)))


def _learner(rng: np.random.Generator) -> Iterator[Tried]:
    movement = synthetic.dance(rng, BEATS)
    master = performed(movement, synthetic.body(rng))
    reference = build([seen(master, 0.0, rng) for _ in range(TAKES)])
    for bone in (*[""] * CLEAN, *LIMBS):
        take = performed(movement, synthetic.body(rng))
        if bone:
            take = synthetic.turned(take, bone, TURN, rng)
        yield tried(reference, seen(take, rng.uniform(-YAW, YAW), rng), bone)


def seen(motion: Motion, yaw: float, rng: np.random.Generator) -> Motion:
    """Return a motion at a drifting tempo, turned by `yaw` rad, as a poor eye sees it."""
    route = synthetic.route(float(motion.times[-1]), rng)
    return synthetic.noisy(synthetic.yawed(synthetic.danced(motion, route), yaw), rng)


def msr_tries(queries: Iterable[Recorded], subjects: set[int]) -> list[Tried]:
    """Return takes of MSR beside five of other `subjects`, each with a limb turned or none."""
    rng = np.random.default_rng(0)
    out = []
    for query in queries:
        others = [
            each.motion for each in motion_msr.recorded()
            if each.action == query.action and each.subject in subjects - {query.subject}
        ]  # fmt: skip
        chosen = rng.choice(len(others), min(FIVE, len(others)), replace=False)
        reference = build([others[k] for k in chosen])
        for bone in ("", *LIMBS):
            turned = synthetic.turned(query.motion, bone, TURN, rng) if bone else query.motion
            out.append(tried(reference, turned, bone))
    return out


def tried(reference: MotionReference, take: Motion, bone: str) -> Tried:
    """Return which bones of a take are off, and which are blamed."""
    model = reference.model
    warped = aligned(reference, take)
    phases = offs(model, warped)
    blamed = tuple(dict.fromkeys(fault.bone for fault in told(model, phases)))
    return Tried(bone, tuple(standing_out(model, phases)), blamed)


def aligned(reference: MotionReference, take: Motion) -> Array:
    """Return (N, B, 3): a take's bones at the moments of its reference."""
    done = likened(of_body(take))
    even = np.ones(len(done.course.names))
    alignment = compare(reference.likened[0], done, even)
    return follow(done.course, alignment, reference.model.bones)
