"""One cut of the carver in 16 bytes, and many of them as bytes."""

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from physics.woodblock.grid import Grid
from physics.woodblock.knives import KNIVES, Knife

BYTES = 16
MOST_CUTS = 100_000  # a whole key block takes about 5,000
MOST_UNITS = 65535
_RECORD = np.dtype(
    [("x0", "<u2"), ("y0", "<u2"), ("x1", "<u2"), ("y1", "<u2"), ("d0", "<u2"), ("d1", "<u2"),
     ("lean", "<i2"), ("tool", "u1"), ("spare", "u1")]
)  # fmt: skip


@dataclass(frozen=True)
class Cut:
    """From (x0, y0) to (x1, y1) in 1/32 of a cell, d0 to d1 um deep.

    `lean` in hundredths of a degree; `tool` the place in KNIVES. Raises ValueError for a cut
    that the tool cannot make.
    """

    x0: int
    y0: int
    x1: int
    y1: int
    d0: int
    d1: int
    lean: int
    tool: int

    def __post_init__(self) -> None:
        if not all(isinstance(value, int) for value in astuple(self)):
            raise ValueError(f"a cut is made of whole numbers, not of {astuple(self)}")
        if not 0 <= self.tool < len(KNIVES):
            raise ValueError(f"there is no tool {self.tool}; there are 0 to {len(KNIVES) - 1}")
        if not all(0 <= v <= MOST_UNITS for v in (self.x0, self.y0, self.x1, self.y1)):
            raise ValueError(f"a cut lies within 0 to {MOST_UNITS} units, not at {astuple(self)}")
        if (self.x0, self.y0) == (self.x1, self.y1):
            raise ValueError(f"a cut goes somewhere; this one stays at {self.x0}, {self.y0}")
        _fits(self.knife, (self.d0, self.d1), self.lean)

    @property
    def knife(self) -> Knife:
        """The tool."""
        return KNIVES[self.tool]

    @property
    def along(self) -> float:
        """The cosine between its motion and +x, along which the grain runs."""
        way = (self.x1 - self.x0, self.y1 - self.y0)
        return way[0] / math.hypot(*way)


def _fits(knife: Knife, depths: tuple[float, float], lean: float) -> None:
    low, high = knife.leans
    if not low <= lean <= high:
        raise ValueError(
            f"{knife.hanzi} leans {low / 100:g} to {high / 100:g}°, not {lean / 100:g}"
        )
    if not all(0 <= d <= knife.deepest for d in depths) or max(depths) < 1:
        told = " and ".join(f"{d:g}" for d in depths)
        raise ValueError(f"{knife.hanzi} cuts 1 to {knife.deepest} µm deep, not {told}")


@dataclass(frozen=True)
class Laid:
    """What of a stroke lies on the block: None where it misses; `clipped` where it runs off."""

    cut: Cut | None
    clipped: bool


def laid(
    grid: Grid,
    tool: int,
    line: tuple[float, float, float, float],
    depths: tuple[float, float],
    lean: float = 0.0,
) -> Laid:
    """Return the cut along `line` (x0, y0, x1, y1) metres, `depths` um at both ends.

    `lean` in degrees. Raises ValueError for what is not finite or what the tool cannot do.
    """
    if not all(math.isfinite(v) for v in (*line, *depths, lean)):
        raise ValueError("a cut needs finite numbers for its line, its depths and its lean")
    if not 0 <= tool < len(KNIVES):
        raise ValueError(f"there is no tool {tool}; there are 0 to {len(KNIVES) - 1}")
    _fits(KNIVES[tool], depths, round(lean * 100))
    low, high = _within(line, grid.side)
    if low >= high:
        return Laid(None, True)
    x0, y0, x1, y1 = line
    most = min(MOST_UNITS, grid.units(grid.side))
    ends = [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t) for t in (low, high)]
    units = [min(max(grid.units(v), 0), most) for end in ends for v in end]
    deep = [round(depths[0] + (depths[1] - depths[0]) * t) for t in (low, high)]
    clipped = not all(0 <= v <= grid.side for v in line)
    if units[:2] == units[2:] or max(deep) < 1:
        return Laid(None, clipped)
    cut = Cut(units[0], units[1], units[2], units[3], deep[0], deep[1], round(lean * 100), tool)
    return Laid(cut, clipped)


def _within(line: tuple[float, float, float, float], side: float) -> tuple[float, float]:
    """Return from where to where, as shares, a line lies on the block (Liang and Barsky)."""
    low, high = 0.0, 1.0
    for start, end in ((line[0], line[2]), (line[1], line[3])):
        way = end - start
        if way == 0:
            if not 0 <= start <= side:
                return 1.0, 0.0
            continue
        near, far = sorted(((0 - start) / way, (side - start) / way))
        low, high = max(low, near), min(high, far)
    return low, high


def pack(cuts: Iterable[Cut]) -> bytes:
    """Return 16 bytes a cut. Raises ValueError for more cuts than there may be."""
    made = tuple(cuts)
    if len(made) > MOST_CUTS:
        raise ValueError(f"{len(made)} cuts are too many for a block: at most {MOST_CUTS}")
    rows = [(c.x0, c.y0, c.x1, c.y1, c.d0, c.d1, c.lean, c.tool, 0) for c in made]
    return np.array(rows, _RECORD).tobytes()


def unpack(packed: bytes) -> tuple[Cut, ...]:
    """Return the cuts of `packed`. Raises ValueError for bytes that are no cuts."""
    if len(packed) % BYTES:
        raise ValueError(f"{len(packed)} bytes are no cuts: each takes {BYTES}")
    if len(packed) > BYTES * MOST_CUTS:
        raise ValueError(f"{len(packed) // BYTES} cuts are too many: at most {MOST_CUTS}")
    rows: Sequence[tuple[int, ...]] = np.frombuffer(packed, _RECORD).tolist()
    cuts = []
    for place, (*values, spare) in enumerate(rows):
        try:
            cuts.append(Cut(*values))
        except ValueError as error:
            raise ValueError(f"cut {place} is none: {error}") from error
        if spare:
            raise ValueError(f"cut {place} is none: its last byte is {spare}, not 0")
    return tuple(cuts)


def digest(cuts: Iterable[Cut]) -> str:
    """Return the SHA-256 of the packed cuts, in hexadecimal."""
    return hashlib.sha256(pack(cuts)).hexdigest()
