"""The elevation of a bracket set: to scale, each part marked, the height beside its goal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.report.bracket import Height, PartBox, elevation
from lessons.report.shapes import Box, Circle, Page, Polygon, Polyline, Text, bounds

BED = Height(measured_mm=219.8, goal_mm=220.0, tolerance_mm=0.5, goal_words="8 寸 = 220.0 mm")


def block(name: str, left: float, low: float, ok: bool | None) -> PartBox:
    corners = ((left, low), (left + 96, low), (left + 96, low + 69), (left, low + 69))
    return PartBox(name, corners, ok)


def words(page: Page) -> str:
    return " ".join(s.glyphs for s in page.shapes if isinstance(s, Text))


def test_parts_are_to_scale_and_the_right_way_up():
    page = elevation((block("坐斗", 0, 0, True), block("升", 40, 178, True)), BED)
    low, high = [s for s in page.shapes if isinstance(s, Polygon)]
    assert bounds(high).bottom < bounds(low).top
    ratio = (bounds(low).bottom - bounds(high).bottom) / (bounds(low).right - bounds(low).left)
    assert ratio == pytest.approx(178 / 96, rel=0.02)


def test_marks_differ_in_shape_not_in_colour_alone():
    three = (block("甲", 0, 0, True), block("乙", 120, 0, False), block("丙", 240, 0, None))
    page = elevation(three, BED)
    marks = [(c.fill, c.stroke) for c in page.shapes if isinstance(c, Circle)]
    assert marks == [("moss", None), ("moss", None), (None, "red")]  # the height, then the parts
    assert any(isinstance(s, Polyline) and s.stroke == "stone" for s in page.shapes)


@pytest.mark.parametrize(
    ("measured", "verdict", "said"),
    [(219.8, "good", "219.8 mm"), (216.0, "off", "−4.0 mm"), (None, "unseen", "not measured")],
)
def test_the_height_is_said_beside_its_goal(measured, verdict, said):
    bed = Height(measured, 220.0, 0.5, "8 寸 = 220.0 mm")
    assert bed.verdict == verdict
    page = elevation((block("坐斗", 0, 0, True),), bed)
    assert said in words(page)
    assert "8 寸 = 220.0 mm" in words(page)


def test_nothing_placed_is_still_a_page():
    page = elevation((), Height(None, 220.0, 0.5, "8 寸"))
    assert "not measured" in words(page)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-900, 900), st.floats(0, 900)), min_size=1, max_size=5))
def test_wherever_the_parts_lie_they_are_on_the_page(places):
    page = elevation([block(f"升{i}", x, y, i % 2 == 0) for i, (x, y) in enumerate(places)], BED)
    whole = Box(0, 0, page.width, page.height)
    assert all(whole.holds(bounds(s)) for s in page.shapes)


def texts(page: Page) -> list[Text]:
    return [s for s in page.shapes if isinstance(s, Text)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 3000), st.floats(0, 3000), st.sampled_from((True, False, None))),
        min_size=1, max_size=12,
    )
)  # fmt: skip
def test_no_name_is_too_small_to_read_or_lies_on_another(places):
    page = elevation([block(f"西南鼓磴{i}", x, y, ok) for i, (x, y, ok) in enumerate(places)], None)
    boxes = [bounds(t) for t in texts(page)]
    assert all(t.size >= 11.0 for t in texts(page))
    for i, one in enumerate(boxes):
        for other in boxes[:i]:
            apart = one.right <= other.left + 1 or other.right <= one.left + 1
            assert apart or one.bottom <= other.top + 1 or other.bottom <= one.top + 1


def test_what_is_not_right_is_named_beside_the_work_where_it_has_no_room():
    wide = block("枋", 0, 2600, True), block("枋", 2900, 2600, True)
    page = elevation((*wide, block("西南鼓磴", 0, 0, False), block("东南鼓磴", 900, 0, True)), None)
    named = [t for t in texts(page) if "鼓磴" in t.glyphs]
    assert [t.glyphs for t in named] == ["西南鼓磴"]
    assert named[0].x > 720 - 190 and named[0].size == 14.0


def test_a_part_behind_another_is_not_written_over():
    front, back = block("前枋", 0, 0, True), block("后枋", 3, 2, True)
    assert words(elevation((back, front), None)) == "前枋"
