import numpy as np
import pytest

from bench.timber_pavilion import SIZES, pavilion
from physics.timber import entry

CORNERS, SIDES = ("sw", "se", "ne", "nw"), ("s", "e", "n", "w")
DRUMS = tuple(f"gudeng_{c}" for c in CORNERS)
COLUMNS = tuple(f"langzhu_{c}" for c in CORNERS)
BEAMS = tuple(f"fang_{s}" for s in SIDES)
SETS = tuple(f"paike_{s}_{k}" for s in SIDES for k in (1, 2))
PURLINS = ("heng_s", "heng_n", "heng_e", "heng_w")
BELOW = (*DRUMS, *COLUMNS, *BEAMS, *SETS)


@pytest.fixture(params=tuple(SIZES.values()))
def design(request):
    return pavilion(request.param)


@pytest.mark.parametrize("side", [(0, 1, 0), (0, -1, 0)])
def test_a_beam_with_two_dovetails_goes_in_from_above_only(design, side):
    standing = (*DRUMS, *COLUMNS)
    assert entry.can_enter(design, standing, "fang_s")
    barred = entry.barred_by(design, standing, "fang_s", np.array(side, float))
    assert set(barred) == {"langzhu_sw", "langzhu_se"}


def test_from_the_side_it_would_go_in_while_one_column_is_away(design):
    way = np.array([1.0, 0.0, 0.0])
    assert entry.can_enter(design, (*DRUMS, "langzhu_nw"), "fang_s", way)
    assert not entry.can_enter(design, (*DRUMS, "langzhu_se"), "fang_s", way)


def test_the_upper_purlins_lie_over_the_lower_ones(design):
    assert entry.barred_by(design, (*BELOW, "heng_e"), "heng_s") == ("heng_e",)
    assert entry.can_enter(design, (*BELOW, "heng_s", "heng_n"), "heng_e")


def test_a_purlin_before_its_brackets_would_fall(design):
    assert entry.can_enter(design, (*DRUMS, *COLUMNS, *BEAMS), "heng_s")
    assert not entry.is_borne(design, (*DRUMS, *COLUMNS, *BEAMS), "heng_s")
    assert "heng_s" not in entry.allowed(design, (*DRUMS, *COLUMNS, *BEAMS))


def test_a_bracket_does_not_go_under_a_purlin_that_lies(design):
    assert entry.barred_by(design, (*BELOW[:-1], "heng_w"), "paike_w_2") == ("heng_w",)


def test_the_order_follows_from_the_shapes(design):
    rounds = [{name.partition("_")[0] for name in places} for places in entry.order(design)]
    assert rounds[0] == {"gudeng", "dengxinmu"}
    assert rounds[1:4] == [{"langzhu"}, {"fang"}, {"paike"}]
    assert rounds[4:] == [{"heng"}, {"heng"}, {"laoqiang"}, {"chuan"}]


def test_what_may_come_next_is_what_the_order_says(design):
    done = []
    for places in entry.order(design):
        assert set(places) <= set(entry.allowed(design, done))
        done += places
    assert entry.allowed(design, done) == ()


@pytest.mark.parametrize(
    ("sequence", "wrong"),
    [
        ((*BELOW, "heng_e"), ("heng_e", "heng_n")),
        ((*DRUMS, *BEAMS), ("fang_s", "langzhu_se")),
        (
            (*BELOW, "heng_s", "heng_n", "heng_e", "heng_w", "laoqiang_sw"),
            ("laoqiang_sw", "dengxinmu"),
        ),
    ],
)
def test_a_wrong_order_is_told_by_what_was_missing(design, sequence, wrong):
    assert entry.follows(design, sequence) == wrong
