"""Which bone left the master's own spread, by how much, and where it should have gone.

A bone that is off points wrong by one and the same turn, and carries what is below it along. For
each bone the turn is sought that explains most of a phase (a least squares fit of the vector of
Gibbs, after Wahba 1965), of its own deviation or of all that it carries, in times what the master
is allowed. It is blamed only where that turn stands out from those of the other limbs: where all
is off, another body or another camera is the likelier cause. What it carried along is not blamed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from motion.course import FEET, HANDS
from motion.features import lengths, seen
from motion.graded import Direction, Fault
from motion.model import FLOOR, Model
from motion.motion import Array
from motion.skeleton import SIDES

PHASE = 3.0  # s of a movement that are judged as one
STANDS_OUT = 0.85  # allowances more than other limbs explain, before a bone is blamed
OTHERS = (0.4, 0.5)  # how much the worst and the second worst of the other limbs count there
ALIKE = 0.8  # of the best explanation within a limb: a second one as good is not passed over
SEEN = 0.6  # share of a phase in which a bone must be seen to be blamed
HEAVY = 7.0  # allowances by which one stands out throughout a movement: all a bone can cost
MOST = 30.0  # points of 100 that it can cost
SHORT = 2.0  # times the doubt about a bone that is short: feet, hands, fingers
EASED = 0.02  # of what a turn moves: the turn about a bone's own length is not known
_ABOVE = {
    f"{side}_{bone}": f"{side}_{above}"
    for side in SIDES
    for bone, above in (
        ("forearm", "upper_arm"), ("hand", "forearm"), ("shank", "thigh"), ("foot", "shank"),
        *((finger, "hand") for finger in ("thumb", "index", "middle", "ring", "little")),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Off:
    """How a phase was danced: `start`, `end` frames; (B,) `degrees` that each bone is off by one
    turn, `allowed` degrees, `beyond`: by how many allowances it stands out from the other limbs,
    NaN where it was hardly seen; `needed` (B, 3) from where to where.
    """

    start: int
    end: int
    degrees: Array
    allowed: Array
    beyond: Array
    needed: Array


def faults(model: Model, warped: Array) -> tuple[Fault, ...]:
    """Return the bones of a take, (N, B, 3) as it was aligned, that are off, the worst first."""
    return told(model, offs(model, warped))


def told(model: Model, phases: Sequence[Off]) -> tuple[Fault, ...]:
    """Return the bones that are blamed in these phases, the worst first."""
    found = [fault for off in phases for fault in _blamed(model, off)]
    return tuple(sorted(_joined(found), key=lambda fault: -fault.cost))


def standing_out(model: Model, phases: Sequence[Off]) -> dict[str, float]:
    """Return by how many allowances each bone stands out from the others, the farthest first.

    Most of it is no fault: people differ. A bone that was hardly seen is left out.
    """
    if not phases:
        return {}
    mean = np.mean([off.beyond for off in phases], axis=0)
    order = [int(k) for k in np.argsort(-np.nan_to_num(mean, nan=-np.inf), kind="stable")]
    return {model.bones[k]: float(mean[k]) for k in order if not np.isnan(mean[k])}


def offs(model: Model, warped: Array) -> list[Off]:
    """Return how far each bone is off in each phase of a movement."""
    frames = len(warped)
    if not frames or not model.bones:
        return []
    seconds = float(model.times[-1] - model.times[0])
    edges = np.linspace(0, frames, max(1, round(seconds / PHASE)) + 1).astype(int)
    return [_off(model, warped, int(a), int(b)) for a, b in zip(edges[:-1], edges[1:], strict=True)]


def _off(model: Model, warped: Array, start: int, end: int) -> Off:
    asked, done = model.curve[start:end], warped[start:end]
    known = seen(asked - done).mean(axis=0) >= SEEN
    sure = _sure(model, start, end) * known
    below = _below(model.bones)
    own, turns = _explained(asked, done, sure, np.eye(len(below)))
    whole, carrying = _explained(asked, done, sure, below)
    best = np.where(known, np.maximum(own, whole), 0.0)
    first = best >= ALIKE * ((below + below.T > 0) * best).max(axis=1)
    righted = _righted(done, carrying, below * first[:, None])
    left, least = _explained(asked, righted, sure, np.eye(len(below)))
    kinder = np.where(left < own, lengths(least), lengths(turns))
    turned = np.where(first, lengths(turns), kinder)
    beyond = _beyond(np.where(first, best, np.minimum(own, left)), below)
    return Off(
        start, end, np.where(known, np.degrees(2 * np.arctan(turned / 2)), np.nan),
        model.tolerance[start:end].mean(axis=0), np.where(known, beyond, np.nan),
        _mean(asked - done),
    )  # fmt: skip


def _sure(model: Model, start: int, end: int) -> Array:
    """Return (n, B), 1 / rad²: the master's allowance and the camera's, half and half, squared."""
    doubt = np.array([SHORT if bone in FEET + HANDS else 1.0 for bone in model.bones])
    allowed = np.hypot(model.tolerance[start:end], FLOOR) / np.sqrt(2)
    return np.asarray(1 / np.radians(allowed * doubt) ** 2)


def _below(bones: Sequence[str]) -> Array:
    """Return (B, B): 1 where the first bone carries the second, or is it."""
    out = np.eye(len(bones))
    for b, bone in enumerate(bones):
        above = _ABOVE.get(bone)
        while above is not None:
            if above in bones:
                out[bones.index(above), b] = 1.0
            above = _ABOVE.get(above)
    return out


def _explained(asked: Array, done: Array, sure: Array, joined: Array) -> tuple[Array, Array]:
    """Return (B,), in allowances, how much of a deviation one turn explains, and (B, 3) the turn:
    twice the tangent of half its angle, along its axis. `joined` (B, B): whose deviation counts.
    """
    known = seen(asked - done)
    weights = np.where(known, sure, 0.0) / np.maximum(known.sum(axis=0), 1)
    needed, middle = np.nan_to_num(asked - done), np.nan_to_num(asked + done) / 2
    square = np.einsum("nb,nbi,nbj->bij", weights, middle, middle)
    moved = np.trace(square, axis1=1, axis2=2)[:, None, None] * np.eye(3) - square
    pull = np.einsum("nb,nbi->bi", weights, np.cross(middle, needed))
    all_of_it = np.einsum("nb,nbi,nbi->b", weights, needed, needed)
    moved, pull = np.einsum("cb,bij->cij", joined, moved), joined @ pull
    all_of_it = joined @ all_of_it
    ease = EASED * np.trace(moved, axis1=1, axis2=2) / 3 + 1e-6
    turn = np.linalg.solve(moved + ease[:, None, None] * np.eye(3), pull[:, :, None])[:, :, 0]
    less = (2 * pull * turn).sum(axis=1) - np.einsum("bi,bij,bj->b", turn, moved, turn)
    return np.maximum(less, 0.0) / np.sqrt(np.maximum(all_of_it, 1e-9)), turn


def _righted(done: Array, turns: Array, below: Array) -> Array:
    """Return (n, B, 3): each bone turned back as the first of those that carry it was turned."""
    out = done.copy()
    for above, carried in enumerate(below - np.diag(np.diag(below))):
        for b in np.flatnonzero(carried):
            once = np.cross(turns[above], done[:, b])
            twice = np.cross(turns[above], once) / 2
            out[:, b] = done[:, b] + (once + twice) / (1 + turns[above] @ turns[above] / 4)
    return out


def _beyond(explained: Array, below: Array) -> Array:
    """Return (B,): how much more a bone's turn explains than those of the worst other limbs."""
    kin = (below.T @ below) > 0  # who is carried by one of those that carry the other
    limbs = np.unique(kin, axis=0)
    worst = (limbs * explained).max(axis=1)
    out = []
    for b, of_it in enumerate(explained):
        others = np.sort(worst[~limbs[:, b]])[::-1][: len(OTHERS)]
        out.append(of_it - float(np.dot(OTHERS[: len(others)], others)))
    return np.array(out)


