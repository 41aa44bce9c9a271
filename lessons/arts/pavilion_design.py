"""A square pavilion in the yard: its places, and where the parts lie before they are raised.

Yard frame: x to the east along the front, y to the north away from the learner, z up; the origin
on the ground in the middle of the four columns. Metres.
"""

import math
from collections.abc import Mapping
from functools import lru_cache, partial

import numpy as np

from content.errors import Refusal
from content.texts import _
from physics.pose import Pose, about
from physics.shape import Body, Box
from physics.timber import pavilion_braces
from physics.timber.design import Bracing, Delivered, Design, Place, Room
from physics.timber.part import Part
from physics.timber.pavilion import Standing, lower_parts, thick_fang
from physics.timber.pavilion_frame import CORNERS, LOWER, SIDES, Frame, frame, quarter
from physics.timber.pavilion_roof import PROP, roof_parts
from physics.timber.pavilion_sizes import PavilionSizes, Thick
from physics.timber.sizes import Sizes

LAMP = "dengxinmu"
GROUND = 9.0  # m; half the yard
ABOVE = 0.25  # m that a carried part clears the highest one by
QUICK = 2.5  # how much faster than at the bench a hand walks here
_ENDS: Mapping[str, tuple[str, str]] = {
    "s": ("sw", "se"), "e": ("se", "ne"), "n": ("ne", "nw"), "w": ("nw", "sw"),
}  # fmt: skip
_WAYS: Mapping[str, int] = {"gudeng": 4, "paike": 2, "heng": 2, LAMP: 4}
_OWN = ("langzhu", "fang")  # fitted to their places and marked


def design(sizes: PavilionSizes, paike: Sizes) -> Design:
    """Return the pavilion as work for the yard. Raises Refusal for sizes that give no part."""
    f = frame(sizes, paike)
    standing = _cut(
        sizes.model_copy(update={"thick": ()}).model_dump_json(), paike.model_dump_json()
    )
    braces = pavilion_braces.braces(f, sizes.wood_kg_m3.value)
    return Design(
        parts=(*(s.part for s in standing), *braces),
        places=tuple(_place(s, standing, f) for s in standing if s.part.name != PROP),
        start={**{s.part.name: _start(s, f) for s in standing}, **_lying(braces, f)},
        floor=_ground(),
        room=_room(standing, f),
        spare=tuple((x, y) for y in (-4.2, 4.2) for x in np.arange(-4.0, 4.1, 1.0).tolist()),
        setting="yard",
        props=frozenset({PROP}),
        bracing=_bracing(braces, f),
        fitted=frozenset(s.part.name for s in standing if s.part.kind in _OWN),
        delivered=tuple(delivered(thick, sizes, f) for thick in sizes.thick),
    )


@lru_cache(maxsize=2)
def _cut(sizes: str, paike: str) -> tuple[Standing, ...]:
    """Cut the parts of sizes (as JSON). That takes seconds, and who begins anew does not wait."""
    of, set_ = PavilionSizes.model_validate_json(sizes), Sizes.model_validate_json(paike)
    f = frame(of, set_)
    return (*lower_parts(of, set_, f), *roof_parts(of, f))


def bearers(name: str) -> tuple[str, ...]:
    """Return the places that bear a place of the pavilion."""
    kind, _sep, where = name.partition("_")
    if kind == "langzhu":
        return (f"gudeng_{where}",)
    if kind == "fang":
        return tuple(f"langzhu_{corner}" for corner in _ENDS[where])
    if kind == "paike":
        return (f"fang_{where[0]}",)
    if kind == "heng":
        under = () if where in LOWER else tuple(f"heng_{side}" for side in LOWER)
        return (f"paike_{where}_1", f"paike_{where}_2", *under)
    if kind == "laoqiang":
        return (f"heng_{where[1]}", LAMP)
    if kind == "chuan":
        return (f"heng_{where}", *(f"laoqiang_{corner}" for corner in _ENDS[where]))
    return ()


def _place(of: Standing, standing: tuple[Standing, ...], f: Frame) -> Place:
    part = of.part
    alike = tuple(s.part.name for s in standing if s.part.solid is part.solid)
    return Place(
        name=part.name,
        pose=of.pose,
        takes=(part.name,) if part.kind in _OWN else alike,
        bearers=bearers(part.name),
        travel=_travel(part.kind, f),
        ways=_WAYS.get(part.kind, 1),
    )


