"""What a carpenter's gauges read on standing timber, measured on its exact solids."""

import math
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from physics.pose import Array
from physics.shape import Hull
from physics.timber import solids
from physics.timber.raised import TOUCH, Raised, floor, right
from physics.timber.solids import Solid

Tool = Literal["square", "plumb", "feeler", "tap"]
TOOLS: tuple[Tool, ...] = get_args(Tool)
# The finest step that each tool can tell, and by how much it may err.
STEPS: dict[Tool, tuple[str, float, float]] = {
    "square": ("deg", 0.1, 0.1),
    "plumb": ("mm/m", 0.5, 0.5),
    "feeler": ("mm", 0.05, 0.05),
}
LOOSE_GAP = 0.0003  # m; a part with so much more air under it than it should have sounds dull
LOOSE_SIDE = 0.001  # m; … and one with so much more play than it should have
FREE = 0.02  # m; a part that goes so far aside stands in no mouth
_GRID = 24
_BED = 0.0015  # m; nearer than this a right part is meant to touch
_THINNER = 0.9  # of the part's own section: a tenon is thinner, a beam that lies in is not
_SHORTER = 0.4  # of the part's length
_END = 0.001  # m from the part's end


@dataclass(frozen=True)
class Reading:
    """What a tool says of a part: `value` in `unit` ± `uncertainty`, None for the tap.

    The feeler also reads the play at the `side` (mm) of a part that stands in a mouth, `at` the
    part that has the widest such mouth; the tap tells whether it sounds `dull`.
    """

    tool: Tool
    part: str
    value: float | None = None
    unit: str = ""
    uncertainty: float | None = None
    side: float | None = None
    at: str | None = None
    dull: bool | None = None


def read(raised: Raised, tool: Tool, part: str) -> Reading:
    """Hold a tool to a part. Raises KeyError for a part that is not there."""
    if tool == "tap":
        return Reading(tool, part, dull=loose(raised, part))
    unit, step, error = STEPS[tool]
    value = {"square": askew_deg, "plumb": lean_mm_per_m, "feeler": bed_gap_mm}[tool](raised, part)
    side = side_play(raised, part) if tool == "feeler" else None
    beside, at = (None, None) if side is None else (_rounded(side[0] * 1000, step), side[1])
    return Reading(tool, part, _rounded(value, step), unit, error, beside, at)


def askew_deg(raised: Raised, part: str) -> float:
    """Return by how much a part is out of square with what bears it, in degrees."""
    place = raised.place(part)
    base, should = np.eye(3), np.eye(3)
    if place.bearers:
        base = raised.frame(raised.stands[place.bearers[0]]).matrix
        should = raised.design.place(place.bearers[0]).pose.matrix
    off = (should.T @ place.pose.matrix).T @ base.T @ raised.frame(part).matrix
    return math.degrees(_from_axes(off))


def lean_mm_per_m(raised: Raised, part: str) -> float:
    """Return how far a part hangs out of plumb, in mm on a metre."""
    off = raised.frame(part).matrix @ raised.place(part).pose.matrix.T
    return 1000 * math.tan(math.acos(min(1.0, float(np.abs(off[2]).max()))))


def bed_gap_mm(raised: Raised, part: str) -> float:
    """Return the widest gap under a part's bed, in mm: where it should touch what bears it."""
    points = bed(raised, part)
    if not len(points):
        return 0.0
    gaps = _gaps(raised.solid(part), _ground(raised, part), points)
    seen = gaps[np.isfinite(gaps)]
    return max(0.0, float(seen.max())) * 1000 if len(seen) else 0.0


def side_play(raised: Raised, part: str) -> tuple[float, str] | None:
    """Return half the way (m) that a part goes from side to side in the widest of its mouths, and
    what has that mouth; None where no mouth holds it."""
    body, across = raised.solid(part), _across(raised, part)
    found = []
    for bearer in raised.bearers(part):
        mouth = raised.solid(bearer)
        ways = [free(body, mouth, side * across) for side in (1, -1)]
        if max(ways) < FREE:
            found.append((sum(ways) / 2, bearer))
    return max(found, default=None)


def loose(raised: Raised, part: str) -> bool:
    """Whether a part sounds dull: it has air under it or beside it, no peg, or a short tenon."""
    should, place = right(raised.plan), raised.place(part).name
    if place in should.pegged and part not in raised.pegged:
        return True
    if bed_gap_mm(raised, part) > bed_gap_mm(should, place) + LOOSE_GAP * 1000:
        return True
    side, usual = side_play(raised, part), side_play(should, place)
    if side and usual and side[0] > usual[0] + LOOSE_SIDE:
        return True
    return any(short(raised, should, part, b) for b in raised.bearers(part))


def short(raised: Raised, should: Raised, part: str, bearer: str) -> bool:
    """Whether a part's tenon goes less than half as deep into its bearer as it should."""
    usual = tenon(should, raised.place(part).name, raised.place(bearer).name)
    found = tenon(raised, part, bearer)
    if usual is None:
        return False
    return found is None or abs(found[3] - found[2]) < abs(usual[3] - usual[2]) / 2


