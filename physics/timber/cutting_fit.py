"""The joint that was really cut: how tenon and mortise go together, from the two solids alone."""

from dataclasses import dataclass
from typing import Literal

from physics.pose import Array
from physics.timber import fit, solids
from physics.timber.cutting import Work, shoulder_at
from physics.timber.cutting_plan import Plan
from physics.timber.solids import Solid

Verdict = Literal["loose", "sliding", "driving", "jam", "short", "shallow"]
_SKIN = 5e-4  # m inside a probe's edges, so that a corner left by the saw is no face
_HAIR = 1e-5
_TOUCH = 1e-9  # m3 of shared wood that is a touch and no obstacle
_TENTHS = 10_000


@dataclass(frozen=True)
class Trial:
    """What holding the tenon to the mortise shows, metres.

    `across`: clearance over both cheeks together, below 0 the tenon is too thick; `along`:
    the same at the mortise's two ends; `room`: between the tenon's end and the mortise's
    bottom, below 0 the shoulder cannot close; `aside`: how far the middle of the tenon lies
    beside the middle of the mortise; `enters`: how far it goes in by its shape alone;
    `beyond`: the post's grain beyond the mortise's two ends.
    """

    across: float
    along: float
    room: float
    aside: float
    enters: float
    thick: float
    wide: float
    long: float
    beyond: tuple[float, float]

    @property
    def law(self) -> fit.Fit:
        """The law of the fit by which blows drive it in."""
        return fit.Fit(-self.across * 1000, self.thick, self.wide, self.long)

    @property
    def verdict(self) -> Verdict:
        """Whether it rattles, slides, has to be driven, jams; or the mortise is too short
        (at its ends) or too shallow."""
        if self.along < 0:
            return "short"
        kind = self.law.kind
        if kind != "jam" and self.room < 0:
            return "shallow"
        return kind

    @property
    def deepest(self) -> float:
        """How far it can be driven."""
        if self.verdict in ("jam", "short"):
            return self.enters
        return self.reach

    @property
    def reach(self) -> float:
        """How far the shoulder or the mortise's bottom lets it go, were nothing else in the way."""
        return min(self.long, self.long + self.room)


def trial(work: Work) -> Trial | None:
    """Hold the tenon to the mortise; None while there is no tenon or no mortise."""
    if len(work.fallen) < 2:
        return None
    tenon = tenon_of(work)
    bounds = tenon.bounds
    if bounds is None or (walls := _walls(work, bounds)) is None:
        return None
    low, high = bounds
    left, right, near, far, bottom = walls
    aside = (left + right - high[1] - low[1]) / 2
    placed = tenon.moved((0.0, aside, (near + far - high[2] - low[2]) / 2))
    thick, wide, long = float(high[1] - low[1]), float(high[2] - low[2]), float(high[0])
    return Trial(
        across=left - right - thick,
        along=far - near - wide,
        room=bottom - long,
        aside=float(aside),
        enters=_enters(placed, work.post, long),
        thick=thick,
        wide=wide,
        long=long,
        beyond=(near + work.plan.post_length / 2, work.plan.post_length / 2 - far),
    )


def tenon_of(work: Work) -> Solid:
    """Return the wood of the rail beyond its shoulder, shoved so that the shoulder is x = 0."""
    far = work.plan.rail_length
    start = max(shoulder_at(work, side) for side in work.fallen)
    wood = work.rail.within(solids.box((start + _HAIR, -far, -far), (far, far, far)))
    return wood.moved((-start, 0.0, 0.0))


def _walls(
    work: Work, tenon: tuple[Array, Array]
) -> tuple[float, float, float, float, float] | None:
    """Return where the wood about the mortise stands nearest: left, right, near, far, bottom."""
    plan, post = work.plan, work.post
    void = _void(plan, post).bounds
    if void is None:
        return None
    low, high = void
    y, z = (low[1] + high[1]) / 2, (low[2] + high[2]) / 2
    wide, long = (min(high[i] - low[i], tenon[1][i] - tenon[0][i]) for i in (1, 2))
    side, end = wide / 2 - _SKIN, long / 2 - _SKIN
    if min(side, end) < _SKIN:
        return None
    far = plan.post_length
    bottom = _edge(post, (0.0, y - side, z - end), (far, y + side, z + end), 0, 0)
    deep = min(bottom, float(tenon[1][0])) - _SKIN
    if deep < 2 * _SKIN:
        return None
    # Each probe looks at the wood on one side of the void, over the length the tenon touches.
    left = _edge(post, (0.0, y, z - end), (deep, far, z + end), 0, 1)
    right = _edge(post, (0.0, -far, z - end), (deep, y, z + end), 1, 1)
    last = _edge(post, (0.0, y - side, z), (deep, y + side, far), 0, 2)
    first = _edge(post, (0.0, y - side, -far), (deep, y + side, z), 1, 2)
    return left, right, first, last, bottom


def _edge(
    post: Solid, low: tuple[float, ...], high: tuple[float, ...], which: int, axis: int
) -> float:
    """Return the lowest (0) or highest (1) place of the wood in a box along an axis.

    Where there is none the box's own far side stands for it: nothing is in the way.
    """
    a, b, c = low
    d, e, f = high
    bounds = post.within(solids.box((a, b, c), (d, e, f))).bounds
    if bounds is None:
        return float((high, low)[which][axis])
    return float(bounds[which][axis])


def _void(plan: Plan, post: Solid) -> Solid:
    side, long = plan.width / 2, plan.post_length / 2
    return solids.box((0.0, -side, -long), (plan.post_depth, side, long)).cut(post)


def _enters(tenon: Solid, post: Solid, long: float) -> float:
    """Push the tenon straight in until wood meets wood; metres, to a tenth of a millimetre."""
    low, high = 0, round(long * _TENTHS)
    if _meets(tenon, post, 0.0) <= _TOUCH:
        return long
    while high - low > 1:
        middle = (low + high) // 2
        free = _meets(tenon, post, middle / _TENTHS - long) <= _TOUCH
        low, high = (middle, high) if free else (low, middle)
    return low / _TENTHS


def _meets(tenon: Solid, post: Solid, by: float) -> float:
    return tenon.moved((by, 0.0, 0.0)).within(post).volume
