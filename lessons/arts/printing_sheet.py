"""One sheet measured: its layers, their register, their colours beside the reference proof."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from lessons.arts.printing_found import Place, Places, SheetMade
from lessons.arts.printing_ideal import proof
from lessons.arts.printing_work import Work
from physics.woodblock.colour import Sight
from physics.woodblock.difference import delta_e, lab
from physics.woodblock.paper import Paper
from physics.woodblock.printed import INK, NEAR_MM, Printed, printed
from physics.woodblock.register import Shift

Field = NDArray[np.float32]
Mask = NDArray[np.bool_]
COARSE = 16  # cells a side of the heat maps' squares
LEAST_CELLS = 200  # of one colour alone, from which it can be compared
ASIDE_MM = 1.0  # a layer farther off than this is not compared in colour


def measured(sheet: Paper, work: Work, blocks: tuple[str, ...]) -> SheetMade:
    """Measure a sheet on which `blocks` should stand."""
    cell = work.grid.cell
    drawn, masses = _drawn(work), _masses(sheet)
    found = layers(sheet, work)
    colours = _colours(sheet, work, found)
    return SheetMade(
        layers=found,
        register=_beside(found, work.plates[0].name),
        colours=colours,
        absent=tuple(name for name in blocks if name not in found),
        places={name: _places(mass, drawn[name], cell) for name, mass in masses.items()},
    )


def layers(sheet: Paper, work: Work) -> dict[str, Printed]:
    """Measure the layers of a sheet by block; two of one block are measured together."""
    drawn = _drawn(work)
    return {
        name: printed(mass, drawn[name], work.grid.cell) for name, mass in _masses(sheet).items()
    }


def _drawn(work: Work) -> dict[str, Mask]:
    return {plate.name: plate.mask for plate in work.plates}


def _masses(sheet: Paper) -> dict[str, Field]:
    return {
        name: np.asarray(sum(v.mass for v in sheet.layers if v.block == name), np.float32)
        for name in dict.fromkeys(layer.block for layer in sheet.layers)
    }


def _beside(layers: dict[str, Printed], first: str) -> dict[str, Shift]:
    """Return how the others lie beside the first block, which they are laid by."""
    if first not in layers:
        return {}
    key = layers[first].shift
    others = {name: layer.shift for name, layer in layers.items() if name != first}
    return {
        name: Shift(
            at.dx - key.dx, at.dy - key.dy, at.turn - key.turn, at.grown - key.grown, at.like
        )
        for name, at in others.items()
    }


def _colours(
    sheet: Paper, work: Work, layers: dict[str, Printed]
) -> dict[str, tuple[float, float]]:
    """Return dE2000 beside the proof and how much lighter (L*) by block; NaN where untold."""
    light, right = Sight(sheet).light, Sight(proof(work)).light
    inks = np.zeros((work.grid.cells, work.grid.cells), np.int8)
    for plate in work.plates:
        inks += plate.mask
    found = {}
    for plate in work.plates:
        if plate.name not in layers:
            continue
        alone = plate.mask & (inks == 1)
        inner = ndimage.binary_erosion(alone)
        place = inner if inner.sum() >= LEAST_CELLS else alone
        if place.sum() < LEAST_CELLS or not layers[plate.name].shift.mm <= ASIDE_MM:
            found[plate.name] = (math.nan, math.nan)
            continue
        one, other = (
            lab(picture[place].mean(axis=0, dtype=np.float64)) for picture in (light, right)
        )
        found[plate.name] = (float(delta_e(one, other)), float(one[0] - other[0]))
    return found


def heat(sheet: Paper, work: Work) -> NDArray[np.float64]:
    """Return dE2000 beside the proof in squares of COARSE cells, (m, m), row 0 at y 0."""
    one, other = (lab(_coarse(Sight(paper).light)) for paper in (sheet, proof(work)))
    return delta_e(one, other)


def _coarse(field: Field) -> NDArray[np.float64]:
    m = len(field) // COARSE
    squares = field[: m * COARSE, : m * COARSE].reshape(m, COARSE, m, COARSE, *field.shape[2:])
    return np.asarray(squares.mean((1, 3), dtype=np.float64))


def _places(mass: Field, drawn: Mask, cell: float) -> Places:
    """Return where each fault is worst."""
    inked = mass > INK
    solid = float(np.median(mass[drawn & inked])) if (drawn & inked).any() else 0.0
    near = ndimage.binary_dilation(drawn, iterations=round(NEAR_MM / 1000 / cell))
    missing = (drawn & ~inked).astype(np.float32)
    fields = {
        "bare": missing,
        "dry": missing,
        "drowned": (inked & ~drawn & near).astype(np.float32),
        "dirty": (inked & ~near).astype(np.float32),
        "uneven": np.where(drawn, np.abs(mass - solid), 0).astype(np.float32),
    }
    return {name: _worst(field, cell) for name, field in fields.items()}


def _worst(field: Field, cell: float) -> Place | None:
    squares = _coarse(field)
    if not squares.any():
        return None
    j, i = np.unravel_index(int(squares.argmax()), squares.shape)
    step = COARSE * cell * 1000
    return (float(i) + 0.5) * step, (float(j) + 0.5) * step
