"""Smooth surfaces swept along the bones: rings of points, all moved at once by few vectors.

Every ring is c + cos a + sin b + hang, where centre, way and side are weighted sums of the
joints and of the directions of the body (`figure_body`); only the sums change from frame to frame.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from sim.scenes.mesh import Array, Ints

Floats = npt.NDArray[np.float32]
_FINE = 240  # places along a way at which it is softened
_TINY = 1e-9
_TIGHT = 0.04  # of what legs stand further apart, cloth lies closer to them
_TENSE_M = 0.25  # of two legs apart: cloth around them hangs without a fold


@dataclass(frozen=True)
class Loft:
    """R rings of one surface; weights (R, K) are over the K vectors of the body.

    `centre`, `along`: where a ring is and where the surface goes; `side`: what its axis a points
    to; `spread`: from one leg to the other where one ring goes around both. `radii` (R, 2) m;
    `hang` (R,) m of cloth below an arm, `sag` (R,) how far cloth sinks between two legs
    of the way that they are apart; `pleats` (R,) of the radius; `square` (R,): 1 is an ellipse,
    less is fuller.
    """

    colour: str
    centre: Array
    along: Array
    side: Array
    radii: Array
    spread: Array
    hang: Array
    sag: Array
    pleats: Array
    square: Array
    tint: Array


@dataclass(frozen=True)
class Way:
    """A softened way over stops (S, K): `at` (R,) in 0..S-1 gives weights (R, K)."""

    at: Array
    centre: Array
    along: Array


def way(stops: Sequence[Array], at: Array, soft: float = 0.0) -> Way:
    """Return the way past the stops, its corners rounded over `soft` stops."""
    last = len(stops) - 1
    places = np.linspace(-0.5, last + 0.5, _FINE * (last + 1))
    dense = _interpolated(np.array(stops), places)
    if soft:
        step = places[1] - places[0]
        half = int(2 * soft / step)
        bell = np.exp(-0.5 * (np.arange(-half, half + 1) * step / soft) ** 2)
        kept = np.apply_along_axis(np.convolve, 0, np.pad(dense, ((half, half), (0, 0)), "edge"),
                                   bell / bell.sum(), "valid")  # fmt: skip
        inside = np.clip(np.minimum(places, last - places) / (2 * soft), 0, 1)[:, None]
        dense = dense + (kept - dense) * inside
    slope = np.gradient(dense, places, axis=0)
    pick = np.clip(np.searchsorted(places, at), 0, len(places) - 1)
    return Way(at, dense[pick], slope[pick])


def _interpolated(stops: Array, places: Array) -> Array:
    """Return weights on straight lines between the stops, going on beyond the ends."""
    low = np.clip(np.floor(places).astype(int), 0, len(stops) - 2)
    part = (places - low)[:, None]
    return np.asarray(stops[low] * (1 - part) + stops[low + 1] * part)


def profile(at: Array, *stops: tuple[float, ...]) -> Array:
    """Return the values between stops (place, value, ...), smoothly: (R, values)."""
    table = np.array(stops)
    low = np.clip(np.searchsorted(table[:, 0], at, side="right") - 1, 0, len(table) - 2)
    part = (at - table[low, 0]) / (table[low + 1, 0] - table[low, 0])
    part = np.clip(part, 0, 1)
    part = (0.5 * part + 0.5 * part * part * (3 - 2 * part))[:, None]
    return np.asarray(table[low, 1:] * (1 - part) + table[low + 1, 1:] * part)


@dataclass(frozen=True)
class Extra:
    """What only cloth has, (R,) each; see `Loft`."""

    spread: Array | None = None
    hang: Array | None = None
    sag: Array | None = None
    pleats: Array | None = None
    square: float = 1.0
    tint: Array | None = None


PLAIN = Extra()


def loft(colour: str, course: Way, side: Array, radii: Array, extra: Extra = PLAIN) -> Loft:
    """Return the surface along a way; `side` (K,) or (R, K), `radii` (R, 2) m."""
    rings, weights = course.centre.shape
    none = np.zeros(rings)
    return Loft(
        colour,
        course.centre,
        course.along,
        np.broadcast_to(side, (rings, weights)),
        radii,
        np.zeros((rings, weights)) if extra.spread is None else extra.spread,
        none if extra.hang is None else extra.hang,
        none if extra.sag is None else extra.sag,
        none if extra.pleats is None else extra.pleats,
        np.full(rings, extra.square),
        np.ones(rings) if extra.tint is None else extra.tint,
    )


class Net:
    """Many lofts with `sides` columns each as one mesh; `moved` lays it on a body."""

    def __init__(self, lofts: Sequence[Loft], sides: int, folds: int = 7) -> None:
        whole = _joined(lofts)
        self.centre, self.tint = whole.centre, whole.tint
        self._weights = np.concatenate([whole.centre, whole.along, whole.side, whole.spread])
        self._radii, self._hang, self._sag = whole.radii, whole.hang[:, None], whole.sag[:, None]
        self.rings, self.columns = len(self.centre), sides + 1
        self.colours = [x.colour for x in lofts for _ in x.hang]
        self._forms(whole, sides, folds)
        self._neighbours(lofts, sides)
        self.triangles = _triangles([len(x.hang) for x in lofts], self.columns)

    def moved(self, body: Array, size: float = 1.0) -> tuple[Floats, Floats, Floats]:
        """Return points, unit normals and ways around (3, R, C) for the body's vectors (K, 3),
        cut for one `size` times as large.

        A way around follows a ring, as the light on the weave needs it; its length means nothing.
        """
        centre, along, side, spread = np.split(self._weights @ body, 4)
        way_ = along / _length(along)
        a = side - way_ * (side * way_).sum(1, keepdims=True)
        a /= _length(a)
        b = np.cross(way_, a)
        wide = _length(spread)
        loose = np.maximum(wide - _TENSE_M, 0.0)
        out = 0.5 * spread / wide
        first = a * (size * self._radii[:, :1] - _TIGHT * loose) + out * (spread * a).sum(
            1, keepdims=True
        )
        second = b * (size * self._radii[:, 1:]) + out * (spread * b).sum(1, keepdims=True)
        points = (
            _columns(centre) + self._cos * _columns(first) + self._sin * _columns(second)
            + self._below * _columns(self._fall(way_, size, loose))
        )  # fmt: skip
        around = points[:, :, self._right] - points[:, :, self._left]
        return points, self._normals(points, around), around

    def _fall(self, way_: Array, size: float, loose: Array) -> Array:
        """Return (R, 3) how cloth hangs: straight down, less along an upright arm.

        Between legs that are `loose` (R, 1) m further apart than it is wide it sinks.
        """
        fall = way_ * (0.75 * way_[:, 2:])
        fall[:, 2] -= 1.0
        return np.asarray(fall * (size * self._hang + self._sag * loose))

    def _forms(self, whole: Loft, sides: int, folds: int) -> None:
        turn = np.linspace(0, 2 * np.pi, sides + 1)
        power = whole.square[:, None]
        fold = 1 + whole.pleats[:, None] * (np.cos(folds * turn) + 0.4 * np.cos(4 * turn + 1))
        cos, sin = np.cos(turn), np.sin(turn)
        self._cos = (np.sign(cos) * np.abs(cos) ** power * fold).astype(np.float32)
        self._sin = (np.sign(sin) * np.abs(sin) ** power * fold).astype(np.float32)
        below = np.where(whole.sag[:, None] > 0, sin**4, np.maximum(0.25 + 0.75 * cos, 0) ** 1.5)
        self._below = below.astype(np.float32)

    def _neighbours(self, lofts: Sequence[Loft], sides: int) -> None:
        column = np.arange(sides + 1)
        self._right = np.where(column == sides, 1, column + 1)
        self._left = np.where(column == 0, sides - 1, column - 1)
        starts = np.cumsum([0] + [len(x.hang) for x in lofts])
        ring = np.arange(self.rings)
        self._next, self._before = ring + 1, ring - 1
        self._next[starts[1:] - 1] -= 1
        self._before[starts[:-1]] += 1

    def _normals(self, points: Floats, around: Floats) -> Floats:
        ux, uy, uz = around
        vx, vy, vz = points[:, self._next] - points[:, self._before]
        made = np.stack([uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx])
        made /= np.sqrt((made * made).sum(0)) + np.float32(_TINY)
        return made


def _joined(lofts: Sequence[Loft]) -> Loft:
    names = [field.name for field in fields(Loft)][1:]
    return Loft("", *(np.concatenate([getattr(x, name) for x in lofts]) for name in names))


def _length(vectors: Array) -> Array:
    return np.asarray(np.sqrt((vectors * vectors).sum(1, keepdims=True)) + _TINY)


def _columns(vectors: Array) -> Floats:
    """Return (3, R, 1) of (R, 3)."""
    return np.ascontiguousarray(vectors.T, np.float32)[:, :, None]


def _triangles(rings: Sequence[int], columns: int) -> Ints:
    found, start = [], 0
    for count in rings:
        index = start + np.arange(count * columns).reshape(count, columns)
        a, b, c, d = (
            i.ravel() for i in (index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1])
        )
        found += [np.stack([a, b, c], 1), np.stack([a, c, d], 1)]
        start += count * columns
    return np.concatenate(found)
