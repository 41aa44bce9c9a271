"""The side buildings of the courtyard: the story house with its lit doors, the open wood shop."""

import numpy as np

from sim.scenes.build import Pile
from sim.scenes.mesh import box, plane, sheet, tube
from sim.scenes.roofs import PERIOD, lean_to, ridge
from sim.scenes.timbers import Beam, Leaf, beam, bracket, column, leaf

DEEP = 1.0  # from the wall to the columns
HIGH = 2.62  # to the top of the beam


def porch(pile: Pile, left: float, right: float, back: float) -> None:
    """Add a tiled porch before the wall at y = `back`, from `left` to `right`."""
    front = back - DEEP
    for x in (left, right):
        column(pile, (x, front, 0.14), HIGH - 0.14, 0.09)
        beam(pile, Beam((x, front, HIGH - 0.12), (x, back, HIGH - 0.12), 0.2, 0.09))
    beam(
        pile, Beam((left - 0.18, front, HIGH - 0.12), (right + 0.18, front, HIGH - 0.12), 0.22, 0.1)
    )
    sets = round((right - left) / 0.85)
    for i in range(sets + 1):
        bracket(pile, (left + (right - left) * i / sets, front, HIGH), 0.8)
    top = HIGH + 0.235
    beam(pile, Beam((left - 0.3, front, top + 0.05), (right + 0.3, front, top + 0.05), 0.1, 0.09))
    slabs = int(right - left) + 1
    for i in range(slabs):
        each = (right - left + 0.7) / slabs
        place = (left - 0.35 + (i + 0.5) * each, back - 0.65, 0.07)
        pile.add_varied("stone", box((each - 0.006, 1.3, 0.14), place, bevel=0.01), 0.12)
    _porch_roof(pile, left - 0.42, right + 0.42, back, top + 0.1)


def _porch_roof(pile: Pile, left: float, right: float, back: float, plate: float) -> None:
    """A single slope: its eave lies `plate` high over the columns, less the overhang."""
    over = 0.5
    slope = 0.42
    eave = plate - slope * over + 0.07
    start, end = (np.array([x, back - DEEP - over, eave]) for x in (left, right))
    up = np.array([0, DEEP + over, slope * (DEEP + over)])
    net = lean_to(pile, start, end, up)
    pile.add("old", sheet(net[::-1] - (0, 0, 0.06)))
    for column_at in range(6, net.shape[1] - 4, 8):
        path = net[:, column_at] - (0, 0, 0.1)
        pile.add_varied("old", tube(path, np.full(len(path), 0.03), 6), 0.15)
    ridge(pile, start + up + (0, -0.03, 0.07), end + up + (0, -0.03, 0.07), 0.06)
    for x in (left - 0.02, right + 0.02):
        edge = np.stack([net[0, 0], net[-1, 0]])
        edge[:, 0] = x
        path = edge[0] + np.linspace(0, 1, 6)[:, None] * (edge[1] - edge[0]) + (0, 0, 0.05)
        pile.add("tile", tube(path, np.full(6, PERIOD / 3), 8))


def lit_doors(pile: Pile, left: float, right: float, back: float) -> None:
    """Add door leaves between `left` and `right`, lamplight behind their paper."""
    leaves = round((right - left) / 0.56)
    each = (right - left) / leaves
    for i in range(leaves):
        leaf(pile, (left + (i + 0.5) * each, back - 0.06, 0.16), Leaf(each - 0.012, 2.1, 0.72))
    for x in (left - 0.04, right + 0.04):
        pile.add_timber("dark", box((0.08, 0.1, 2.3), (x, back - 0.05, 1.15), 2), 2)
    beam(pile, Beam((left - 0.08, back - 0.05, 2.31), (right + 0.08, back - 0.05, 2.31), 0.09, 0.1))


def wood_shop(pile: Pile, left: float, right: float, back: float) -> None:
    """Add the room behind the opening: stacked logs, leaning planks, a bench."""
    deep, high = 2.2, 2.45
    pile.add("stone", plane((left, back - 0.1, 0.139), (right - left, 0, 0), (0, deep + 0.1, 0)))
    pile.add("lime", plane((left, back + deep, 0.1), (right - left, 0, 0), (0, 0, high)))
    pile.add("lime", plane((left, back, 0.1), (0, deep, 0), (0, 0, high)))
    pile.add("lime", plane((right, back + deep, 0.1), (0, -deep, 0), (0, 0, high)))
    pile.add(
        "old", plane((left, back + deep, high), (right - left, 0, 0), (0, -deep, 0)).tinted(0.5)
    )
    for x in (left - 0.05, right + 0.05):
        pile.add_timber("dark", box((0.12, 0.12, high), (x, back, high / 2), 2), 2)
    beam(pile, Beam((left - 0.1, back, high), (right + 0.1, back, high), 0.12, 0.12))
    _logs(pile, right - 0.95, back + 0.5)
    _planks(pile, left + 0.12, back + 0.5)
    _bench(pile, (left + right) / 2 - 0.25, back + 0.85)


def _logs(pile: Pile, x: float, y: float) -> None:
    """Squared timbers stacked end-on, their rings to the viewer."""
    rng = np.random.default_rng(8)
    for row in range(4):
        for i in range(4 - row // 2):
            side = 0.2 - 0.01 * row
            place = (
                x + (i - 1.5 + row // 2 * 0.5) * 0.21,
                y + 0.7 + rng.uniform(-0.06, 0.06),
                0.25 + row * 0.2,
            )
            stick = box((side, 1.4, side), place, 1, 0.008)
            pile.add_timber("fir" if rng.random() < 0.6 else "old", stick, 1, 0.15)


def _planks(pile: Pile, x: float, y: float) -> None:
    for i in range(5):
        lean = 0.1 + 0.025 * i
        plank = box((0.16, 0.028, 2.0 - 0.12 * i), (0, 0, 1.0 - 0.06 * i), 2)
        moved = plank.turned(-lean, 0).moved((x + 0.1 + 0.17 * i, y + 0.9 - 0.1 * i, 0.14))
        pile.add_timber("fir", moved, 2, 0.15)


def _bench(pile: Pile, x: float, y: float) -> None:
    pile.add_timber("old", box((1.1, 0.36, 0.07), (x, y, 0.74)), 0)
    for sx in (-1, 1):
        for sy in (-1, 1):
            leg = box((0.07, 0.07, 0.58), (x + sx * 0.45, y + sy * 0.12, 0.43), 2)
            pile.add_timber("old", leg, 2)
    pile.add_timber("fir", box((0.5, 0.1, 0.1), (x + 0.1, y, 0.83)), 0)
