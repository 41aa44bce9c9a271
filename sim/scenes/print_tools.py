"""The tools of the print shop in the picture, each with its working point at the origin, z up.

Forms and sizes are this program's own: no tool of a shop of Taohuawu was measured.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from physics.woodblock import film, rub
from sim.scenes.build import Pile
from sim.scenes.mesh import Array, Mesh, box, sheet, tube


def node(kind: str) -> Any:
    """Return a tool. KeyError for a kind that is none."""
    pile = Pile(np.random.default_rng(len(kind)))
    _MAKES[kind](pile)
    return pile.node(kind)


def bowl(radius: float) -> Any:
    """Return an empty bowl of glazed stoneware, its foot at the origin."""
    pile = Pile(np.random.default_rng(7))
    out = np.array([0.55, 0.62, 0.86, 1.0, 0.97, 0.93, 0.55, 0.02]) * radius
    high = np.array([0.0, 0.08, 0.34, 0.62, 0.63, 0.60, 0.20, 0.16]) * radius
    path = np.stack([np.zeros(8), np.zeros(8), high], 1)
    pile.add("lime", _turned(path, out).tinted((0.82, 0.86, 0.84)))
    return pile.node("bowl")


def _turned(path: Array, radii: Array) -> Mesh:
    """Return what a profile gives that is turned about z."""
    turn = np.linspace(0, 2 * np.pi, 33)
    ring = np.stack([np.cos(turn), np.sin(turn), np.zeros(33)], 1)
    points = path[None, :, :] + ring[:, None, :] * radii[None, :, None]
    return sheet(points)


def _brush(pile: Pile) -> None:
    """小棕帚: a bundle of palm fibre, bound, cut flat below."""
    r = film.RADIUS
    rng = np.random.default_rng(3)
    for k in range(90):
        turn, out = 2.39996 * k, r * 0.93 * np.sqrt((k + 0.5) / 90)
        foot = np.array([np.cos(turn) * out, np.sin(turn) * out, 0.0])
        top = np.array([0.62 * foot[0], 0.62 * foot[1], 0.062])
        knee = 0.5 * (foot + top) + np.array([0.08 * foot[0], 0.08 * foot[1], -0.004])
        fibre = tube(np.stack([foot, knee, top]), np.array([0.0011, 0.0015, 0.0016]), 5)
        pile.add("bark", fibre.tinted((1.9, 1.35, 0.9)).tinted(float(rng.uniform(0.8, 1.15))))
    for z in (0.056, 0.064, 0.072):
        ring = np.linspace(0, 2 * np.pi, 25)
        way = np.stack([np.cos(ring), np.sin(ring), np.zeros(25)], 1) * 0.0145 + (0, 0, z)
        pile.add_varied("fir", tube(way, np.full(25, 0.0022), 6))
    grip = np.array([[0, 0, 0.05], [0, 0, 0.078], [0, 0, 0.10], [0, 0, 0.104]])
    pile.add(
        "bark", tube(grip, np.array([0.0135, 0.0130, 0.0145, 0.003]), 14).tinted((1.8, 1.3, 0.9))
    )


def _pad(pile: Pile) -> None:
    """棕擦: a flat sole of palm fibre under a block of wood one holds."""
    r = rub.RADIUS
    for k in range(9):
        x = (k - 4) / 4 * r * 0.88
        long = 1.35 * r * np.sqrt(1 - (0.80 * (k - 4) / 4) ** 2)
        line = np.array([[x, -long, 0.006], [x, long, 0.006]])
        pile.add("bark", tube(line, np.full(2, 0.0062), 8).tinted((1.9, 1.35, 0.9)))
    pile.add_timber("old", box((1.5 * r, 2.3 * r, 0.018), (0, 0, 0.019), 1, 0.007), 1)
    pile.add_timber("old", box((0.9 * r, 1.7 * r, 0.016), (0, 0, 0.035), 1, 0.008), 1)


def _knife(pile: Pile) -> None:
    """拳刀: a short blade with a slanting edge in a thick handle that fills the fist."""
    blade = box((0.0022, 0.010, 0.030), (0, 0.003, 0.016), 2, 0.0)
    pile.add("stone", blade)
    pile.add("stone", box((0.0024, 0.003, 0.012), (0, -0.001, 0.007), 2, 0.0).tinted(1.5))
    grip = np.array([[0, 0.003, 0.028], [0, 0.003, 0.045], [0, 0.003, 0.085], [0, 0.003, 0.115],
                     [0, 0.003, 0.122]])  # fmt: skip
    pile.add_varied("fir", tube(grip, np.array([0.008, 0.013, 0.0155, 0.013, 0.006]), 14))


def _chisel(wide: float, round_: bool) -> Callable[[Pile], None]:
    def make(pile: Pile) -> None:
        if round_:
            turn = np.linspace(-1.1, 1.1, 7)
            for a in turn:
                x, y = np.sin(a) * wide / 2, (1 - np.cos(a)) * wide / 2
                strip = box((wide / 6, 0.0012, 0.055), (float(x), float(y), 0.0275), 2, 0.0)
                pile.add("stone", strip)
        else:
            pile.add("stone", box((wide, 0.0022, 0.055), (0, 0, 0.0275), 2, 0.0))
            pile.add("stone", box((wide, 0.0023, 0.006), (0, 0, 0.003), 2, 0.0).tinted(1.5))
        grip = np.array([[0, 0, 0.052], [0, 0, 0.068], [0, 0, 0.11], [0, 0, 0.15], [0, 0, 0.158]])
        pile.add_varied("old", tube(grip, np.array([0.005, 0.009, 0.0105, 0.0095, 0.005]), 12))

    return make


_MAKES: Mapping[str, Callable[[Pile], None]] = {
    "brush": _brush,
    "pad": _pad,
    "quandao": _knife,
    "wanzao": _chisel(0.008, True),
    "wanzao_small": _chisel(0.0035, True),
    "pingzao": _chisel(0.005, False),
    "xiugenzao": _chisel(0.0014, False),
}


def lying(
    homes: Mapping[str, tuple[Any, Any]], point: tuple[float, float, float] | None
) -> str | None:
    """Return the tool whose place (lowest and highest corner, m) holds a point, if one does."""
    if point is None:
        return None
    x, y = point[0], point[1]
    for kind, (low, high) in homes.items():
        if low[0] <= x <= high[0] and low[1] <= y <= high[1]:
            return kind
    return None
