"""Which bone left the master's own spread, by how much, and where it should have gone.

A bone is blamed for what is off throughout a phase, beyond the master's spread, and standing out
from the rest of the body: where all is off, another body or another camera is the likelier cause.
A bone that was carried along by the one above it is not blamed: it is looked at as it points, and
once more as if the one above it pointed right, and the kinder of both counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from motion.course import FEET, HANDS
from motion.features import lengths, seen
from motion.graded import Direction, Fault
from motion.model import Model
from motion.motion import Array
from motion.skeleton import SIDES

PHASE = 3.0  # s of a movement that are judged as one
PARTS = 3  # of a phase: what is off must be off in each
STANDS_OUT = 7.0  # degrees more than the third worst bone of the body, before one is blamed
COMMON = 40.0  # degrees: where the whole body is off by more, each bone is blamed by itself
SEEN = 0.6  # share of a phase in which a bone must be seen to be blamed
HEAVY = 60.0  # degrees off throughout a movement that cost all a bone can cost
MOST = 30.0  # points of 100 that it can cost
SHORT = 2.0  # times the doubt about a bone that is short: feet, hands, fingers
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
    """How a phase was danced: `start`, `end` frames; (B,) `degrees` off throughout, `doubt` about
    them (1 for a limb), `allowed` by the master's spread; `common`: what all of the body is off;
    `needed` (B, 3) from where to where.
    """

    start: int
    end: int
    degrees: Array
    doubt: Array
    allowed: Array
    common: float
    needed: Array

    @property
    def beyond(self) -> Array:
        """(B,) degrees by which each bone stands out from the rest of the body."""
        return np.asarray(self.degrees / self.doubt - min(self.common, COMMON))


def faults(model: Model, warped: Array) -> tuple[Fault, ...]:
    """Return the bones of a take, (N, B, 3) as it was aligned, that are off, the worst first."""
    found = [fault for off in offs(model, warped) for fault in _blamed(model, off)]
    return tuple(sorted(_joined(found), key=lambda fault: -fault.cost))


def offs(model: Model, warped: Array) -> list[Off]:
    """Return how far each bone is off in each phase of a movement."""
    frames = len(warped)
    if not frames or not model.bones:
        return []
    seconds = float(model.times[-1] - model.times[0])
    edges = np.linspace(0, frames, max(1, round(seconds / PHASE)) + 1).astype(int)
    turned = _righted(model, warped)
    return [
        _off(model, (warped, turned), int(a), int(b))
        for a, b in zip(edges[:-1], edges[1:], strict=True)
    ]


def _off(model: Model, looks: Sequence[Array], start: int, end: int) -> Off:
    asked = model.curve[start:end]
    needed = [_parts(asked - look[start:end]) for look in looks]
    least = np.stack([lengths(each).min(axis=0) for each in needed])
    known = seen(asked - looks[0][start:end]).mean(axis=0) >= SEEN
    kinder = np.argmin(np.nan_to_num(least, nan=9.0), axis=0)
    bones = np.arange(len(model.bones))
    chord = np.where(known, least[kinder, bones], np.nan)
    degrees = np.degrees(2 * np.arcsin(np.clip(chord / 2, 0.0, 1.0)))
    doubt = np.array([SHORT if bone in FEET + HANDS else 1.0 for bone in model.bones])
    worst = np.sort((degrees / doubt)[known])[::-1]
    common = float(worst[2]) if len(worst) > 2 else 0.0
    means = np.stack([each.mean(axis=0) for each in needed])
    allowed = model.tolerance[start:end].mean(axis=0)
    return Off(start, end, degrees, doubt, allowed, common, means[kinder, bones])


def _parts(needed: Array) -> Array:
    """Return (parts, B, 3): the mean of what was seen in each part of a phase."""
    parts = np.array_split(needed, min(PARTS, len(needed)))
    return np.stack([_mean(part) for part in parts])


def _mean(vectors: Array) -> Array:
    known = seen(vectors)[:, :, None]
    count = known.sum(axis=0)
    total = np.where(known, vectors, 0.0).sum(axis=0)
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), np.nan))


def _righted(model: Model, warped: Array) -> Array:
    """Return (N, B, 3): each bone turned by what brings the one above it to where it should be."""
    out = warped.copy()
    below = [b for b, bone in enumerate(model.bones) if _ABOVE.get(bone) in model.bones]
    above = [model.bones.index(_ABOVE[model.bones[b]]) for b in below]
    if below:
        out[:, below] = _turned(warped[:, below], warped[:, above], model.curve[:, above])
    return out


def _turned(vectors: Array, given: Array, asked: Array) -> Array:
    """Return vectors (N, C, 3) by the least turn that brings `given` to `asked` (Rodrigues)."""
    axis = np.cross(given, asked)
    cosine = np.sum(given * asked, axis=-1, keepdims=True)
    along = np.sum(axis * vectors, axis=-1, keepdims=True)
    turned = vectors * cosine + np.cross(axis, vectors) + axis * along / np.maximum(1 + cosine, 0.1)
    return np.asarray(np.where(np.isnan(turned), vectors, turned))


def _blamed(model: Model, off: Off) -> Iterator[Fault]:
    share = (off.end - off.start) / len(model.times)
    start, end = float(model.times[off.start]), float(model.times[off.end - 1])
    for b, bone in enumerate(model.bones):
        margin = min(off.degrees[b] - off.allowed[b], off.beyond[b] - STANDS_OUT)
        if margin > 0:
            yield Fault(
                bone, start, end, float(off.degrees[b]), float(off.allowed[b]),
                way(bone, off.needed[b]), float(min(1.0, 0.5 + margin / 20)),
                MOST * share * float(min(1.0, off.beyond[b] / HEAVY)),
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
