"""The timbers of a pavilion as drawings, uncut: stock and its axes. Metres.

Posts stand with their foot's middle at the origin, z up. Timbers that lie run along x, their
underside at z = 0, their middle at x = y = 0. A round timber is drawn about its circle: a
prism of SIDES flats whose flats lie at the diameter, so that it rests on its bed at full size.
"""

import math

import numpy as np

from content.errors import Refusal
from content.texts import _
from physics.pose import Array
from physics.shape import Box, Hull
from physics.timber.member import Drawing

SIDES = 16
RAFTER_SIDES = 8  # there are many, and each touches only along its underside


def column(name: str, diameter: float, height: float) -> Drawing:
    """Return a round 廊柱."""
    return Drawing(name, "langzhu", post(name, diameter, height, SIDES))


def square_column(name: str, side: float, height: float) -> Drawing:
    """Return a square 廊柱."""
    _demand(name, side, height)
    half = side / 2
    return Drawing(name, "langzhu", Box.between((-half, -half, 0), (half, half, height)))


def drum(name: str, diameter: float, belly: float, height: float) -> Drawing:
    """Return a 鼓磴 of stone: `diameter` at its top and foot, `belly` at half its height.

    How round a drum is has no source here; the belly is the caller's to choose and to state.
    """
    _demand(name, diameter, belly, height)
    if belly < diameter:
        sentence = _("{part}: its belly is narrower than its top; a drum swells")
        raise Refusal(sentence.format(part=name))
    rings = ((diameter, 0.0), (belly, height / 2), (diameter, height))
    points = np.vstack([_ring(d, SIDES, level) for d, level in rings])
    return Drawing(name, "gudeng", Hull(points), wood="stone")


def fang(name: str, length: float, width: float, height: float) -> Drawing:
    """Return a 枋: a beam on edge."""
    return Drawing(name, "fang", beam(name, length, width, height))


def heng(name: str, diameter: float, length: float) -> Drawing:
    """Return a 桁: a round purlin."""
    return Drawing(name, "heng", lying(name, diameter, length, SIDES))


def chuan(name: str, diameter: float, length: float) -> Drawing:
    """Return a 椽: a round rafter."""
    return Drawing(name, "chuan", lying(name, diameter, length, RAFTER_SIDES))


def laoqiang(name: str, length: float, width: float, height: float, tip: float) -> Drawing:
    """Return a 老戗: a beam on edge whose far end (+x) is `tip` times as wide and high.

    Its underside is straight.
    """
    _demand(name, length, width, height, tip)
    points = [
        [x, side * width / 2 * share, level * height * share]
        for x, share in ((-length / 2, 1.0), (length / 2, tip))
        for side in (-1, 1)
        for level in (0, 1)
    ]
    return Drawing(name, "laoqiang", Hull(np.array(points)))


def dengxinmu(name: str, diameter: float, height: float) -> Drawing:
    """Return a 灯心木: the round post in the middle of the roof, its lower end plain."""
    return Drawing(name, "dengxinmu", post(name, diameter, height, SIDES))


def beam(name: str, length: float, width: float, height: float) -> Box:
    """Return a squared timber that lies. Raises Refusal where it cannot be."""
    _demand(name, length, width, height)
    return Box.between((-length / 2, -width / 2, 0), (length / 2, width / 2, height))


def post(name: str, diameter: float, height: float, sides: int) -> Hull:
    """Return a round timber that stands; volume of the prism: `area` times its height."""
    _demand(name, diameter, height)
    return Hull(np.vstack([_ring(diameter, sides, z) for z in (0.0, height)]))


def lying(name: str, diameter: float, length: float, sides: int) -> Hull:
    """Return a round timber that lies along x."""
    _demand(name, diameter, length)
    ring = _ring(diameter, sides, 0.0)
    across, up = ring[:, 0], ring[:, 1] + diameter / 2
    ends = (-length / 2, length / 2)
    return Hull(np.vstack([np.column_stack([np.full(sides, x), across, up]) for x in ends]))


def area(diameter: float, sides: int) -> float:
    """Return the section (m2) of a round timber as it is drawn, about its circle."""
    return sides * (diameter / 2) ** 2 * math.tan(math.pi / sides)


def _ring(diameter: float, sides: int, level: float) -> Array:
    """Corners (sides, 3) of the polygon about a circle, flats square to x and y."""
    angles = (np.arange(sides) + 0.5) * 2 * math.pi / sides
    radius = diameter / 2 / math.cos(math.pi / sides)
    return np.column_stack(
        [radius * np.cos(angles), radius * np.sin(angles), np.full(sides, level)]
    )


def _demand(name: str, *sizes: float) -> None:
    for size in sizes:
        if not 0 < size < math.inf:
            sentence = _("{part}: {value:g} mm is no size of a timber; write a length above 0")
            raise Refusal(sentence.format(part=name, value=size * 1000))
