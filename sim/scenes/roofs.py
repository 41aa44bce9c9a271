"""Roofs of grey tile: covers and pans in rows, eave tiles, ridges, upturned corners.

A hip-and-gable roof (歇山) as drawn here is a picture of one, not a building rule: its sizes
are chosen for the eye and teach nothing.
"""

from dataclasses import dataclass

import numpy as np

from sim.scenes.build import Pile
from sim.scenes.mesh import Array, Mesh, fan, sheet, tube

PERIOD = 0.2  # from one cover tile to the next, m
_ROWS = 9
_TURN = np.linspace(0, 2 * np.pi, 9)[:-1]
_ROUND_END = fan([(0.05 * np.cos(t), 0.05 * np.sin(t)) for t in _TURN])
_DRIP = fan([(-0.06, 0.02), (-0.035, -0.05), (0, -0.085), (0.035, -0.05), (0.06, 0.02)])


@dataclass(frozen=True)
class Roof:
    """Eave half lengths in x and y, eave height, rise to the ridge, half length of the ridge,
    lift of the corners (m); the middle of the eaves is the origin."""

    half_x: float
    half_y: float
    eave: float
    rise: float
    ridge: float
    lift: float

    @property
    def hip(self) -> float:
        """The part of the slope (0..1) at which the hips end and the gables begin."""
        return (self.half_x - self.ridge) / self.half_y

    def at(self, across: Array, part: Array, half: float) -> Array:
        """Return height (m) `across` an eave of half length `half`, `part` of the way up."""
        slope = self.eave + self.rise * (0.62 * part + 0.38 * part**2)
        width = np.maximum(half - self.half_y * part, 1e-6)
        near = np.clip((np.abs(across) / width - 0.45) / 0.55, 0, 1)
        fade = np.clip(1 - part / max(self.hip, 1e-6), 0, 1)
        return np.asarray(slope + self.lift * near**2.6 * fade**1.4)


def hip_and_gable(pile: Pile, roof: Roof) -> None:
    """Add a roof around the origin, seen from -y: its back is plain and only casts shadow."""
    pile.add("tile", sheet(_side(roof, roof.half_x, roof.half_y, 1.0)[:, ::16]).turned(np.pi))
    for turn, half, top in (
        (0.0, roof.half_x, 1.0),
        (np.pi / 2, roof.half_y, roof.hip),
        (-np.pi / 2, roof.half_y, roof.hip),
    ):
        run = roof.half_y if half == roof.half_x else roof.half_x
        net = _side(roof, half, run, top)
        pile.add("tile", _rows(net).turned(turn))
        pile.add("old", sheet(net[::-1] - (0, 0, 0.07)).turned(turn))
        pile.add("tile", *(m.turned(turn) for m in _eave_tiles(net[0])))
        _rafters(pile, net, turn)
    _ridges(pile, roof)


def coping(pile: Pile, start: Array, end: Array, out: Array) -> None:
    """Add a coping of tiles on a wall's top from `start` to `end`; `out` points to the viewer."""
    reach = out * 0.34
    net = lean_to(pile, start + reach, end + reach, np.array([0, 0, 0.24]) - reach)
    foot = np.stack([net[0] - reach - (0, 0, 0.12), net[0]])
    pile.add("lime", sheet(foot))
    ridge(pile, start + (0, 0, 0.28), end + (0, 0, 0.28))


def lean_to(pile: Pile, start: Array, end: Array, up: Array) -> Array:
    """Add a straight slope of tiles from an eave to its top, `up` away; return its net."""
    length = float(np.linalg.norm(end - start))
    along = np.linspace(0, 1, int(length / PERIOD) * 8 + 1)[None, :, None]
    net = start + along * (end - start) + np.linspace(0, 1, 5)[:, None, None] * up
    pile.add("tile", _rows(net), *_eave_tiles(net[0]))
    return np.asarray(net)


