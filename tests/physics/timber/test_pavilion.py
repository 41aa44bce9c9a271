from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from bench.timber_pavilion import SIZES, Standing, Trial, pavilion
from content.errors import Refusal
from content.library import SHIPPED
from physics.timber import pavilion_sizes, sizes, solids
from physics.timber.pavilion import lower_parts
from physics.timber.pavilion_frame import frame
from physics.world import available

FOLDER = SHIPPED / "xiangshan" / "xiaofangting"
PAIKE = sizes.read(SHIPPED / "xiangshan" / "paike_siliu" / "parts.yaml")
SETS = {f"paike_{side}_{k}" for side in "senw" for k in (1, 2)}
FILES = tuple(SIZES.values())
needs_engine = pytest.mark.skipif(not available(), reason="needs pybullet")


@pytest.fixture(params=FILES)
def design(request):
    return pavilion(request.param)


def test_the_rules_give_the_measures_of_both_sizes():
    small, large = (frame(pavilion_sizes.read(FOLDER / name), PAIKE) for name in FILES)
    assert (small.span, large.span) == pytest.approx((2.2, 2.75))
    assert (small.column_height, large.column_height) == pytest.approx((1.76, 2.2))
    assert (small.column, large.column) == pytest.approx((0.176, 0.22))
    assert small.fang == pytest.approx((0.11, 0.176)) and large.fang == pytest.approx((0.11, 0.22))
    assert (small.heng, large.heng) == pytest.approx((0.105, 0.131), abs=0.0005)
    assert small.drum[2] == pytest.approx(0.7 * 0.176)
    assert np.tan(small.pitch) == pytest.approx(0.5)


def test_every_piece_is_true_to_its_solid(design):
    seen = {}
    for part in design.parts:
        seen.setdefault(id(part.solid), part)
    for part in seen.values():
        found = solids.fidelity(part.solid, part.body.pieces)
        assert found.volume_error < 1e-5, part.name
        assert found.intrusion < 1e-5 and found.missing < 1e-5, part.name


def test_what_stands_true_has_no_wood_in_wood(design):
    part = {p.name: p for p in design.parts}
    stood = {p.name: solids.moved(part[p.name].solid, p.pose) for p in design.places}
    stood |= {n: solids.moved(part[n].solid, design.start[n]) for n in design.props}
    shared = {
        (one, other): stood[one].within(stood[other]).volume
        for one, other in combinations(stood, 2)
    }
    assert max(shared.values()) < 1e-9, max(shared, key=shared.get)


def test_all_that_moves_at_once_is_at_most_forty(design):
    assert len(design.parts) == 40
    assert len([p for p in design.parts if p.kind == "paike"]) == 8


def test_a_pavilion_whose_joint_cannot_be_is_refused():
    given = pavilion_sizes.read(FOLDER / "parts.yaml")
    f = frame(given, PAIKE)
    with pytest.raises(Refusal, match="燕尾榫|枋|langzhu|fang"):
        lower_parts(given, PAIKE, replace(f, fang=(0.02, f.fang[1])))


@needs_engine
def test_it_stands_without_a_prop_or_a_peg():
    it = Standing(pavilion(), Trial())
    lean = it.go(0.4)
    assert it.speed() < 3.0
    assert lean < 0.1
    assert 0 < it.sunk("dengxinmu") < 15.0
    assert not [n for n, mm in it.shifts().items() if mm > 20]
    it.world.close()


@needs_engine
def test_without_the_timber_that_holds_it_falls():
    it = Standing(pavilion(), Trial(without=("laoqiang", "chuan")))
    it.go(0.4)
    assert it.sunk("dengxinmu") > 200.0  # nothing holds the 灯心木
    it.world.close()


@needs_engine
def test_without_the_tie_beams_nothing_bears_the_brackets():
    it = Standing(pavilion(), Trial(without=("fang",)))
    it.go(0.3)
    assert {n for n in it.handles if it.sunk(n) > 150} >= SETS
    it.world.close()
