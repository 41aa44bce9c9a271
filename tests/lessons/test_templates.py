"""Paper templates: the PDF itself is measured, and nobody's part is missing."""

import io
import re
from dataclasses import replace

import numpy as np
import pypdf
import pytest

from content import texts
from content.library import SHIPPED, open_library
from content.model import Status, Text
from lessons import timber_joint, timber_pieces
from lessons.report import shapes, template_book, template_sheets, templates_pdf
from lessons.report.template_book import Book, Measured, Template
from lessons.report.template_views import depths, view_block
from physics.pose import Pose
from physics.timber import drawing, solids

MM = 25.4 / 72
LIBRARY = open_library((SHIPPED,))
LESSONS = [
    e.lesson.id
    for e in LIBRARY.lessons(set())
    if e.lesson.parts and e.lesson.scorer in ("timber", "joinery")
]
PAVILION = "xiangshan/xiaofangting"
INK, RED = "0.1686 0.1647 0.1569", "0.7843 0.2196 0.1804"


@pytest.fixture(scope="module")
def bracket():
    texts.use("en")
    book = timber_pieces.book(timber_pieces.read(LIBRARY, "xiangshan/paike"))
    return pypdf.PdfReader(io.BytesIO(templates_pdf.pdf(template_book.pages(book), "牌科")))


def lines(page, colour=None):
    """Strokes (n, 4) of a page in mm, x1 y1 x2 y2, y up, as they stand in the file."""
    found, now = [], "0 0 0"
    form = r"([\d. ]+) (?:RG|G)\n|([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l S"
    for at in re.finditer(form, page.get_contents().get_data().decode("latin-1")):
        if at[1]:
            now = at[1]
        elif colour is None or now == colour:
            found.append([float(v) * MM for v in at.groups()[1:]])
    return np.array(found).reshape(-1, 4)


def sizes_of(page, colour=None):
    strokes = lines(page, colour)
    across = strokes[np.abs(strokes[:, 1] - strokes[:, 3]) < 0.01]
    up = strokes[np.abs(strokes[:, 0] - strokes[:, 2]) < 0.01]
    return np.abs(across[:, 0] - across[:, 2]), np.abs(up[:, 1] - up[:, 3])


def has(found, mm):
    return bool((np.abs(found - mm) < 0.05).any())


def words(page):
    return re.sub(r"[\s\0]", "", page.extract_text())


def test_every_sheet_is_a4_unscaled_with_a_bar_of_100_mm(bracket):
    for page in bracket.pages:
        box = sorted((float(page.mediabox.width) * MM, float(page.mediabox.height) * MM))
        assert box == pytest.approx([210, 297], abs=0.05)
        assert "/UserUnit" not in page and b" cm\n" not in page.get_contents().get_data()
        assert has(sizes_of(page)[0], 100.0)
        said = words(page)
        assert "打印请选100%" in said and "Printat100%" in said and "1尺=275mm" in said


def test_the_seat_block_has_its_sizes_on_paper(bracket):
    page = next(p for p in bracket.pages if "坐斗" in words(p) and "正面front" in words(p))
    across, up = sizes_of(page)
    assert has(across, 192.5) and has(across, 137.5) and has(up, 82.5)
    assert "192.5·7寸" in words(page)


def test_a_large_part_goes_together_over_its_crosses(bracket):
    sheets = [p for p in bracket.pages if "斗三升栱" in words(p) and "正面front" in words(p)]
    left, right = (lines(p, RED) for p in sheets)
    assert len(left) == len(right) == 4
    shift = left - right
    assert np.ptp(shift, axis=0) == pytest.approx(0, abs=0.02)
    level = [s[np.abs(s[:, 1] - s[:, 3]) < 0.01] for s in (lines(p, INK) for p in sheets)]
    top = [s[np.argmax(s[:, 1])] for s in level]
    whole = max(top[1][[0, 2]]) + shift[0, 0] - min(top[0][[0, 2]])
    assert whole == pytest.approx(467.5, abs=0.05)