def ridge(pile: Pile, start: Array, end: Array, radius: float = 0.075) -> None:
    """Add a straight ridge of tiles."""
    at = np.linspace(0, 1, 24)[:, None]
    pile.add("tile", tube(start + at * (end - start), np.full(24, radius), 8))


def _side(roof: Roof, half: float, run: float, top: float) -> Array:
    """The net (rows, columns, 3) of one slope, facing -y, before the tiles wave it."""
    columns = int(2 * half / PERIOD) * 8 + 1
    x = np.linspace(-half, half, columns)
    hips = (half - np.abs(x)) / roof.half_y
    reach = np.where(hips < roof.hip - 1e-9, hips, top) if top == 1.0 else np.minimum(hips, top)
    part = np.linspace(0, 1, _ROWS)[:, None] * reach
    across = np.broadcast_to(x, part.shape)
    height = roof.at(across, part, half)
    return np.stack([across, -run + roof.half_y * part, height], axis=-1)


def _rows(net: Array) -> Mesh:
    """Wave a net into rows of cover and pan tiles."""
    normals = sheet(net).normals.reshape(net.shape)
    phase = np.arange(net.shape[1]) / 8 % 1
    cover = 0.055 * np.sin(np.pi * np.clip(phase / 0.5, 0, 1))
    pan = -0.02 * np.sin(np.pi * np.clip((phase - 0.5) / 0.5, 0, 1))
    return sheet(net + normals * (cover + pan)[None, :, None])


def _eave_tiles(edge: Array) -> list[Mesh]:
    """A round end on each cover tile and a drip on each pan."""
    outward = np.cross(edge[-1] - edge[0], (0, 0, 1.0))
    outward /= np.linalg.norm(outward)
    turned = float(np.arctan2(outward[0], -outward[1]))
    end, drip = _ROUND_END.turned(turned), _DRIP.turned(turned)
    covers = [end.moved(p + (0, 0, 0.01) + outward * 0.02) for p in edge[2:-2:8]]
    pans = [drip.moved(p - (0, 0, 0.02) + outward * 0.012) for p in edge[6:-2:8]]
    return covers + pans


def _rafters(pile: Pile, net: Array, turn: float) -> None:
    for column in range(6, net.shape[1] - 6, 8):
        path = net[:4, column] - (0, 0, 0.115)
        if np.linalg.norm(path[-1] - path[0]) > 0.25:
            pile.add_varied("old", tube(path, np.full(4, 0.034), 6).turned(turn), 0.15)


def _ridges(pile: Pile, roof: Roof) -> None:
    for sx in (-1, 1):
        for sy in (-1, 1):
            hip = np.linspace(-0.02, roof.hip, 14)
            x = roof.half_x - roof.half_y * hip
            z = roof.at(x, np.maximum(hip, 0), roof.half_x) + 0.035 + 0.05 * np.exp(-hip * 25)
            corner = np.stack([sx * x, sy * (roof.half_y - roof.half_y * hip), z], 1)
            pile.add("tile", tube(corner, np.linspace(0.035, 0.085, 14), 8))
            up = np.linspace(roof.hip - 0.07, 1.0, 8)
            gable = np.stack([
                np.full(8, sx * (roof.ridge + 0.03)), sy * roof.half_y * (1 - up),
                roof.at(np.zeros(8), up, roof.half_x) + 0.07,
            ], 1)  # fmt: skip
            pile.add("tile", tube(gable, np.full(8, 0.08), 8))
    s = np.linspace(-1, 1, 21)
    top = roof.eave + roof.rise
    line = np.stack([s * (roof.ridge + 0.12), np.zeros(21), top + 0.05 + 0.3 * np.abs(s) ** 7], 1)
    pile.add("tile", tube(line, np.full(21, 0.12), 8))
    pile.add("lime", tube(line + (0, 0, 0.13), np.full(21, 0.03), 6))
    pile.add("tile", tube(line + (0, 0, 0.2), np.full(21, 0.06), 8))
