"""Paper templates, the whole: a first sheet that says how to use them, then part after part.

Every sheet bears a bar of exactly 100 mm and says in both languages how to print it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.model import Status
from content.model import Text as Words
from content.texts import _
from lessons.report.palette import Colour
from lessons.report.shapes import Line, Page, Rect, Shape, Text, text_width
from lessons.report.template_sheets import A4, FOOT, HEAD, MARGIN, Map, Sheet, sheets
from lessons.report.template_views import POINTS, Block, view_block
from lessons.report.words import status_word
from physics.timber.drawing import View

BAR = 100 * POINTS
_PRINT = "打印请选 100 %（实际大小），量此线应为 100 毫米"
_PRINT_EN = "Print at 100 % (actual size): this bar is 100 mm"
_LINES = "实线：看得见的边　虚线：被木头遮住的边"
_LINES_EN = "plain: edges in sight   dashed: edges behind wood"
_LINE = 10.0  # points from line to line of what is open
_ROWS = 40  # sizes on one sheet


@dataclass(frozen=True)
class Measured:
    """One size in words, and how far it is known."""

    name: str
    value: str
    status: Status


@dataclass(frozen=True)
class Template:
    """One part to be cut `count` times: its sides, and the sizes it is cut by.

    `which`: the names of all that are cut alike, where they differ.
    """

    title: Words
    count: int
    views: tuple[View, ...]
    sizes: tuple[Measured, ...]
    which: str = ""


@dataclass(frozen=True)
class Book:
    """Everything of one work. `foot_mm`: the foot by which 寸 are told; `remarks`: what is open."""

    title: Words
    templates: tuple[Template, ...]
    foot_mm: float
    foot_status: Status
    remarks: tuple[str, ...] = ()


def pages(book: Book) -> tuple[Page, ...]:
    """Return the sheets as pages of A4, upright or lying, in points."""
    laid = [(t, _sheets(t, book.foot_mm)) for t in book.templates]
    total = 1 + sum(len(found) for _template, found in laid)
    made: list[Page] = []
    contents: list[tuple[Template, int, int]] = []
    for template, found in laid:
        first = 2 + len(made)
        contents.append((template, first, first + len(found) - 1))
        for i, sheet in enumerate(found):
            made.append(_page(book, template, sheet, (first + i, total)))
    return (_first(book, contents, total), *made)


def _sheets(template: Template, foot_mm: float) -> tuple[Sheet, ...]:
    drawings = [view_block(view, foot_mm / 10) for view in template.views]
    return sheets([*drawings, *_sizes(template)])


def _sizes(template: Template) -> Iterator[Block]:
    """The table of sizes with their status."""
    for start in range(0, len(template.sizes), _ROWS):
        rows = template.sizes[start : start + _ROWS]
        shapes: list[Shape] = [Text(_("Sizes and how far they are known"), 0, 10, 9.5, font="sans")]
        for i, row in enumerate(rows):
            y = 24.0 + i * 11.5
            colour: Colour = "red_deep" if row.status is Status.UNRESOLVED else "ink"
            shapes.append(Text(row.name, 0, y, 7.5, font="sans"))
            shapes.append(Text(row.value, 48 * POINTS, y, 7.5, font="sans"))
            shapes.append(Text(status_word(row.status), 92 * POINTS, y, 7.5, colour, "sans"))
        yield Block(112 * POINTS, 28 + len(rows) * 11.5, tuple(shapes))


def _page(book: Book, template: Template, sheet: Sheet, number: tuple[int, int]) -> Page:
    wide, high = sheet.paper
    shapes = (
        *_head(book, template, sheet, number),
        *(_map(sheet.map, wide) if sheet.map and sheet.map.columns * sheet.map.rows > 1 else ()),
        *sheet.shapes,
        *_foot(book, sheet.paper),
    )
    return Page(wide, high, template.title.zh_CN, shapes)


def _head(book: Book, template: Template, sheet: Sheet, number: tuple[int, int]) -> Iterator[Shape]:
    top, right = MARGIN, sheet.paper[0] - MARGIN
    title = template.title
    yield Text(title.zh_CN, MARGIN, top + 17, 19)
    after = MARGIN + text_width(title.zh_CN, 19) + 8
    many = f"  ×{template.count}" if template.count > 1 else ""
    yield Text(title.en + many, after, top + 17, 11, font="sans")
    below = (template.which, sheet.caption, book.title.zh_CN, book.title.en)
    line = "　".join(filter(None, below))
    size = min(8.0, 8.0 * (right - MARGIN) / text_width(line, 8))
    yield Text(line, MARGIN, top + 32, size, "soft", "sans")
    yield Text(f"1:1　{number[0]} / {number[1]}", right, top + 10, 10, "ink", "sans", "end")
    yield Line(MARGIN, top + HEAD - 6, right, top + HEAD - 6, "hair", 0.5)


def _map(place: Map, wide: float) -> Iterator[Shape]:
    """Small squares, a sheet each; this one is filled."""
    h = min(2.6 * POINTS, (HEAD - 22) / place.rows)
    w = min(3.4 * POINTS, 60 * POINTS / place.columns)
    left, top = wide - MARGIN - place.columns * w, MARGIN + 14
    for row in range(place.rows):
        for column in range(place.columns):
            here = (column, row) == (place.column, place.row)
            fill: Colour = "soft" if here else "slip"
            yield Rect(left + column * w, top + row * h, w, h, fill, "ink", 0.4)


def _foot(book: Book, paper: tuple[float, float]) -> Iterator[Shape]:
    y = paper[1] - MARGIN - 5 * POINTS
    yield from _bar(MARGIN, y)
    beside = MARGIN + BAR + 10
    for i, line in enumerate((_PRINT, _PRINT_EN)):
        yield Text(line, beside, y - 2 + i * 9.5, 7.5, font="sans")
    yield Text(f"{_LINES}　{_LINES_EN}", MARGIN, y - 16, 7, "soft", "sans")
    foot = _("1 尺 = {mm:g} mm ({status})").format(
        mm=book.foot_mm, status=status_word(book.foot_status)
    )
    yield Text(foot, paper[0] - MARGIN, y - 16, 7, "soft", "sans", "end")


def _bar(x: float, y: float) -> Iterator[Shape]:
    """The bar by which the print is proved: 100 mm, a tick every ten."""
    yield Line(x, y, x + BAR, y, "ink", 0.8)
    for i in range(11):
        at, long = x + i * BAR / 10, 6 if i % 5 == 0 else 3
        yield Line(at, y - long, at, y, "ink", 0.5)
    yield Text("100 mm", x + BAR, y + 8, 7, font="sans", anchor="end")


def _first(book: Book, contents: list[tuple[Template, int, int]], total: int) -> Page:
    top = MARGIN + 60
    shapes: list[Shape] = [
        Text(book.title.zh_CN, MARGIN, top, 26),
        Text(book.title.en, MARGIN, top + 20, 12, font="sans"),
        Text("纸样 1:1　Paper templates 1:1", MARGIN, top + 42, 11, "soft", "sans"),
        Text(f"1 / {total}", A4[0] - MARGIN, MARGIN + 10, 10, "ink", "sans", "end"),
        *_upright_bar(A4[0] - MARGIN - 6, A4[1] - MARGIN - FOOT - BAR - 20),
    ]
    y = top + 72
    for chinese, english in _USE:
        shapes += [
            Text(chinese, MARGIN, y, 10.5),
            Text(english, MARGIN, y + 13, 8.5, "soft", "sans"),
        ]
        y += 32
    y += 10
    for template, first, last in contents:
        sheets_ = f"{first}" if first == last else f"{first}–{last}"
        name = f"{template.title.zh_CN}　{template.title.en}"
        shapes += [
            Text(name, MARGIN, y, 10, font="sans"),
            Text(f"×{template.count}", 120 * POINTS, y, 10, font="sans"),
            Text(sheets_, 140 * POINTS, y, 10, font="sans"),
        ]
        y += 15
    shapes += _remarks(book.remarks, y + 10)
    return Page(*A4, book.title.zh_CN, (*shapes, *_foot(book, A4)))


def _remarks(remarks: Sequence[str], y: float) -> Iterator[Shape]:
    """What is open, as far as the sheet has room; the lesson tells all of it."""
    lines = [line for remark in remarks for line in _folded(f"· {remark}")]
    room = int((A4[1] - MARGIN - FOOT - 14 - y) / _LINE)
    if len(lines) > room:
        lines = [*lines[: room - 1], _("… the lesson tells the rest.")]
    for i, line in enumerate(lines):
        yield Text(line, MARGIN, y + i * _LINE, 7.5, "soft", "sans")


def _folded(text: str) -> Iterator[str]:
    """Fold a sentence into lines; Chinese may break anywhere, Latin between words."""
    line = ""
    for bit in re.findall(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+", text):
        if line and text_width(line + bit, 7.5) > 165 * POINTS:
            yield line.rstrip()
            line = ""
        line += bit
    yield line.rstrip()


def _upright_bar(x: float, y: float) -> Iterator[Shape]:
    yield Line(x, y, x, y + BAR, "ink", 0.8)
    for end in (y, y + BAR):
        yield Line(x - 6, end, x, end, "ink", 0.5)
    yield Text("100 mm", x - 4, y + BAR / 2, 7, font="sans", anchor="end")


_USE = (
    (
        "一、打印选“实际大小”（100 %），不要选“适合页面”。",
        "1. Print at 100 % (“actual size”), never “fit to page”.",
    ),
    (
        "二、先量横竖两条对照线，各应为 100 毫米，不对就不能用。",
        "2. Measure both bars first, one each way: 100 mm. If not, do not use the sheets.",
    ),
    (
        "三、沿最外的实线剪下，贴在木料上照着划线；虚线是背后或里面的边。",
        "3. Cut out along the outermost plain lines and draw round; dashed edges lie behind wood.",
    ),
    (
        "四、大件分几张：同一字母的十字相叠再粘；下面是离左下角的毫米数。只有直边的张不印，用尺接着划。",
        "4. Large parts: lay crosses of one letter on each other and glue. "
        "A sheet of straight edges only is left out.",
    ),
    (
        "五、数字都从左下角量起，先毫米，后寸。榫卯之间的缝已在线内，不必再放。",
        "5. Figures run from the lower left corner: mm, 寸. The joints' play is in the lines.",
    ),
    (
        "六、圆料画成多边形，直径以平面之间为准。纸会胀缩，长料请再用尺核对。",
        "6. Round timber has flats, its diameter across them. Paper moves: check long parts.",
    ),
)
