"""The parts of a square pavilion from the ground to the 桁, and where each of them stands.

Where no source gives a detail (how a 坐斗 is held on its 枋, what the 桁 lies on over a column,
how a 老戗 sits) the plainest shape that carries is taken; `pavilion_sizes` says which these are.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from physics.pose import Array, Pose
from physics.shape import Box, Hull
from physics.timber import bracket, members, solids
from physics.timber.cover import fewer
from physics.timber.joint import Joint
from physics.timber.joint_sizes import Site, official
from physics.timber.joints import DOWN, INWARD, housed, shape_gap, thicker
from physics.timber.joints_cross import qiaojiao
from physics.timber.member import cut, facing, moved
from physics.timber.part import Part
from physics.timber.pavilion_frame import CORNERS, LOWER, SIDES, Frame, quarter
from physics.timber.pavilion_sizes import PavilionSizes
from physics.timber.sizes import Sizes

UP = (0.0, 0.0, 1.0)
DIAGONAL = (math.sqrt(0.5), math.sqrt(0.5), 0.0)
EASE = (0.004, 0.008)  # m; how wide and how deep a socket's mouth is eased
AIR = 0.0012  # m; between a 枋's shoulder and the column, so that it can be let down
ROOT = 0.008  # m; so deep in the round 桁 a pin begins, where that is wide enough for it
SEAT = 0.030  # m; how far inward the flat reaches on which a 老戗 sits


@dataclass(frozen=True)
class Standing:
    """A part and the pose it has when everything stands true."""

    part: Part
    pose: Pose


def lower_parts(sizes: PavilionSizes, paike: Sizes, f: Frame) -> tuple[Standing, ...]:
    """Cut drums, columns, 枋, bracket sets and 桁. Raises Refusal where one cannot be."""
    foot = official(sizes.joint_sizes, "guanjiaosun", _site(f), sizes.play.foot_mm.value / 1000)
    tail = _tail(sizes, f)
    wood = sizes.wood_kg_m3.value
    return (
        *_drums(sizes, f, foot),
        *_columns(f, foot, tail, wood),
        *_fang(f, tail, wood),
        *_brackets(paike, f),
        *_heng(sizes, f),
    )


def pin(f: Frame, clearance: float) -> Joint:
    """Return the pin on a crossing of 桁 and the flat seat of the 老戗 over it, which reaches
    outward as far as the 桁 do below it; x points up, z inward."""
    gap, half, deep = shape_gap(clearance), f.pin / 2, ROOT + f.pin
    wide, out = f.laoqiang[0], f.laoqiang[0] / 2 + f.heng / math.sqrt(2) + 0.003
    stub = Box.between((0, -half, -half), (deep, half, half))
    hole = Box.between((-deep, -half - gap, -half - gap), (deep + 0.002, half + gap, half + gap))
    seat = Box.between((-0.3, -wide, -out), (ROOT, wide, SEAT))
    return Joint("qiang_pin", (stub,), (), (hole, seat), INWARD, deep, clearance)


def _site(f: Frame) -> Site:
    return Site(f.column, f.column_height, *f.fang)


def _tail(sizes: PavilionSizes, f: Frame) -> Joint:
    """The 燕尾榫 of a 枋, its square shoulder let into the round column."""
    tail = official(sizes.joint_sizes, "yanweisun", _site(f), sizes.play.dovetail_mm.value / 1000)
    eased = replace(tail, mortise=(*tail.mortise, _eased(tail.mortise[0].points)))
    return housed(eased, *f.fang, f.column * 0.55 - f.shoulder)


def _eased(socket: Array) -> Hull:
    """The mouth of a socket that is open on top, eased so that a tail finds its way in."""
    outline = socket[socket[:, 2] == socket[:, 2].min()]
    top = -float(outline[0, 2])  # the joint's frame lies in the middle of the height
    sides = np.sign(outline - outline.mean(axis=0)) * [1.0, 1.0, 0.0]
    wide = outline + EASE[0] * sides
    levels = ((outline, top - EASE[1]), (wide, top), (wide, top + EASE[1]))
    return Hull(np.vstack([np.column_stack([xy[:, :2], np.full(4, z)]) for xy, z in levels]))


def _drums(sizes: PavilionSizes, f: Frame, foot: Joint) -> list[Standing]:
    drawing = members.drum("gudeng", *f.drum).mortised(
        foot, facing((0.0, 0.0, f.drum[2]), (0.0, 0.0, -1.0), (1.0, 0.0, 0.0))
    )
    at = np.array([-f.span / 2, -f.span / 2, 0.0])
    return around(fewer(cut(drawing, sizes.stone_kg_m3.value)), at, _named("gudeng", CORNERS))


def _columns(f: Frame, foot: Joint, tail: Joint, wood: float) -> list[Standing]:
    level = f.column_height - f.fang[1] / 2
    drawing = members.column("langzhu", f.column, f.column_height)
    drawing = drawing.tenoned(foot, facing((0, 0, 0), (0.0, 0.0, -1.0), (1.0, 0.0, 0.0)))
    for way in ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)):
        at = (f.shoulder * way[0], f.shoulder * way[1], level)
        drawing = drawing.mortised(tail, facing(at, (-way[0], -way[1], 0.0), UP))
    foot_at = np.array([-f.span / 2, -f.span / 2, f.drum[2]])
    return around(fewer(cut(drawing, wood)), foot_at, _named("langzhu", CORNERS))


def thick_fang(sizes: PavilionSizes, f: Frame, name: str, end: int, more: float) -> Part:
    """Cut a 枋 whose tail at one end (-1 or 1 along its x) is `more` m thicker than drawn.

    Raises Refusal where it cannot be.
    """
    tail = _tail(sizes, f)
    tails = {end: thicker(tail, more), -end: tail}
    return replace(_one_fang(f, (tails[-1], tails[1]), sizes.wood_kg_m3.value), name=name)


def _fang(f: Frame, tail: Joint, wood: float) -> list[Standing]:
    at = np.array([0.0, -f.span / 2, f.head - f.fang[1]])
    return around(_one_fang(f, (tail, tail), wood), at, _named("fang", SIDES))


def _one_fang(f: Frame, tails: tuple[Joint, Joint], wood: float) -> Part:
    thick, high = f.fang
    half = f.span / 2 - f.shoulder - AIR
    drawing = members.fang("fang", 2 * half, thick, high)
    for side, tail in zip((-1.0, 1.0), tails, strict=True):
        drawing = drawing.tenoned(tail, facing((side * half, 0, high / 2), (side, 0, 0), UP))
    return fewer(cut(drawing, wood))


def _brackets(paike: Sizes, f: Frame) -> list[Standing]:
    whole = bracket_set(paike)
    found = []
    for name, turns in SIDES.items():
        for k, side in enumerate((-1, 1), 1):
            at = np.array([side * f.paike, -f.span / 2, f.head])
            found += around(whole, at, {f"paike_{name}_{k}": turns})
    return found


def bracket_set(paike: Sizes) -> Part:
    """Return a whole bracket set as one part: the learner has put one together before."""
    places = bracket.places(paike)
    loose = [(part, places[part.name]) for part in bracket.parts(paike)]
    solid = solids.joined(solids.moved(part.solid, at) for part, at in loose)
    pieces = tuple(moved(piece, at) for part, at in loose for piece in part.body.pieces)
    body = solids.body(solid, pieces, paike.density_kg_m3.value)
    top = max(at.at[2] + part.height for part, at in loose)
    return fewer(Part("paike", "paike", solid, body, top, "camphor"))


def _heng(sizes: PavilionSizes, f: Frame) -> list[Standing]:
    cross = _crossing(f, sizes.play.cross_mm.value / 1000)
    stub = pin(f, sizes.play.roof_mm.value / 1000)
    length = f.span + 2 * f.heng_head
    drawing = members.heng("heng", f.heng, length)
    for side in (-1.0, 1.0):
        drawing = drawing.mortised(_tongue(f), Pose((side * f.paike, 0.0, f.tongue.flat)))
    lower = upper = drawing
    for side in (-1.0, 1.0):
        here = (side * f.span / 2, 0.0, f.heng / 2)
        lower = lower.mortised(cross, facing(here, (0.0, 1.0, 0.0), UP))
        upper = upper.tenoned(cross, facing(here, (1.0, 0.0, 0.0), UP))
        top = (here[0], 0.0, f.heng - ROOT)
        upper = upper.tenoned(stub, facing(top, UP, DIAGONAL))
    at = np.array([0.0, -f.span / 2, f.axis - f.heng / 2])
    wood = sizes.wood_kg_m3.value
    over = {name: turns for name, turns in SIDES.items() if name not in LOWER}
    under = {name: SIDES[name] for name in LOWER}
    first = around(fewer(cut(lower, wood)), at, _named("heng", under))
    return first + around(fewer(cut(upper, wood)), at, _named("heng", over))


def _crossing(f: Frame, clearance: float) -> Joint:
    """The 敲交, the mouths of both its notches eased so that one 桁 finds its way down."""
    plain = qiaojiao(f.heng, clearance)
    half, edge, wide = f.heng / 2 + shape_gap(clearance), f.heng / 2, f.heng
    across = ((half, edge - EASE[1]), (half + EASE[0], edge), (half + EASE[0], 2 * edge))
    notch = np.array(
        [[s * x, y, -z] for x, z in across for s in (-1, 1) for y in (-wide, wide)], float
    )
    room = Hull(notch[:, [1, 0, 2]] * [1.0, 1.0, -1.0])
    return replace(plain, relief=(*plain.relief, Hull(notch)), mortise=(*plain.mortise, room))


def _tongue(f: Frame) -> Joint:
    """What a 桁 loses over a bracket set: all that would not go into the mouths of its 升."""
    t, far = f.tongue, f.heng
    under = Box.between((-t.half, -far, -far), (t.half, far, 0.0))
    sides = [
        Box.between((-t.half, low, -far), (t.half, high, t.depth + 0.0005))
        for low, high in ((-far, -t.width / 2), (t.width / 2, far))
    ]
    return Joint("heng_bed", (), (), (under, *sides), DOWN, t.depth, 0.0)


def around(drawn: Part, at: Array, named: Mapping[str, int]) -> list[Standing]:
    """Stand parts that are cut alike at `at` (3,) of each side or corner; by name, its turn."""
    x, y, z = at.tolist()
    place = Pose((x, y, z))
    return [
        Standing(replace(drawn, name=name), drawn.standing(quarter(turns).then(place)))
        for name, turns in named.items()
    ]


def _named(kind: str, of: Mapping[str, int]) -> dict[str, int]:
    return {f"{kind}_{name}": turns for name, turns in of.items()}
