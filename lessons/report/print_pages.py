"""Pages of prints: a sheet at its true size, and each block's proof with the block itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from content.model import Text as Words
from lessons.report.palette import Colour
from lessons.report.shapes import Line, Page, Shape, Text
from lessons.report.templates_pdf import Picture

POINTS = 72 / 25.4  # to a millimetre
A3 = (297 * POINTS, 420 * POINTS)
MARGIN = 16 * POINTS
_TRUE = "打印请选 100 %（实际大小），纸用 A3；此线应为 100 毫米"
_TRUE_EN = "Print on A3 at 100 % (actual size): this bar is 100 mm"


@dataclass(frozen=True)
class Proof:
    """One block: its name, its ink, which of how many; JPEGs of its print and of itself."""

    block: str
    ink: str
    number: tuple[int, int]
    printed: bytes
    wood: bytes


@dataclass(frozen=True)
class Printed:
    """A page, and the pictures that lie under its shapes."""

    page: Page
    pictures: tuple[Picture, ...]


def sheet_page(title: Words, label: Words, made: Words, side_mm: float, jpeg: bytes) -> Printed:
    """Return the page of a whole sheet; `jpeg` fills a square of `side_mm`."""
    left, side = _place(side_mm)
    top = 40 * POINTS
    under = top + side + 14 * POINTS
    shapes = (
        *_words(title.zh_CN, 24, MARGIN, 26 * POINTS),
        *_words(title.en, 10, MARGIN, 33 * POINTS, "soft", "sans"),
        *_words(label.zh_CN, 13, MARGIN, under),
        *_words(label.en, 9, MARGIN, under + 5 * POINTS, "soft", "sans"),
        *_words(made.zh_CN, 11, MARGIN, under + 14 * POINTS),
        *_words(made.en, 9, MARGIN, under + 19 * POINTS, "soft", "sans"),
        *_bar(),
    )
    return Printed(Page(*A3, title.zh_CN, shapes), (Picture(jpeg, left, top, side, side),))


def proof_page(title: Words, label: Words, side_mm: float, proof: Proof) -> Printed:
    """Return the page of one block: its print at true size, the block at a third of it."""
    left, side = _place(side_mm)
    top, small = 30 * POINTS, side / 3
    below = top + side + 8 * POINTS
    right = left + small + 10 * POINTS
    number, count = proof.number
    shapes = (
        *_words(f"{title.zh_CN}　第{number}版／共{count}版　{proof.ink}", 17, MARGIN, 19 * POINTS),
        *_words(f"block {number} of {count}: {proof.block}", 9, MARGIN, 25 * POINTS, "soft",
                "sans"),
        *_words("上：这块版单独印出的样子，实际大小", 11, right, below + 12 * POINTS),
        *_words("above: this block printed alone, actual size", 9, right, below + 17 * POINTS,
                "soft", "sans"),
        *_words("左：版面，左右与印样相反，三分之一大小", 11, right, below + 28 * POINTS),
        *_words("left: the block, mirrored, a third of its size", 9, right, below + 33 * POINTS,
                "soft", "sans"),
        *_words(label.zh_CN, 11, right, below + 46 * POINTS),
        *_words(label.en, 7, right, below + 51 * POINTS, "soft", "sans"),
        *_bar(),
    )  # fmt: skip
    pictures = (
        Picture(proof.printed, left, top, side, side),
        Picture(proof.wood, left, below, small, small),
    )
    return Printed(Page(*A3, title.zh_CN, shapes), pictures)


def _place(side_mm: float) -> tuple[float, float]:
    """Return left edge and side of a square in the middle of a sheet, points."""
    side = side_mm * POINTS
    return (A3[0] - side) / 2, side


def _words(
    words: str, size: float, x: float, y: float, colour: Colour = "ink", font: str = "serif"
) -> Iterator[Shape]:
    yield Text(words, x, y, size, colour, "sans" if font == "sans" else "serif")


def _bar() -> Iterator[Shape]:
    y = A3[1] - 14 * POINTS
    end = MARGIN + 100 * POINTS
    yield Line(MARGIN, y, end, y, "ink", 0.8)
    for x in (MARGIN, end):
        yield Line(x, y - 4, x, y + 4, "ink", 0.8)
    yield Text(_TRUE, end + 12, y + 1, 8.5, "ink", "serif")
    yield Text(_TRUE_EN, end + 12, y + 11, 7, "soft", "sans")