def delivered(thick: Thick, sizes: PavilionSizes, f: Frame) -> Delivered:
    """The 枋 that comes with one tail too thick. Raises Refusal for another part or end."""
    kind, _sep, where = thick.part.partition("_")
    ends = [f"langzhu_{corner}" for corner in _ENDS.get(where, ())]
    if kind != "fang" or thick.bearer not in ends:
        sentence = _(
            "thick: {part} has no tail in {bearer}; name a 枋 and one of the two columns it joins"
        )
        raise Refusal(sentence.format(part=thick.part, bearer=thick.bearer))
    end = 2 * ends.index(thick.bearer) - 1
    cut = partial(thick_fang, sizes, f, thick.part, end)
    return Delivered(thick.part, thick.bearer, thick.thicker_mm / 1000, cut)


def _travel(kind: str, f: Frame) -> float:
    """How far a part has to be let down in its joints, in metres."""
    return {
        "langzhu": 0.3 * f.column,
        "fang": f.fang[1],
        "heng": f.heng / 2,
        "laoqiang": f.laoqiang[1],
        "chuan": f.laoqiang[1],
    }.get(kind, 0.0)


def _room(standing: tuple[Standing, ...], f: Frame) -> Room:
    top = max(s.pose.at[2] + s.part.height for s in standing)
    reach = f.span / 2 + 4.3
    return Room(
        low=(-reach, -reach, 0.0),
        high=(reach, reach, top + 1.0),
        carry=top + ABOVE,
        near=0.25,
        assist=0.15,
        assist_rad=math.radians(40),
        fallen=-0.2,
        quick=QUICK,
    )


def _bracing(braces: tuple[Part, ...], f: Frame) -> Bracing:
    x, y, z = pavilion_braces.head(f, braces[0]).tolist()
    leans = pavilion_braces.spots(f, braces[0])
    spots = {f"langzhu_{corner}": poses for corner, poses in leans.items()}
    (ax, ay, az), (bx, by, bz) = pavilion_braces.pin(f, braces[0]).tolist()
    names = tuple(part.name for part in braces)
    return Bracing(names, (x, y, z), ((ax, ay, az), (bx, by, bz)), spots)


def _lying(braces: tuple[Part, ...], f: Frame) -> dict[str, Pose]:
    """Where the braces lie before: side by side beyond the south-east corner."""
    edge = f.span / 2
    spots = (np.array([edge + 1.6 + 0.12 * k, -edge - 2.2]) for k in range(len(braces)))
    lies = pavilion_braces.lying
    return {part.name: lies(part, at) for part, at in zip(braces, spots, strict=True)}


def _start(of: Standing, f: Frame) -> Pose:
    """Where a part lies before: outside, near the place that is called like it."""
    part = of.part
    kind, _sep, where = part.name.partition("_")
    if kind == PROP:
        return of.pose
    if kind == LAMP:
        return part.standing(Pose((0.9, f.span / 2 + 1.1, 0.0)))
    if where in CORNERS:
        return part.standing(quarter(CORNERS[where]).then(_by_corner(kind, f)))
    side = quarter(SIDES[where[0]])
    return part.standing(side.then(_by_side(kind, where[1:], f)))


def _by_corner(kind: str, f: Frame) -> Pose:
    """In the frame of the south-west corner, where the corner is at -x, -y."""
    edge = f.span / 2
    if kind == "gudeng":
        return Pose((-edge - 0.6, -edge - 0.1, 0.0))
    if kind == "langzhu":  # lies on its side, its head to the corner
        at = np.array([-edge - 1.1, f.column_height / 2 - 0.9, f.column / 2])
        return Pose.of(at, about(0, math.pi / 2))
    return Pose.of(np.array([-edge - 2.25, -0.2, 0.0]), about(2, math.pi / 2))


def _by_side(kind: str, which: str, f: Frame) -> Pose:
    """In the frame of the south side: the front is at -y."""
    edge = -f.span / 2
    if kind == "paike":
        return Pose((-0.45 if which == "_1" else 0.45, edge - 0.7, 0.0))
    away = {"fang": 0.45, "heng": 1.75, "chuan": 3.7}[kind]
    return Pose((0.0, edge - away, 0.0))


def _ground() -> Body:
    """The ground of the yard as a body that does not move."""
    low = (-GROUND, -GROUND, -0.5)
    return Body((Box.between(low, (GROUND, GROUND, 0.0)),), 1.0, np.zeros(3), np.eye(3))
