"""How true the work is: marks against what is asked, cut faces against their marks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from physics.timber import solids
from physics.timber.cutting import Side, Work
from physics.timber.cutting_plan import Asked, asked
from physics.timber.solids import Solid
from physics.tools.inkline import Line
from physics.tools.square import out_of_square_deg

_PROBE = 0.001  # m, half of a probe's width
_INSET = 0.003  # m from an edge to where a face is felt


@dataclass(frozen=True)
class Face:
    """One cut face. `off`: m from its mark, above 0 wood is left standing, below 0 it is cut
    away; `square_deg`: the most it is out of square along or out of plumb."""

    name: str
    off: float
    square_deg: float


def mark_errors(work: Work) -> dict[str, float]:
    """Return how far each line drawn lies from the one asked for, m: its worst place, signed."""
    found = {}
    for line in asked(work.plan):
        if mark := work.marks.get(line.name):
            found[line.name] = max((mark.value(s) - line.at for s in line.span), key=abs)
    return found


def faces(work: Work) -> tuple[Face, ...]:
    """Return the cheeks and shoulders that lie bare, felt at their four corners."""
    return tuple(face for side in sorted(work.fallen) for face in _sides(work, side))


def _sides(work: Work, side: Side) -> Iterator[Face]:
    plan = work.plan
    name = "left" if side > 0 else "right"
    line = _line(work, f"cheek_{name}")
    us = (_INSET, plan.tenon - _INSET)
    yield _face(work, f"cheek_{name}", us, lambda u, z: _cheek(work.rail, u, z, side),
                lambda u: side * line.value(u))  # fmt: skip
    shoulder = _line(work, "shoulder")
    vs = (side * (plan.thick / 2 + _INSET), side * (plan.width / 2 - _INSET))
    yield _face(work, f"shoulder_{name}", vs, lambda v, z: _shoulder(work, v, z), shoulder.value)


def _face(
    work: Work,
    name: str,
    places: tuple[float, float],
    feel: Callable[[float, float], float],
    mark: Callable[[float], float],
) -> Face:
    high = work.plan.height / 2 - _INSET
    felt = [[feel(p, z) for p in places] for z in (-high, high)]
    off = max((felt[i][j] - mark(places[j]) for i in (0, 1) for j in (0, 1)), key=abs)
    apart = abs(places[1] - places[0])
    square = [out_of_square_deg(row[0], row[1], apart) for row in felt]
    plumb = [out_of_square_deg(felt[0][j], felt[1][j], 2 * high) for j in (0, 1)]
    return Face(name, off, max((*square, *plumb), key=abs))


def _line(work: Work, name: str) -> Line:
    """Return a mark, or the line asked for where none was drawn."""
    line: Asked = next(a for a in asked(work.plan) if a.name == name)
    return work.marks.get(name) or Line(line.along, line.at, 0.0)


def _cheek(rail: Solid, u: float, z: float, side: Side) -> float:
    """Return how far the tenon's wood reaches to a side at one place."""
    probe = solids.box((u - _PROBE, -1.0, z - _PROBE), (u + _PROBE, 1.0, z + _PROBE))
    bounds = rail.within(probe).bounds
    if bounds is None:
        return 0.0
    return float(bounds[1][1] if side > 0 else -bounds[0][1])


def _shoulder(work: Work, v: float, z: float) -> float:
    """Return how far the wood beside the tenon reaches out at one place."""
    probe = solids.box((-1.0, v - _PROBE, z - _PROBE), (1.0, v + _PROBE, z + _PROBE))
    bounds = work.rail.within(probe).bounds
    return -work.plan.rail_length if bounds is None else float(bounds[1][0])


def over_cuts(work: Work) -> dict[str, float]:
    """Return how far each kerf ran past the line where it should have stopped, m, 0 or more."""
    found: dict[str, float] = {}
    shoulder = _line(work, "shoulder")
    for cut in work.cuts:
        if len(cut.kerf.path) < 2:
            continue
        name = "left" if cut.side > 0 else "right"
        if cut.kind == "rip":
            past = max(shoulder.value(v) - u for u, v in cut.kerf.path[1:])
            key = f"cheek_{name}"
        else:
            cheek = _line(work, f"cheek_{name}")
            past = max(cut.side * (cheek.value(u) - v) for u, v in cut.kerf.path[1:])
            key = f"shoulder_{name}"
        found[key] = max(found.get(key, 0.0), past)
    return found


def mortise_depth(work: Work) -> float | None:
    """Return how deep the mortise is at its deepest, m; None where nothing was chopped."""
    plan, far = work.plan, work.plan.post_length
    side = plan.width / 2
    room = solids.box((0.0, -side, -far), (plan.post_depth, side, far))
    block = solids.box((0.0, -side, -far / 2), (plan.post_depth, side, far / 2))
    bounds = block.cut(work.post).within(room).bounds
    return None if bounds is None else float(bounds[1][0])


def mortise_left(work: Work) -> float:
    """Return the share of the mortise asked for that is still wood, 0 to 1.

    Asked is as deep as the tenon is long, between the lines drawn, or else those asked for.
    """
    near, far = (_line(work, f"end_{n}").value(0.0) for n in ("near", "far"))
    left, right = (_line(work, f"side_{n}").value(0.0) for n in ("left", "right"))
    if near >= far or right >= left:
        return 1.0
    room = solids.box(
        (0.0, right + _PROBE, near + _PROBE), (work.plan.tenon, left - _PROBE, far - _PROBE)
    )
    return work.post.within(room).volume / room.volume