def test_sizes_stand_with_their_status(bracket):
    said = "".join(words(p) for p in bracket.pages)
    assert "7寸=192.5mm" in said and "confirmed" in said and "inferred" in said


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_parts_of_every_lesson_are_drawn_at_their_size(lesson):
    kit = timber_pieces.read(LIBRARY, lesson)
    if lesson == PAVILION:  # one of each kind: the parts of a kind differ by a joint at most
        kinds = {piece.kind_called.zh_CN: piece for piece in kit.pieces}
        kit = replace(kit, pieces=tuple(kinds.values()))
        assert len(kinds) >= 8
    book = timber_pieces.book(kit)
    assert sum(t.count for t in book.templates) == len(kit.pieces)
    for template in book.templates:
        for view in template.views:
            ends = np.concatenate([view.seen, view.hidden]).reshape(-1, 2)
            assert ends.min(axis=0) == pytest.approx((0, 0), abs=1e-5)
            assert ends.max(axis=0) == pytest.approx(view.size, abs=1e-5)
        assert {f for v in template.views for f in v.faces} == set(drawing.FACES)
        assert template.sizes or lesson == PAVILION
    pages = template_book.pages(book)
    assert all(_on_paper(page) for page in pages)


def _on_paper(page):
    """Whether every line stays off the margin of the paper, and every text on it."""
    edge = template_sheets.MARGIN - 1
    whole = shapes.Box(0, 0, page.width, page.height)
    assert all(whole.holds(shapes.bounds(s)) for s in page.shapes if isinstance(s, shapes.Text))
    return all(
        edge <= s.x1 <= page.width - edge and edge <= s.y1 <= page.height - edge
        for s in page.shapes
        if isinstance(s, shapes.Line)
    )


def test_a_joint_says_that_its_xiangshan_size_is_missing():
    kit = timber_joint.kit("tousun", 120.0, (40.0, 100.0), 0.5)
    assert "官式" in kit.title.zh_CN and "not Xiangshan" in kit.title.en
    for piece in kit.pieces:
        assert Status.UNRESOLVED in {s.status for s in piece.sizes}


def test_a_long_timber_leaves_out_sheets_on_which_its_edges_only_run_on():
    post = solids.box((0, 0, 0), (0.1, 0.1, 3.0))
    named = Text(zh_CN="柱", en="post")
    views = drawing.views(post, Pose())
    made = Template(named, 1, views, (Measured("x", "1", Status.INFERRED),))
    pages = template_book.pages(Book(named, (made,), 275.0, Status.CONFIRMED))
    assert len(pages) == 1 + 1 + 2  # the head; the end and the sizes; two ends of the one side


def test_every_figure_of_a_large_drawing_stands_whole_on_some_sheet():
    for long in np.linspace(0.3, 0.9, 13):
        bar = solids.box((0, 0, 0), (long, 0.05, 0.05)).cut(
            solids.box((long / 2, -1, 0.02), (2, 2, 2))
        )
        block = view_block(drawing.views(bar, Pose())[0], 27.5)
        told = {s.glyphs for sheet in template_sheets.sheets([block]) for s in sheet.shapes
                if isinstance(s, shapes.Text)}  # fmt: skip
        assert {s.glyphs for s in block.shapes if isinstance(s, shapes.Text)} <= told


def test_figures_never_lie_on_each_other_or_on_a_leader():
    assert depths([0, 50, 100], 20) == [0, 0, 0]
    assert depths([0, 5, 10], 20) == [2, 1, 0]
    assert depths([0, 30, 35], 20) == [0, 1, 0]


def test_no_shape_is_dropped_in_silence():
    page = shapes.Page(10, 10, "x", (shapes.Circle(1, 1, 1),))
    with pytest.raises(TypeError):
        templates_pdf.pdf([page], "x")
