import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.errors import Refusal
from physics.engine import GRAVITY
from physics.shape import Box
from physics.timber.fit import Drive, Fit, depth_after
from physics.timber.joint import Joint
from physics.timber.wood import CAMPHOR, FIR

TIGHT = Fit(0.3, 0.04, 0.12, 0.1)
MASS, JOULES = 5.0, 2.3
IMPULSE = math.sqrt(2 * JOULES * MASS)


def rest(drive, force, rate, seconds=0.25):
    for _ in range(int(seconds * rate)):
        drive = drive.step(force, MASS, 1 / rate)
    return drive


def test_the_figures_of_the_law():
    assert TIGHT.pressure == pytest.approx(60e6 * 0.0003 / 0.04)
    assert TIGHT.friction(0.1) == pytest.approx(3780)
    assert TIGHT.friction(0.05) == pytest.approx(1890)
    assert TIGHT.friction(0.2) == TIGHT.friction(0.1) and TIGHT.friction(-0.01) == 0
    assert Fit(0.3, 0.04, 0.12, 0.1, CAMPHOR).friction(0.1) > TIGHT.friction(0.1)


@pytest.mark.parametrize(
    ("mm", "kind"), [(-1, "loose"), (-0.3, "sliding"), (0, "sliding"), (0.3, "driving"), (2, "jam")]
)
def test_interference_decides_what_the_joint_does(mm, kind):
    assert Fit(mm, 0.04, 0.12, 0.1).kind == kind


def test_the_wood_decides_where_a_joint_jams():
    limit = FIR.crush * 0.04 / FIR.stiffness * 1000
    assert Fit(limit - 0.01, 0.04, 0.12, 0.1).kind == "driving"
    assert Fit(limit + 0.01, 0.04, 0.12, 0.1).kind == "jam"


@pytest.mark.parametrize("rate", [120, 240, 480])
def test_fourteen_blows_go_as_deep_as_the_closed_form_says(rate):
    drive, depth, last = Drive(TIGHT), 0.0, math.inf
    for _ in range(14):
        before = drive.depth
        drive = rest(drive.blow(IMPULSE, MASS), MASS * GRAVITY, rate)
        depth = depth_after(TIGHT, depth, JOULES, MASS * GRAVITY)
        assert drive.depth - before < last  # every blow goes less far than the one before
        last = drive.depth - before
    assert drive.depth == pytest.approx(depth, rel=0.005)
    assert drive.speed == 0


def test_a_joint_at_rest_holds_up_to_its_friction_and_then_slips():
    held = Drive(TIGHT, 0.05)
    assert rest(held, -0.99 * TIGHT.friction(0.05), 240) == held
    assert rest(held, -1.01 * TIGHT.friction(0.05), 240, 2).depth < 0.04


@given(st.floats(0, 0.1), st.floats(-2000, 2000), st.sampled_from([120, 240, 480]))
def test_friction_never_moves_anything(depth, force, rate):
    """From rest, a part goes only where the force goes, and never beyond the shoulder."""
    after = rest(Drive(TIGHT, depth), force, rate, 0.05)
    assert (after.depth - depth) * force >= 0 and after.depth <= TIGHT.travel


def test_with_clearance_a_part_falls_in_freely_and_seats():
    drive = rest(Drive(Fit(-0.2, 0.04, 0.12, 0.1)), MASS * GRAVITY, 240)
    assert drive.seated and drive.depth == 0.1 and drive.speed == 0


def test_nothing_drives_a_joint_that_jams():
    tight = Fit(3, 0.04, 0.12, 0.1)
    assert rest(Drive(tight).blow(IMPULSE, MASS), 0, 240).depth < 0.0005
    assert depth_after(tight, 0, 1000) == 0


def test_before_the_mouth_nothing_holds():
    drive = Drive(TIGHT, -0.01).blow(IMPULSE, MASS).step(0, MASS, 1 / 240)
    assert drive.speed == pytest.approx(IMPULSE / MASS)


def test_a_wedge_spreads_no_further_than_the_wood_bears():
    assert TIGHT.spread(0.5).interference_mm == pytest.approx(0.8)
    most = TIGHT.spread(50)
    assert most.pressure == pytest.approx(FIR.crush) and most.kind == "driving"


def test_a_joint_gives_its_own_fit():
    tenon = Box.between((0, -0.02, -0.06), (0.1, 0.02, 0.06))
    joint = Joint("zhisun", (tenon,), (), (tenon,), np.array([1.0, 0, 0]), 0.1, -0.00015)
    fit = Fit.of(joint)
    assert (fit.thickness, fit.width, fit.travel) == pytest.approx((0.04, 0.12, 0.1))
    assert fit.interference_mm == pytest.approx(0.3) and fit.kind == "driving"
    loose = Fit.of(replace(joint, clearance=0.001, entry=np.array([0, 0, -1.0])), CAMPHOR)
    assert loose.kind == "loose" and loose.wood is CAMPHOR
    assert (loose.thickness, loose.width) == (pytest.approx(0.04), pytest.approx(0.1))


@given(st.floats(0.005, 0.2), st.sampled_from([FIR, CAMPHOR]), st.floats(-2, 100))
def test_a_spread_joint_never_jams_by_rounding_and_never_grows_looser(thick, wood, mm):
    fit = Fit(-0.5, thick, 0.12, 0.1, wood)
    assert fit.spread(max(mm, 0)).kind != "jam"
    assert fit.spread(max(mm, 0)).interference_mm >= fit.interference_mm
    jam = Fit(0.99 * thick * 1000, thick, 0.12, 0.1, wood)
    assert jam.spread(1) == jam


def test_the_shoulder_tells_the_blow_with_which_it_came_home():
    fit = Fit(-0.2, 0.04, 0.12, 0.1)
    drive = Drive(fit, 0.099).blow(IMPULSE, MASS)
    landed = [(drive := drive.step(0, MASS, 1 / 240)).landed for _ in range(5)]
    assert landed == [pytest.approx(IMPULSE), 0, 0, 0, 0]
    assert rest(drive, MASS * GRAVITY, 240).landed == 0


@pytest.mark.parametrize(
    "sizes",
    [(0.3, 0, 0.1, 0.1), (0.3, 0.04, -0.1, 0.1), (0.3, 0.04, 0.1, math.inf),
     (math.nan, 0.04, 0.1, 0.1), (50, 0.04, 0.1, 0.1), (-41, 0.04, 0.1, 0.1)],
)  # fmt: skip
def test_sizes_that_cannot_be_are_refused(sizes):
    with pytest.raises(Refusal, match="Correct the sizes"):
        Fit(*sizes)


@pytest.mark.parametrize(("impulse", "mass"), [(math.nan, 1), (math.inf, 1), (1, 0), (1, -2)])
def test_a_blow_that_is_no_number_is_refused(impulse, mass):
    with pytest.raises(ValueError, match="blow"):
        Drive(TIGHT).blow(impulse, mass)


@pytest.mark.parametrize("step", [(math.nan, 1, 0.1), (0, 0, 0.1), (0, 1, 0), (0, 1, math.nan)])
def test_a_step_that_is_no_number_is_refused(step):
    with pytest.raises(ValueError, match="step"):
        Drive(TIGHT).step(*step)
