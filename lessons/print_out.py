"""Prints to take home: a sheet as PNG at 300 dpi, and as PDF at true size with its blocks.

Pure: pixels in, bytes out. Pixels are (n, n, 3) sRGB with row 0 at the lower edge.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from content import raster
from content.model import Text
from lessons.arts.printing_work import Board, boards
from lessons.print_work import Printable
from lessons.report import print_pages
from lessons.report.print_pages import Proof
from lessons.report.templates_pdf import pdf as written
from physics.woodblock.block_sight import BlockSight
from physics.woodblock.colour import Sight
from physics.woodblock.grain import field
from physics.woodblock.paper import Paper

Pixels = NDArray[np.uint8]
PDF_DPI = 200  # of the pictures in a PDF: the grid has a hundred cells to an inch


@dataclass(frozen=True)
class Told:
    """What stands beside a print: its title, whose it is and is not, and how it was made."""

    title: Text
    label: Text
    made: Text


PROOF = Text(
    zh_CN="标准样：刻版、上色、擦印都不出错，由本程序按物理算出",
    en="Reference proof: carved, inked and rubbed without a fault, computed by this program",
)
OWN = Text(zh_CN="自己印的一张，在水磨里刷、擦、套成", en="A sheet of one's own, printed in Shuimo")


def png(pixels: Pixels, side_mm: float, told: Told) -> bytes:
    """Return a sheet as PNG of its true size at 300 dpi."""
    about = f"{told.title.zh_CN}。{told.label.zh_CN}。{told.made.zh_CN}。{told.label.en}."
    return raster.png(pixels[::-1], side_mm, about)


def pdf(pixels: Pixels, of: Printable, sheet: Paper, told: Told) -> bytes:
    """Return a sheet at true size, then each of its blocks: what it printed, and itself."""
    side = of.design.side_mm
    first = print_pages.sheet_page(told.title, told.label, told.made, side, _jpeg(pixels, side))
    proofs = list(_proofs(of, sheet))
    pages = [first, *(print_pages.proof_page(told.title, told.label, side, p) for p in proofs)]
    return written([p.page for p in pages], told.title.zh_CN, [p.pictures for p in pages])


def looks(sheet: Paper) -> Pixels:
    """Return what a sheet looks like."""
    return Sight(sheet).pixels


def _proofs(of: Printable, sheet: Paper) -> Iterator[Proof]:
    side, made = of.design.side_mm, boards(of.work)
    for number, board in enumerate(made, 1):
        plate = board.plate
        alone = Paper(sheet.grid, sheet.seed)
        alone.layers = [layer for layer in sheet.layers if layer.block == plate.name]
        yield Proof(
            plate.name, plate.pigment, (number, len(made)),
            _jpeg(looks(alone), side), _jpeg(_wood(board, of), side / 2),
        )  # fmt: skip


def _wood(board: Board, of: Printable) -> Pixels:
    """Return what the block looks like from above, mirrored as it is."""
    grain = field(of.work.grid, of.work.seed).hardness.astype(np.uint8)
    return BlockSight(board.depth, grain, board.film).pixels


def _jpeg(pixels: Pixels, side_mm: float) -> bytes:
    return raster.jpeg(pixels[::-1], round(side_mm / 25.4 * PDF_DPI))
