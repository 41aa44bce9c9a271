import math
from dataclasses import astuple

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from physics.woodblock.cut import BYTES, MOST_CUTS, Cut, digest, laid, pack, unpack
from physics.woodblock.grid import UNITS, Grid
from physics.woodblock.knives import KNIVES

GRID = Grid(256)
SIDE = GRID.side
GOOD = Cut(0, 1, 2, 3, 400, 500, 2000, 0)
units = st.integers(0, 65535)


@st.composite
def some_cut(draw):
    tool = draw(st.integers(0, len(KNIVES) - 1))
    knife = KNIVES[tool]
    line = draw(st.tuples(units, units, units, units))
    assume(line[:2] != line[2:])
    deep = st.integers(0, knife.deepest)
    d0, d1 = draw(deep), draw(deep)
    assume(max(d0, d1) > 0)
    return Cut(*line, d0, d1, draw(st.integers(*knife.leans)), tool)


@given(st.lists(some_cut(), max_size=20))
def test_packed_cuts_come_back(cuts):
    packed = pack(cuts)
    assert len(packed) == BYTES * len(cuts)
    assert unpack(packed) == tuple(cuts)


@given(st.binary(max_size=80))
def test_foreign_bytes_are_cuts_or_refused_in_words(foreign):
    try:
        cuts = unpack(foreign)
    except ValueError as error:
        assert len(str(error)) > 10
    else:
        assert pack(cuts) == foreign


@given(some_cut(), some_cut())
def test_a_digest_tells_cuts_and_their_order_apart(a, b):
    assume(a != b)
    assert digest([a, b]) == digest([a, b])
    assert len({digest([a, b]), digest([b, a]), digest([a]), digest([])}) == 4


@pytest.mark.parametrize(
    "field, value, word",
    [
        (0, -1, "units"), (2, 65536, "units"), (0, 1.5, "whole"), (1, math.nan, "whole"),
        (4, 2501, "deep"), (5, -1, "deep"), (6, 6001, "leans"), (6, -1, "leans"),
        (7, 9, "no tool"), (7, -1, "no tool"),
    ],
)  # fmt: skip
def test_a_cut_that_cannot_be_is_refused(field, value, word):
    values = list(astuple(GOOD))
    values[field] = value
    with pytest.raises(ValueError, match=word):
        Cut(*values)


def test_a_cut_without_way_or_depth_is_refused():
    with pytest.raises(ValueError, match="stays"):
        Cut(5, 5, 5, 5, 400, 400, 0, 1)
    with pytest.raises(ValueError, match="deep"):
        Cut(5, 5, 5, 6, 0, 0, 0, 1)


def test_too_many_or_broken_off_cuts_are_refused():
    with pytest.raises(ValueError, match="too many"):
        pack([GOOD] * (MOST_CUTS + 1))
    with pytest.raises(ValueError, match="too many"):
        unpack(bytes(BYTES * (MOST_CUTS + 1)))
    with pytest.raises(ValueError, match="17 bytes"):
        unpack(pack([GOOD]) + b"x")
    with pytest.raises(ValueError, match="cut 1 .* last byte"):
        unpack(pack([GOOD, GOOD])[:-1] + b"\x01")


places = st.floats(-0.2, 0.3)


@example(0.0625, 0.0, -1e-47, 0.0)  # beside the block by less than a share of the way can tell
@given(places, places, places, places)
def test_what_is_laid_lies_on_the_block_and_on_the_line(x0, y0, x1, y1):
    done = laid(GRID, 1, (x0, y0, x1, y1), (1000, 400))
    inside = all(0 <= v <= SIDE for v in (x0, y0, x1, y1))
    assert done.clipped != inside
    if done.cut is None:
        return
    most = GRID.cells * UNITS
    cut, length = done.cut, math.hypot(x1 - x0, y1 - y0)
    for x, y in ((cut.x0, cut.y0), (cut.x1, cut.y1)):
        assert 0 <= x <= most and 0 <= y <= most
        x, y = x / UNITS * GRID.cell, y / UNITS * GRID.cell
        assert abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) <= length * 1.2e-5
    assert 1000 >= cut.d0 >= cut.d1 >= 400


def test_half_a_stroke_off_the_block_keeps_the_depth_it_had_at_the_edge():
    done = laid(GRID, 1, (SIDE / 2, 0.01, SIDE * 1.5, 0.01), (1000, 400))
    assert done.clipped
    assert (done.cut.x1, done.cut.d1) == (256 * UNITS, 700)


def test_a_stroke_beside_the_block_is_no_cut():
    for line in ((-0.1, 0.0, -0.1, 0.1), (-0.1, -0.01, 0.1, -0.01), (-0.1, 0.03, 0.0, -0.1)):
        assert laid(GRID, 1, line, (500, 500)) == laid(GRID, 2, line, (500, 500))
        assert laid(GRID, 1, line, (500, 500)).cut is None
    assert laid(GRID, 1, (0.01, 0.01, 0.01, 0.01), (500, 500)).cut is None


def test_the_largest_block_is_reached_to_its_edge():
    large = Grid(2048)
    cut = laid(large, 1, (0.0, 0.0, large.side, large.side), (500, 500)).cut
    assert (cut.x1, cut.y1) == (65535, 65535)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_refused(bad):
    for line, depths, lean in (
        ((bad, 0, 0.01, 0.01), (500, 500), 0), ((0, 0, 0.01, 0.01), (bad, 500), 0),
        ((0, 0, 0.01, 0.01), (500, 500), bad),
    ):  # fmt: skip
        with pytest.raises(ValueError, match="finite"):
            laid(GRID, 0, line, depths, lean)


def test_what_the_tool_cannot_do_is_refused_by_name():
    with pytest.raises(ValueError, match="弯凿 cuts 1 to 2400"):
        laid(GRID, 1, (0, 0, 0.01, 0), (9000, 500))
    with pytest.raises(ValueError, match="拳刀 leans 0 to 60°"):
        laid(GRID, 0, (0, 0, 0.01, 0), (900, 500), 80)
    with pytest.raises(ValueError, match="no tool 5"):
        laid(GRID, 5, (0, 0, 0.01, 0), (900, 500))