def _mean(vectors: Array) -> Array:
    known = seen(vectors)[:, :, None]
    count = known.sum(axis=0)
    total = np.where(known, vectors, 0.0).sum(axis=0)
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), np.nan))


def _blamed(model: Model, off: Off) -> Iterator[Fault]:
    share = (off.end - off.start) / len(model.times)
    start, end = float(model.times[off.start]), float(model.times[off.end - 1])
    blamed = (off.degrees > off.allowed) & (off.beyond > STANDS_OUT)
    for b in np.flatnonzero(blamed):
        beyond = float(off.beyond[b])
        yield Fault(
            model.bones[b], start, end, float(off.degrees[b]), float(off.allowed[b]),
            way(model.bones[b], off.needed[b]), min(1.0, beyond / (2 * STANDS_OUT)),
            MOST * share * min(1.0, beyond / HEAVY),
        )  # fmt: skip


def _joined(found: Sequence[Fault]) -> list[Fault]:
    """Return faults of one bone in one direction that follow each other as one."""
    out: list[Fault] = []
    for fault in sorted(found, key=lambda f: (f.bone, f.start)):
        last = out[-1] if out else None
        if (
            last
            and (last.bone, last.direction) == (fault.bone, fault.direction)
            and (fault.start - last.end < PHASE / 2)
        ):
            out[-1] = replace(
                last, end=fault.end, cost=last.cost + fault.cost,
                degrees=max(last.degrees, fault.degrees),
                confidence=max(last.confidence, fault.confidence),
            )  # fmt: skip
        else:
            out.append(fault)
    return out


def way(bone: str, needed: Array) -> Direction:
    """Return where the end of the bone should go: axes are left, back, up of the body."""
    outward = needed[0] if bone.startswith("left_") else -needed[0]  # the trunk's is to the right
    axis = int(np.argmax(np.abs(needed)))
    if axis == 2:
        return "higher" if needed[2] > 0 else "lower"
    if axis == 1:
        return "back" if needed[1] > 0 else "forward"
    return "outward" if outward > 0 else "inward"
