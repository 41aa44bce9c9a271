"""The cases of bench/timber_cases, timber_frames and timber_laws, short, on each engine.

A lesson may only rely on what holds here on all of them; no case is marginal: each outcome has
a factor of two in hand or is a closed form.
"""

import numpy as np
import pytest

from bench import timber_cases as cases
from bench import timber_frames as frames
from bench import timber_laws as laws
from bench.timber_frames import Trial
from physics.engine import RATE
from physics.timber.sizes import read


@pytest.mark.parametrize(
    ("clearance", "rate", "hulls"),
    [(0.001, 240, False), (0.0002, 240, False), (0.0001, 480, False), (0.0002, 240, True)],
)
def test_a_tenon_seats(make_engine, clearance, rate, hulls):
    seat = cases.tenon(make_engine, clearance, rate, hulls)
    assert seat.gap_mm < 0.05 and seat.speed < 1e-4 and seat.overlap_mm < 0.15


def test_a_dovetail_holds_five_kilonewtons(make_engine):
    pull = cases.dovetail(make_engine, 5000)
    assert abs(pull.seat_mm) < 0.05
    assert 1.0 < pull.moved_mm < 5  # the play of 0.3 mm along the flare, and what gives


def test_a_tenon_does_not_enter_sideways(make_engine):
    assert cases.wrong_order(make_engine, 5000) > 160  # the tenons' length and the beam's half


@pytest.mark.parametrize("rate", [240, 960])
def test_a_peg_lets_go_at_its_force(make_engine, rate):
    step = 2000 / rate
    assert laws.lets_go(make_engine, 500, rate) == pytest.approx(500, abs=1.01 * step)


@pytest.mark.parametrize("rate", [240, 960])
def test_a_blow_loses_no_momentum(make_engine, rate):
    read_at_contact, lost = laws.blow(make_engine, rate)
    assert read_at_contact < 1e-3 and lost < 1e-3


def test_a_block_slides_as_far_as_friction_lets_it(make_engine):
    """v2 / (2 mu g), less half a step."""
    assert laws.slide(make_engine, 3.0, 960).share == pytest.approx(1, abs=0.002)
    assert laws.slide(make_engine, 0.5, 960).share == pytest.approx(1, abs=0.01)


def test_how_high_a_sliding_block_hops_on_mujoco_is_bounded(make_engine):
    """(mu v)2 / 2g: the relaxed friction throws it up with mu v at most; pybullet's does not."""
    hop = laws.slide(make_engine, 3.0).hop_mm
    assert hop < 1000 * (0.25 * 3.0) ** 2 / (2 * 9.81)
    assert laws.slide(make_engine, 0.5).hop_mm < 1


def test_the_frame_bears_three_tons(make_engine):
    fate = frames.endure(make_engine, Trial(seconds=1.5, kg=3000))
    assert fate.worst_deg < 0.2 and fate.sank_mm < 5


def test_long_tenons_keep_the_frame_standing(make_engine):
    assert frames.endure(make_engine, Trial(seconds=3.5, shake=0.35)).stands


def test_short_tenons_let_it_fall(make_engine):
    assert not frames.endure(make_engine, Trial(seconds=5.5, shake=0.5, tenon=0.005)).stands


def test_pegs_keep_short_tenons_and_weak_ones_let_go(make_engine):
    strong = frames.endure(make_engine, Trial(seconds=2.5, shake=0.35, tenon=0.02, pegs=4000))
    assert strong.worst_deg < 0.5 and strong.broken == 0
    weak = frames.endure(make_engine, Trial(seconds=2.5, shake=0.35, tenon=0.02, pegs=100))
    assert weak.broken >= 4


@pytest.mark.parametrize(("pack", "cun"), [("paike", 8), ("paike_liusheng", 13)])
def test_the_beds_lie_where_the_book_says(make_engine, root, pack, cun):
    sizes = read(root / "content/packs/xiangshan" / pack / "parts.yaml")
    np.testing.assert_allclose(frames.beds(make_engine, sizes), 1000 * sizes.metres(cun), atol=0.5)


def test_seventeen_parts_come_to_rest(make_engine, sizes):
    assert frames.settle(make_engine, frames.sets(sizes, 17), 2.0).speed < 1e-3


@pytest.mark.parametrize("freeze", [True, False])
def test_a_bracket_set_bears_half_a_ton(make_engine, sizes, freeze):
    rest = frames.burdened(make_engine, sizes, 500, 1.0, freeze)
    x, y, z = rest.poses[-1].at
    assert 0 < 0.22 - z < 3e-3 and np.hypot(x, y) < 2e-3
    assert rest.poses[-1].matrix[2, 2] > np.cos(np.radians(1))


def test_the_same_inputs_give_the_same_bits(make_engine):
    twice = [frames.endure(make_engine, Trial(seconds=1.5, shake=0.3)) for _ in range(2)]
    assert twice[0] == twice[1]


def test_a_set_comes_to_rest_alike_at_240_and_480(make_engine, sizes):
    slow = frames.settle(make_engine, frames.sets(sizes, 5), 1.0, RATE)
    quick = frames.settle(make_engine, frames.sets(sizes, 5), 1.0, 480)
    for one, two in zip(slow.poses, quick.poses, strict=True):
        np.testing.assert_allclose(one.at, two.at, atol=2e-4)
