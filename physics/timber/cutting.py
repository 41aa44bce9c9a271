"""A mortise and a tenon as they are being cut: every act takes exactly what its tool takes.

The same acts give the same solids to the bit. A state is never changed: an act gives
the next one, and fewer acts give what was there before.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from physics.timber import solids
from physics.timber.cutting_acts import FULL_STROKE, NUMBERS, Act
from physics.timber.cutting_plan import Piece, Plan, asked
from physics.timber.solids import Solid
from physics.tools import chisel, inkline, saw, square
from physics.tools.chisel import Edge
from physics.tools.inkline import Line
from physics.tools.saw import Kerf

Side = Literal[-1, 1]
_TENTH = 1e-4
_HAIR = 1e-5  # m beside a face, so that the face itself is not met
_EDGE = 1e-3  # m along a timber's edge, where a shoulder is felt
_LEAST_WASTE = 0.3  # of the wood that stands beside a tenon


@dataclass(frozen=True)
class Cut:
    """One kerf: ripped along the timber (cheek) or across it (shoulder), on which side."""

    kind: Literal["rip", "cross"]
    side: Side
    kerf: Kerf


@dataclass(frozen=True)
class Work:
    """Both timbers as they are now, the marks by name, the kerfs, the chisel where it stands.

    `unmarked`: what was cut before its line was drawn. `waste`: what fell off, by side.
    """

    plan: Plan
    rail: Solid
    post: Solid
    marks: Mapping[str, Line] = field(default_factory=dict)
    cuts: tuple[Cut, ...] = ()
    edge: Edge | None = None
    unmarked: frozenset[str] = frozenset()
    waste: Mapping[Side, Solid] = field(default_factory=dict)

    @property
    def fallen(self) -> frozenset[Side]:
        """The sides whose waste is off."""
        return frozenset(self.waste)


def begin(plan: Plan) -> Work:
    """Return two squared timbers, untouched."""
    side, high, long = plan.width / 2, plan.height / 2, plan.post_length / 2
    rail = solids.box((plan.tenon - plan.rail_length, -side, -high), (plan.tenon, side, high))
    return Work(plan, rail, solids.box((0.0, -side, -long), (plan.post_depth, side, long)))


def act(work: Work, done: Act) -> tuple[Work, float]:
    """Return the state after an act, and the mm3 of wood it took away.

    Raises ValueError for an act that cannot be done: too large a number, a stroke without a
    saw in the wood, a string of no length.
    """
    limits = NUMBERS.get(done.kind)
    if limits is None or len(limits) != len(done.numbers):
        raise ValueError(f"an act {done.kind} with {len(done.numbers)} numbers")
    for (name, most), number in zip(limits, done.numbers, strict=True):
        if abs(number) > most:
            raise ValueError(f"{done.kind}: {name} {number}, at most {most}")
    after = _DOES[done.kind](work, done)
    before = work.rail.volume + work.post.volume
    return after, (before - after.rail.volume - after.post.volume) * 1e9


def rebuild(plan: Plan, acts: Iterable[Act]) -> Work:
    """Return the state that acts lead to."""
    work = begin(plan)
    for each in acts:
        work, _removed = act(work, each)
    return work


def _snap(work: Work, done: Act) -> Work:
    u0, v0, u1, v1 = (n * _TENTH for n in done.numbers)
    return _marked(work, done.piece, inkline.snap((u0, v0), (u1, v1)))


def _square(work: Work, done: Act) -> Work:
    u, skew = done.numbers
    return _marked(work, done.piece, square.across(u * _TENTH, _rad(skew)))


def _marked(work: Work, piece: Piece, line: Line) -> Work:
    """A line stands for the nearest one that is asked for there, in place of an older one."""
    near = [a for a in asked(work.plan) if a.piece == piece and a.along == line.along]
    name = min(near, key=lambda a: abs(line.value(sum(a.span) / 2) - a.at)).name
    return replace(work, marks={**work.marks, name: line})


def _rip(work: Work, done: Act) -> Work:
    at, skew, lean = done.numbers
    v = at * _TENTH
    kerf = Kerf(((work.plan.tenon, v),), math.pi + _rad(skew), _rad(lean), work.plan.kerf)
    return _sawn(work, Cut("rip", 1 if at >= 0 else -1, kerf))


def _cross(work: Work, done: Act) -> Work:
    way, at, skew, lean = done.numbers
    side: Side = 1 if way > 0 else -1
    start = (at * _TENTH, side * work.plan.width / 2)
    kerf = Kerf((start,), -side * math.pi / 2 + _rad(skew), _rad(lean), work.plan.kerf)
    return _sawn(work, Cut("cross", side, kerf))


def _sawn(work: Work, cut: Cut) -> Work:
    """Put the saw on the wood; a kerf that was never begun is no kerf."""
    begun = tuple(c for c in work.cuts if len(c.kerf.path) > 1)
    return replace(work, cuts=(*begun, cut))


def _stroke(work: Work, done: Act) -> Work:
    length, turn = done.numbers
    if not work.cuts or length <= 0:
        raise ValueError("a stroke without a saw on the wood")
    cut, plan = work.cuts[-1], work.plan
    whole = plan.rip_stroke if cut.kind == "rip" else plan.cross_stroke
    kerf, taken = saw.stroke(cut.kerf, whole * length / FULL_STROKE, _rad(turn), plan.height)
    lumps = work.rail.cut(solids.convex(taken)).lumps()
    cheek = "cheek_left" if cut.side > 0 else "cheek_right"
    return replace(
        work,
        rail=lumps[0],
        cuts=(*work.cuts[:-1], replace(cut, kerf=kerf)),
        unmarked=_without_line(work, (cheek if cut.kind == "rip" else "shoulder",)),
        waste={**work.waste, **{_side_of(x): x for x in lumps[1:] if _is_waste(x, plan)}},
    )


def _is_waste(lump: Solid, plan: Plan) -> bool:
    """Whether a lump is what stood beside the tenon, and no sliver."""
    whole = plan.tenon * plan.height * (plan.width - plan.thick) / 2
    return lump.volume > _LEAST_WASTE * whole


def _side_of(lump: Solid) -> Side:
    bounds = lump.bounds
    assert bounds is not None
    return 1 if bounds[0][1] + bounds[1][1] > 0 else -1


def _chisel(work: Work, done: Act) -> Work:
    u, v, turn, lean = done.numbers
    plan = work.plan
    edge = Edge(u * _TENTH, v * _TENTH, plan.chisel_width, plan.chisel_bite, _rad(turn), _rad(lean))
    return replace(work, edge=edge)


def _blow(work: Work, done: Act) -> Work:
    (force,) = done.numbers
    if work.edge is None or force <= 0:
        raise ValueError("a blow without a chisel on the wood")
    plan, edge = work.plan, work.edge
    volume = edge.width * edge.bite * plan.blow * force / 100
    post, _taken = chisel.chop(work.post, edge, volume, plan.post_depth + plan.blow)
    lines = ("side_left", "side_right", "end_near", "end_far")
    return replace(work, post=post, unmarked=_without_line(work, lines))


def _pare(work: Work, done: Act) -> Work:
    """Take a shaving off one cheek of the tenon, as far as the shoulder."""
    side, shaving = done.numbers
    plan, far = work.plan, work.plan.width
    if side not in work.fallen or shaving <= 0:
        raise ValueError("no cheek lies bare there")
    start = shoulder_at(work, side)
    room = solids.box((start + _HAIR, -far, -far), (plan.tenon + far, far, far))
    face = _outer(work.rail.within(room), side)
    low, high = sorted((side * (face - shaving * _TENTH), side * far))
    return replace(
        work, rail=work.rail.cut(solids.box((start, low, -far), (plan.tenon + far, high, far)))
    )


def shoulder_at(work: Work, side: Side) -> float:
    """Return how far the bare shoulder of a side reaches out, in metres."""
    plan, far = work.plan, work.plan.rail_length
    low, high = sorted((side * (plan.width / 2 - _EDGE), side * plan.width / 2))
    bounds = work.rail.within(solids.box((-far, low, -far), (far, high, far))).bounds
    return -far if bounds is None else float(bounds[1][0])


def _trim(work: Work, done: Act) -> Work:
    """Take a shaving off one wall of the mortise."""
    side, shaving = done.numbers
    plan, high = work.plan, work.plan.height / 2 + work.plan.end_room
    low, top = sorted((0.0, side * plan.width / 2))
    wall = work.post.within(solids.box((0.0, low, 1e-3 - high), (plan.tenon, top, high - 1e-3)))
    face = -_outer(wall, -side)
    if face <= 0 or shaving <= 0:
        raise ValueError("no wall lies bare there")
    a, b = sorted((0.0, side * (face + shaving * _TENTH)))
    return replace(work, post=work.post.cut(solids.box((-0.01, a, -high), (plan.depth, b, high))))


def _outer(wood: Solid, side: int) -> float:
    """Return how far wood reaches to a side of the middle, in metres; 0 where there is none."""
    bounds = wood.bounds
    if bounds is None:
        return 0.0
    return float(bounds[1][1] if side > 0 else -bounds[0][1])


def _without_line(work: Work, names: Iterable[str]) -> frozenset[str]:
    return work.unmarked | {name for name in names if name not in work.marks}


def _rad(hundredths: int) -> float:
    return math.radians(hundredths / 100)


_DOES: Mapping[str, Callable[[Work, Act], Work]] = {
    "snap": _snap, "square": _square, "rip": _rip, "cross": _cross, "stroke": _stroke,
    "chisel": _chisel, "blow": _blow, "pare": _pare, "trim": _trim,
}  # fmt: skip
