"""`print.yaml`: what lies ready in the shop when a lesson begins."""

from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationError

from content import plates, yamlfile
from content.errors import Refusal
from content.formats import refuse_newer
from content.library import SHIPPED
from content.model import Document
from content.texts import _
from lessons.arts.printing_work import Plate, Work
from physics.woodblock.grid import Grid

KIND = "print"
FORMAT = 1


class ToCarve(Document):
    """A block of which a part is to be carved: a disc of the sheet, mm from left and below."""

    x_mm: float = Field(ge=0, le=512)
    y_mm: float = Field(ge=0, le=512)
    radius_mm: float = Field(gt=0, le=512)


class PrintFile(Document):
    """The shop of a lesson. `design`: pack of the drawing; `blocks`: which of its blocks, in
    the order of printing; `carve`: what of which block is still to be cut; `damped`: moisture of
    the stack, none where the learner damps it; `astray_mm`: how far beside their place the colour
    blocks lie at first."""

    format: int = Field(ge=1)
    kind: Literal["print"]
    design: str
    blocks: tuple[str, ...] = Field(min_length=1, max_length=8)
    carve: dict[str, ToCarve] = {}
    sheets: int = Field(default=3, ge=1, le=12)
    mixed: bool = True
    damped: float | None = Field(default=0.45, ge=0, le=1)
    astray_mm: float = Field(default=0.0, ge=0, le=10)
    cells: int = Field(default=1024, ge=128, le=2048)
    seed: int = Field(default=1, ge=0, le=10_000)


def read(path: Path) -> PrintFile:
    """Read and check a file. Raises Refusal."""
    value = yamlfile.read(path).value
    refuse_newer(value, FORMAT, path)
    try:
        return PrintFile.model_validate(value)
    except ValidationError as e:
        first = e.errors()[0]
        where = ".".join(map(str, first["loc"]))
        sentence = _("{file}: {where}: {what}")
        raise Refusal(sentence.format(file=path, where=where, what=first["msg"])) from e


def work(of: PrintFile, path: Path) -> Work:
    """Draw the plates and lay everything out. Raises Refusal where the design cannot be read."""
    folder = _folder(of.design, path)
    design = plates.open_design(folder)
    grid = Grid(of.cells, design.side_mm / 1000 / of.cells)
    drawn = plates.masks(folder, design, of.cells)
    inks = {block.id: block.ink for block in design.blocks}
    if missing := [name for name in of.blocks if name not in drawn]:
        sentence = _("{file}: the design {design} has no block {name}")
        raise Refusal(sentence.format(file=path, design=of.design, name=missing[0]))
    asked = tuple(_plate(name, inks[name], drawn[name], of, grid) for name in of.blocks)
    return Work(grid, asked, of.sheets, of.seed, of.mixed, of.damped, of.astray_mm)


def _plate(name: str, ink: str, drawn: NDArray[np.bool_], of: PrintFile, grid: Grid) -> Plate:
    window = of.carve.get(name)
    if window is None:
        return Plate(name, ink, drawn)
    mm = grid.cell * 1000
    y, x = np.mgrid[0 : grid.cells, 0 : grid.cells]
    x, y = (x + 0.5) * mm, (y + 0.5) * mm
    uncut = (x - window.x_mm) ** 2 + (y - window.y_mm) ** 2 <= window.radius_mm**2
    return Plate(name, ink, drawn, False, None if uncut.all() else uncut)


def _folder(design: str, path: Path) -> Path:
    """Find the pack of a design: beside the lesson's, else among the shipped ones."""
    beside = path.parent.parent.parent / design
    return beside if beside.is_dir() else SHIPPED / design
