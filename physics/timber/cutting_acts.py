"""What a hand can do to the timbers.

Acts are whole numbers, lengths in tenths of a millimetre and angles in hundredths of a degree,
so that a log of them is exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from physics.timber.cutting_plan import Piece

FULL_STROKE = 3000  # tenths: a stroke with the whole blade
SHAVING = 10  # tenths: the thickest the chisel pares at once
_STEEPEST = 4500  # hundredths of a degree: no tool is held further off


@dataclass(frozen=True)
class Act:
    """One act: `kind` and its whole numbers, in the order of `NUMBERS`."""

    kind: str
    numbers: tuple[int, ...]
    piece: Piece = "rail"


# What the numbers of each kind of act are, and how large they may be at most. `force`: percent
# of a whole blow.
NUMBERS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "snap": (("u0", 5000), ("v0", 5000), ("u1", 5000), ("v1", 5000)),
    "square": (("u", 5000), ("skew", _STEEPEST)),
    "rip": (("at", 1000), ("skew", _STEEPEST), ("lean", _STEEPEST)),
    "cross": (("side", 1), ("at", 5000), ("skew", _STEEPEST), ("lean", _STEEPEST)),
    "stroke": (("length", FULL_STROKE), ("turn", _STEEPEST)),
    "chisel": (("u", 5000), ("v", 5000), ("turn", 18000), ("lean", _STEEPEST)),
    "blow": (("force", 100),),
    "pare": (("side", 1), ("shaving", SHAVING)),
    "trim": (("side", 1), ("shaving", SHAVING)),
}
