"""Pages in a window: whole, cut at its edges, scrolled to its ends, tapped where they are seen."""

from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from panda3d.core import NodePath

from content.library import open_library
from content.score import Score
from lessons.report import gongche, jianpu
from lessons.report.shapes import (
    Box,
    Circle,
    Line,
    Page,
    Polygon,
    Polyline,
    Rect,
    Shape,
    Text,
)
from sim.stage import Stage
from sim.views import grounds, ink
from sim.views.frame import Frame
from sim.views.page_view import PageView
from sim.views.sheaf import lay

TALL = Page(300.0, 4000.0, "tall", tuple(Rect(10, 20 * k, 280, 10, "ink", tap=f"row:{k}")
            for k in range(200)))  # fmt: skip


def area(frame: Frame) -> Box:
    return Box(1.0, 0.5, 2.6, 1.5)


def sheet_only(size: tuple[int, int]) -> Any:
    return SimpleNamespace(size=size, sheet=NodePath("sheet"))


@pytest.fixture
def score() -> Score:
    library = open_library()
    link = library.lesson("kunqu/bubujiao").score
    assert link is not None
    return library.score(link)


def test_the_whole_aria_is_few_nodes(score: Score) -> None:
    assert len(score.notes) == 143
    view = PageView(
        sheet_only((1280, 720)),
        [gongche.columns(score)],
        partial(grounds.page, ribbon=False),
        "height",
    )
    nodes = view.node.findAllMatches("**/+GeomNode")
    geoms = sum(node.node().getNumGeoms() for node in nodes)
    assert geoms <= 10
    notes = {name for name, _box in view.sheaf.taps() if name.startswith("note:")}
    assert len(notes) == 143


def test_nothing_is_painted_outside_the_window(stage: Stage) -> None:
    frame = Frame(stage.size)
    stage.step()
    stage.step()
    before = stage.pixels().astype(int)
    view = PageView(stage, [TALL], area, "width")
    seen = []
    for dy in (0.0, 0.37, 5.0, 100.0):
        view.scroll(0.0, dy)
        view.frame(1.0)
        stage.step()
        stage.step()
        seen.append(stage.pixels().astype(int))
    view.close()
    box = area(frame)
    left, right, top, bottom = (
        round(v / frame.pixel) for v in (box.left, box.right, box.top, box.bottom)
    )
    for picture in seen:
        dark = (picture.sum(axis=2) < 250) & (before.sum(axis=2) > 250)
        assert dark[top:bottom, left:right].any()
        dark[top:bottom, left:right] = False
        assert not dark.any()
    assert (seen[0] != seen[1]).any()


def test_scrolling_stops_at_both_ends() -> None:
    view = PageView(sheet_only((640, 360)), [TALL], area, "width")
    view.scroll(0.0, -3.0)
    view.frame(1.0)
    assert view.regions[0].name == "row:0"
    view.scroll(0.0, 1e6)
    view.frame(1.0)
    assert view.regions[-1].name == "row:199"


def test_it_follows_a_scroll_eased() -> None:
    view = PageView(sheet_only((640, 360)), [TALL], area, "width")
    first = view.regions[0].name
    view.scroll(0.0, 2.0)
    view.frame(0.01)
    partly = view.regions[0].name
    view.frame(1.0)
    assert first != partly != view.regions[0].name


def test_taps_are_found_only_where_they_are_seen() -> None:
    view = PageView(sheet_only((640, 360)), [TALL], area, "width")
    frame = Frame((640, 360))
    box = area(frame)
    assert 0 < len(view.regions) < 200
    for region in view.regions:
        assert box.left - 1e-9 <= region.left + frame.width / 2
        assert region.top <= frame.height / 2 - box.top + 1e-9
        assert region.bottom >= frame.height / 2 - box.bottom - 1e-9
    view.reveal("row:120")
    view.frame(1.0)
    assert "row:120" in {r.name for r in view.regions}


def test_columns_begin_at_the_right(score: Score) -> None:
    page = gongche.columns(score)
    view = PageView(sheet_only((640, 360)), [page], area, "height")
    names = {r.name for r in view.regions}
    assert "syllable:0" in names
    assert f"syllable:{len(score.syllables) - 1}" not in names


def test_marks_lie_under_their_notes_only() -> None:
    view = PageView(sheet_only((640, 360)), [TALL], area, "width")
    wash = view.node.find("**/wash")

    def corners() -> int:
        nodes = wash.findAllMatches("**/+GeomNode")
        return sum(n.node().getGeom(0).getVertexData().getNumRows() for n in nodes)

    view.mark({"row:3", "row:4"})
    assert corners() == 8
    view.mark(())
    assert corners() == 0


@pytest.mark.parametrize("size", [(1280, 720), (800, 720), (640, 360)])
def test_type_on_pages_is_never_too_small(score: Score, size: tuple[int, int]) -> None:
    frame = Frame(size)
    box = grounds.page(frame, ribbon=False)
    assert 0 <= box.left < box.right <= frame.width
    assert 0 <= box.top < box.bottom <= frame.height
    room = ((box.right - box.left) / frame.pixel, (box.bottom - box.top) / frame.pixel)
    for page, fit in ((gongche.columns(score), "height"), (jianpu.page(score), "width")):
        sheaf = lay([page], fit, room, frame)  # type: ignore[arg-type]
        assert sheaf.scale * gongche.NOTE >= 12.4


def test_pages_lie_below_one_another_and_the_legend_last() -> None:
    page = Page(100.0, 50.0, "a", (), ("a mark",))
    frame = Frame((1280, 720))
    sheaf = lay([page, page], "width", (200.0, 300.0), frame)
    assert sheaf.corners == ((0.0, 0.0), (0.0, 100.0))
    words = [item for item in sheaf.legend if isinstance(item, Text)]
    assert [w.glyphs for w in words] == ["a mark"]
    assert 200 < words[0].y / frame.pixel < sheaf.size[1]


SHAPES: tuple[tuple[Shape, float], ...] = (
    (Rect(10, 10, 30, 20, "ink"), 600.0),
    (Circle(50, 50, 10, "ink"), np.pi * 100),
    (
        Polygon(((0, 0), (40, 0), (40, 10), (10, 10), (10, 40), (0, 40)), "ink"),
        756.0,
    ),  # with half its rim, which lies on it twice
    (Line(0, 10, 50, 10, "ink", 3), 150.0),
    (Line(0, 0, 30, 40, "ink", 4), 200.0),
    (Polyline(((0, 0), (50, 0), (50, 50)), "ink", 1.5), 150.0),
)


@pytest.mark.parametrize(("shape", "area_px"), SHAPES)
def test_triangles_cover_what_the_shape_covers(shape: Shape, area_px: float) -> None:
    rows, triangles = ink.join(ink.patches(shape, 1.0, (0.0, 0.0)))
    corners = rows[triangles]
    one, other = corners[:, 1, :2] - corners[:, 0, :2], corners[:, 2, :2] - corners[:, 0, :2]
    areas = np.abs(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]) / 2
    covered = float((areas * corners[:, :, 5].mean(axis=1)).sum())
    assert covered == pytest.approx(area_px, rel=0.12, abs=6)
