"""What should be printed: the mask of every block as the sheet shall show it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from physics.woodblock.grid import Grid

Mask = NDArray[np.bool_]


def mirrored(mask: Mask) -> Mask:
    """Return what stands on the block for a mask in the sheet's frame, and the other way round.

    The draft is pasted face down (上样), so that x runs the other way.
    """
    return np.ascontiguousarray(mask[:, ::-1])


@dataclass(frozen=True, eq=False)
class Plate:
    """One block's share of the print: `mask` (n, n), read-only, in the sheet's frame."""

    name: str
    mask: Mask

    @property
    def block(self) -> Mask:
        """What has to stand on the block, in the block's frame."""
        return mirrored(self.mask)


@dataclass(frozen=True, eq=False)
class Target:
    """All plates in the order of printing; `crosses`: (x, y) metres in the sheet's frame."""

    plates: tuple[Plate, ...]
    crosses: tuple[tuple[float, float], ...]

    def plate(self, name: str) -> Plate:
        """Return a plate by its name. Raises KeyError where there is none."""
        for plate in self.plates:
            if plate.name == name:
                return plate
        raise KeyError(name)


def target(
    masks: Mapping[str, Mask], crosses: tuple[tuple[float, float], ...], grid: Grid
) -> Target:
    """Return the target on a grid; the masks are copied.

    Raises ValueError where a mask does not fit the grid or a cross lies off it.
    """
    if not masks:
        raise ValueError("a target needs at least one plate")
    for name, mask in masks.items():
        if mask.shape != (grid.cells, grid.cells) or mask.dtype != np.bool_:
            raise ValueError(f"{name}: a mask of {mask.shape} {mask.dtype} does not fit the grid")
    if not all(0 <= v <= grid.side for cross in crosses for v in cross):
        raise ValueError("a register cross lies off the sheet")
    return Target(tuple(Plate(name, _kept(mask)) for name, mask in masks.items()), tuple(crosses))


def _kept(mask: Mask) -> Mask:
    kept = mask.copy()
    kept.flags.writeable = False
    return kept
