"""What a sleeve is woven of: where its particles lie, what joins them, how the cuff holds them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from physics.cloth_kernels import COLUMNS, LONG, NUMBERS, PHASES, ROWS, SPARE, place

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

AREAL = 0.08  # kg/m2, a plain habotai of middle weight: assumed, no sleeve was weighed
# How the cuff is pleated: assumed.
OPEN = 2.45  # radians from the back of the hand to either edge
PLEATS = 7.0  # round a whole turn
PLEAT = 0.12  # of the cuff's radius
INSIDE = 0.03  # m that it begins before the wrist, in the robe's own cuff
SHEAR = 1.0  # m/N, chosen by eye on drawn sleeves
BEND = 6.0  # m/N, likewise
# Columns and rows from one particle to the other, compliance, how often in a substep: threads
# that run down the sleeve carry its weight.
_LAWS = (
    (1, 0, 0.0, 1), (0, 1, 0.0, 2), (1, 1, SHEAR, 1), (-1, 1, SHEAR, 1),
    (2, 0, BEND, 1), (0, 2, BEND, 1),
)  # fmt: skip


@dataclass(frozen=True)
class Net:
    """`runs` (r, 3) and `laws` (r, 2) as `cloth_kernels.solve` takes them; `pitch` m of a row."""

    runs: Ints
    laws: Array
    pitch: float


def net(length: float, width: float, rng: np.random.Generator) -> Net:
    """Return what joins the particles of a sleeve (m), in an order shuffled by `rng`.

    Threads do not stretch; the cloth shears easily and bends almost freely.
    """
    cell = np.array([width / (COLUMNS - 1), length / (ROWS - 1)])
    mass = AREAL * length * width / (COLUMNS * ROWS)
    runs, laws = [], []
    for across, down, soft, often in _LAWS:
        found = _runs(across, down) * often
        runs += found
        laws += [(float(np.hypot(*(cell * (across, down)))), soft * mass)] * len(found)
    order = rng.permutation(len(runs))
    return Net(np.array(runs)[order], np.array(laws)[order], float(cell[1]))


def _runs(across: int, down: int) -> list[tuple[int, int, int]]:
    """Return the runs that join each particle to the one so many columns and rows farther."""
    return [
        (
            int(_X[0, row, c]),
            int(_X[0, row + down, c + across]),
            len(range(row, ROWS - down, PHASES)),
        )
        for c in range(max(0, -across), COLUMNS - max(0, across))
        for row in range(PHASES)
    ]


def cuff(wide: float, high: float) -> Array:
    """Return the held row (columns, 3) m in the frame of the wrist: a pleated arc, open below.

    x runs to the hand, y across it, z out of its back.
    """
    turn = np.linspace(-OPEN, OPEN, COLUMNS)
    out = 1 + PLEAT * np.cos(turn * PLEATS)
    return np.stack(
        [np.full(COLUMNS, -INSIDE), wide * out * np.sin(turn), high * out * np.cos(turn)], 1
    )


def _places() -> Ints:
    """Return (3, rows, columns): where in the kernels' memory x, y, z of each particle lie."""
    x = np.array([[place(column, row) for column in range(COLUMNS)] for row in range(ROWS)])
    return np.stack([x, x + LONG, x + 2 * LONG])


_X = _places()


def packed(points: Array) -> Array:
    """Return places (rows, columns, 3) m as the kernels' memory, the first row held."""
    made = np.zeros(NUMBERS + SPARE)
    made[_X] = np.moveaxis(points, 2, 0)
    made[_X[0] + 3 * LONG] = 1.0
    made[_X[0, 0] + 3 * LONG] = 0.0
    return made


def unpacked(memory: Array) -> Array:
    """Return the places (rows, columns, 3) of the kernels' memory."""
    return np.ascontiguousarray(np.moveaxis(memory[_X], 0, 2))


def triangles() -> npt.NDArray[np.int32]:
    """Return the triangles (n, 3) over the points, row after row."""
    i = np.arange(ROWS * COLUMNS, dtype=np.int32).reshape(ROWS, COLUMNS)
    a, b, c, d = (k.ravel() for k in (i[:-1, :-1], i[:-1, 1:], i[1:, 1:], i[1:, :-1]))
    return np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
