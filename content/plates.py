"""The drawings of a design as masks of what stands on each block, seen as the print shall look."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from content import pack as packs
from content import picture_plate, vector
from content.design import DESIGN_FILE, FORMAT, Block, Design
from content.errors import Refusal
from content.library import load
from content.picture_plate import Coverage
from content.texts import _

Mask = NDArray[np.bool_]
STANDS = 0.5  # share of a cell that has to be dark
ARM_MM = 4.0  # each arm of a register cross is at least this long
ASIDE_MM = 0.5  # how far a cross may lie from the place that design.yaml says
_FORMS: Mapping[str, Callable[[bytes, int], Coverage]] = {
    ".svg": vector.coverage, ".png": picture_plate.coverage,
}  # fmt: skip


def open_design(folder: Path) -> Design:
    """Read the design in a pack's folder. Raises Refusal where it is missing or damaged."""
    return load(packs.inside(folder, DESIGN_FILE), Design, FORMAT)


def masks(folder: Path, design: Design, cells: int) -> dict[str, Mask]:
    """Return what stands, by block name: (cells, cells), row 0 the lower edge of the print.

    Raises Refusal, naming the file, where a drawing cannot be used.
    """
    found = {}
    for block in design.blocks:
        try:
            found[block.id] = coverage(folder, design, block, cells) >= STANDS
        except Refusal as e:
            raise Refusal(f"{block.file}: {e}") from e
    return found


def coverage(folder: Path, design: Design, block: Block, cells: int) -> Coverage:
    """Return how much of each cell of one block stands, 0..1. Raises Refusal as `masks` does."""
    path = packs.inside(folder, block.file)
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        raise Refusal(_("a block is drawn as .svg or .png; export it so"))
    try:
        data = path.read_bytes()
    except OSError as e:
        sentence = _("it cannot be read ({reason}); check the name and the permissions")
        raise Refusal(sentence.format(reason=e.strerror or e)) from e
    drawn = form(data, cells)
    _refuse_plain(drawn >= STANDS)
    for cross in design.crosses:
        _refuse_astray(drawn, design.side_mm, cross)
    return drawn


def cross_at(drawn: Coverage, side_mm: float, cross: tuple[float, float]) -> tuple[float, float]:
    """Return where a register cross lies that is looked for at `cross`, mm; NaN if none is there.

    The arms stand out of the profiles of a window around the place; their middles are weighed.
    """
    cell = side_mm / len(drawn)
    low = [max(round((v - ARM_MM) / cell), 0) for v in cross]
    high = [round((v + ARM_MM) / cell) for v in cross]
    window = drawn[low[1] : high[1], low[0] : high[0]].astype(np.float64)
    x, y = (_arm(window.sum(axis), cell) for axis in (0, 1))
    return low[0] * cell + x, low[1] * cell + y


def _arm(profile: NDArray[np.float64], cell: float) -> float:
    """Return the middle (mm) of what stands out of a profile over a window's cells."""
    above = np.clip(profile - np.median(profile), 0, None)
    if above.sum() * cell * cell < 0.4 * 2 * ARM_MM * 0.8:  # less than half an arm of 0.8 mm
        return float("nan")
    return float((above * (np.arange(len(above)) + 0.5)).sum() / above.sum()) * cell


def _refuse_plain(stands: Mask) -> None:
    if not stands.any():
        raise Refusal(_("nothing dark is in it; draw what shall print in black"))
    if stands.mean() > 0.95:
        raise Refusal(_("all of it is dark; draw what shall print in black, the rest white"))


def _refuse_astray(drawn: Coverage, side_mm: float, cross: tuple[float, float]) -> None:
    x, y = cross_at(drawn, side_mm, cross)
    if not (abs(x - cross[0]) <= ASIDE_MM and abs(y - cross[1]) <= ASIDE_MM):
        sentence = _(
            "no register cross lies {x:g} mm from the left and {y:g} mm from the lower edge; "
            "draw each cross at one place in every block"
        )
        raise Refusal(sentence.format(x=cross[0], y=cross[1]))