def tenon(raised: Raised, part: str, bearer: str) -> tuple[int, int, float, float] | None:
    """Find the end of a part that stands in another: its axis, which end (±1), from where to
    where along that axis (m, in the part's frame); None where no end of it does."""
    own, pose = raised.part(part).solid, raised.poses[part]
    corners = solids.mesh(own)[0]
    low, high = corners.min(axis=0), corners.max(axis=0)
    axis = int(np.argmax(high - low))
    hull = solids.convex(Hull(solids.mesh(raised.solid(bearer))[0]))
    inside = solids.moved(own, pose).within(hull)
    if inside.volume < TOUCH:
        return None
    points = (solids.mesh(inside)[0] - pose.at) @ pose.matrix
    first, last = float(points[:, axis].min()), float(points[:, axis].max())
    share = inside.volume / (last - first) / (own.volume / (high[axis] - low[axis]))
    if share > _THINNER or last - first > _SHORTER * (high[axis] - low[axis]):
        return None
    if last > high[axis] - _END:
        return axis, 1, first, last
    return (axis, -1, last, first) if first < low[axis] + _END else None


def bed(raised: Raised, part: str) -> Array:
    """Return points (n, 2) of the world, in metres, over which a part should touch its bed."""
    should = right(raised.plan)
    place = raised.place(part)
    body = should.solid(place.name)
    corners = solids.mesh(body)[0][:, :2]
    low, high = corners.min(axis=0), corners.max(axis=0)
    steps = (np.arange(_GRID) + 0.4871) / _GRID  # never quite on an edge
    x, y = np.meshgrid(*(low + np.outer(steps, high - low)).T)
    points = np.column_stack([x.ravel(), y.ravel()])
    touching = points[_gaps(body, _ground(should, place.name), points) < _BED]
    first = place.bearers[0] if place.bearers else place.name  # the ground lies where it stands
    was, now = raised.plan.place(first).pose, raised.frame(raised.stands[first])
    level = np.column_stack([touching, np.full(len(touching), place.pose.at[2])])
    return np.array([now.out(was.into(point))[:2] for point in level])


def _ground(raised: Raised, part: str) -> Solid:
    """What a part stands on: its bearers, or the ground."""
    bearers = [raised.solid(b) for b in raised.bearers(part)]
    return solids.joined(bearers) if bearers else floor(raised.plan)


def _gaps(body: Solid, ground: Solid, points: Array) -> Array:
    """Return the least gap (n,), m, between an underside and what is below it; inf: none seen."""
    under = _levels(body, points, -1)
    tops = _levels(ground, points, 1)
    apart = under[:, :, None] - tops[:, None, :]
    apart = np.where(np.isfinite(apart) & (apart > -_BED), apart, np.inf)
    return np.asarray(apart.min(axis=(1, 2)))


def _levels(solid: Solid, points: Array, side: int) -> Array:
    """Return the heights (n, m) at which plumb lines through points (n, 2) meet the faces that
    look up (side 1) or down (-1); NaN where they miss."""
    vertices, triangles = solids.mesh(solid)
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    level = side * area > 1e-12
    a, b, c, area = a[level], b[level], c[level], area[level]
    px, py = points[:, :1], points[:, 1:]
    v = ((px - a[:, 0]) * (c[:, 1] - a[:, 1]) - (py - a[:, 1]) * (c[:, 0] - a[:, 0])) / area
    w = ((b[:, 0] - a[:, 0]) * (py - a[:, 1]) - (b[:, 1] - a[:, 1]) * (px - a[:, 0])) / area
    inside = (v >= 0) & (w >= 0) & (v + w <= 1)
    z = a[:, 2] + v * (b[:, 2] - a[:, 2]) + w * (c[:, 2] - a[:, 2])
    met = np.sort(np.where(inside, z, np.nan), axis=1)  # NaN goes last
    most = int(np.isfinite(met).sum(axis=1).max(initial=0))
    # One more column, so that there is a least even where nothing is met.
    return np.column_stack([met[:, :most], np.full(len(points), np.nan)])


def _across(raised: Raised, part: str) -> Array:
    """Return the level direction (3,) square to a part's length."""
    solid = solids.mesh(raised.part(part).solid)[0]
    size = solid.max(axis=0) - solid.min(axis=0)
    along = raised.poses[part].matrix[:, int(np.argmax(size[:2]))]
    across = np.array([-along[1], along[0], 0.0])
    return across / max(float(np.linalg.norm(across)), 1e-9)


def free(body: Solid, mouth: Solid, way: Array) -> float:
    """Return how far (m) a body goes along `way` (3,) before it meets the mouth's side."""
    low, high = 0.0, FREE
    if not _meets(body, mouth, way * FREE):
        return FREE
    for _step in range(12):
        middle = (low + high) / 2
        low, high = (low, middle) if _meets(body, mouth, way * middle) else (middle, high)
    return low


def _meets(body: Solid, mouth: Solid, by: Array) -> bool:
    x, y, z = by.tolist()
    return body.moved((x, y, z)).within(mouth).volume > TOUCH


def _from_axes(turn: Array) -> float:
    """Return the largest angle (rad) between an axis of a turn (3, 3) and the nearest one of the
    world: a part that is turned a quarter or stands on its head is still square."""
    return max(math.acos(min(1.0, float(np.abs(turn[:, k]).max()))) for k in range(3))


def _rounded(value: float, step: float) -> float:
    return round(round(value / step) * step, 3)
