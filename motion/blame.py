"""Which bone left the master's own spread, by how much, and where it should have gone."""

import numpy as np

from motion.features import angles, unit
from motion.graded import Direction, Fault
from motion.model import Model
from motion.motion import Array

MARGIN = 8.0  # degrees beyond tolerance before a bone is blamed
PHASE = 2.0  # s of a movement that are judged as one


def faults(model: Model, warped: Array) -> tuple[Fault, ...]:
    """Return the bones of a take, (N, B, 3) as it was aligned, that are off with margin."""
    found: list[Fault] = []
    for part in _phases(model.times):
        asked, given = _middle(model.curve[part]), _middle(warped[part])
        off = angles(asked, given)
        allowed = model.tolerance[part].mean(axis=0)
        for b in np.flatnonzero(np.greater(off, allowed + MARGIN)):
            sure = min(1.0, float(off[b] / (allowed[b] + MARGIN)) - 0.5)
            way = _way(model.bones[b], asked[b] - given[b])
            cost = float(100 * model.weights[b] * (off[b] - allowed[b]) / 90)
            found.append(
                Fault(model.bones[b], float(model.times[part][0]), float(model.times[part][-1]),
                      float(off[b]), float(allowed[b]), way, sure, cost)
            )  # fmt: skip
    return tuple(sorted(found, key=lambda fault: -fault.cost))


def _phases(times: Array) -> list[slice]:
    count = max(1, round(float(times[-1] - times[0]) / PHASE))
    edges = np.linspace(0, len(times), count + 1).astype(int)
    return [slice(a, b) for a, b in zip(edges[:-1], edges[1:], strict=True)]


def _middle(curve: Array) -> Array:
    """Return (B, 3): the mean direction of what was seen."""
    seen = ~np.isnan(curve).any(axis=2)
    summed = np.nan_to_num(curve).sum(axis=0)
    return unit(np.where(seen.any(axis=0)[:, None], summed, np.nan))


def _way(bone: str, needed: Array) -> Direction:
    """Return where the end of the bone should go: axes are left, back, up of the body."""
    outward = needed[0] if bone.startswith("left_") else -needed[0]
    axis = int(np.argmax(np.abs(needed)))
    if axis == 2:
        return "higher" if needed[2] > 0 else "lower"
    if axis == 1:
        return "back" if needed[1] > 0 else "forward"
    return "outward" if outward > 0 else "inward"
