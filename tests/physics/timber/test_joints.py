"""Closed-form volumes, and what every joint must do: fit, come out its own way, no other."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import Refusal
from physics.timber import joints, solids
from physics.timber.joints_cross import gutou, lap, qiaojiao
from physics.timber.joints_dovetail import dovetail
from physics.timber.joints_post import column_foot, column_head
from physics.timber.joints_tenon import blind, stepped, straight, through, wedge

HEAD = (0.18, 0.09, 0.14)
MADE = {
    "straight": straight(0.1, 0.04, 0.12, 0.0002),
    "eased": straight(0.1, 0.04, 0.12, 0.001, ease=0.005),
    "blind": blind(0.1, 0.04, 0.12, 0.0002, depth=0.176),
    "through": through(0.176, 0.03, 0.04, 0.12, 0.0005, slot=0.01),
    "wedge": wedge(0.08, 0.04, 0.01, 0.002, 0.0),
    "stepped": stepped(0.176, 0.08, 0.04, 0.12, 0.0005, proud=0.02),
    "dovetail": dovetail(0.044, 0.05, 0.0044, 0.176, 0.0003),
    "head": column_head(0.05, 0.05, 0.1, 0.0005),
    "foot": column_foot(0.05, 0.05, 0.1, 0.0005),
    "gutou over": gutou(0.176, 0.0528, 0.176, HEAD, 0.0005, over=True),
    "gutou under": gutou(0.176, 0.0528, 0.176, HEAD, 0.0005, over=False),
}


def volume(pieces):
    return solids.joined(map(solids.convex, pieces)).volume


def test_tenons_have_the_volume_their_measures_say():
    assert volume(MADE["straight"].tenon) == pytest.approx(0.1 * 0.04 * 0.12)
    tip = 0.005 / 6 * (0.04 * 0.12 + 4 * 0.035 * 0.115 + 0.03 * 0.11)  # prismatoid
    assert volume(MADE["eased"].tenon) == pytest.approx(0.095 * 0.04 * 0.12 + tip)
    assert volume(MADE["through"].tenon) == pytest.approx(0.206 * 0.04 * 0.12)
    assert volume(MADE["wedge"].tenon) == pytest.approx(0.08 * 0.04 * 0.006)
    stepped_ = 0.04 * (0.08 * 0.12 + 0.116 * 0.06)
    assert volume(MADE["stepped"].tenon) == pytest.approx(stepped_)
    frustum = 0.05 / 3 * (0.05**2 + 0.045**2 + 0.05 * 0.045)
    assert volume(MADE["head"].tenon) == pytest.approx(frustum)


def test_a_dovetail_is_its_trapezium_less_the_two_sharp_corners():
    inward, slope = 1.25 * 0.0044, 0.0044 / 0.044
    within = inward / math.cos(math.atan(slope)) - 0.0044  # of the corner, in the middle box
    section = 0.044 * (0.05 + 0.0044) - (inward**2 - within**2) * slope
    assert volume(MADE["dovetail"].tenon) == pytest.approx(section * 0.176, rel=1e-9)


def test_the_two_halves_of_a_corner_tenon_share_the_column():
    over, under = (volume(MADE[f"gutou {k}"].tenon) for k in ("over", "under"))
    assert over == pytest.approx(under)
    crossing = 0.0528 * (0.0528 + 0.001) * 0.176
    whole = (0.176 + 0.0005) * 0.0528 * 0.176 + (0.088 + 0.18 - 0.1765) * 0.09 * 0.14
    assert over == pytest.approx(whole - crossing / 2)


@pytest.mark.parametrize("name", MADE)
def test_seated_no_wood_is_shared(name):
    joint = MADE[name]
    tenon = solids.joined(map(solids.convex, joint.tenon))
    assert tenon.cut(*map(solids.convex, joint.mortise)).volume < 1e-12


ACROSS = ([0, 1, 0], [0, -1, 0])
UPRIGHT = ([0, 0, 1], [0, 0, -1])


def closed(name):
    """Ways in (and so out) that wood has to bar."""
    if name == "wedge":
        return ACROSS  # its slot is open on both sides
    return (*ACROSS, *UPRIGHT) if MADE[name].entry[0] else (*ACROSS, [0, 0, 1])


@pytest.mark.parametrize("name", MADE)
def test_each_comes_out_along_its_own_way_only(name):
    joint = MADE[name]
    assert joints.shared(joint, joint.entry, joint.travel) < 1e-12
    for way in closed(name):
        assert joints.shared(joint, np.array(way, float), joint.travel) > 1e-7, way


def test_a_dovetail_holds_against_the_pull_and_a_straight_tenon_does_not():
    pull = np.array([1.0, 0, 0])  # entered along x it would have to leave against x
    assert joints.shared(MADE["dovetail"], pull, 0.044) > 1e-6
    assert joints.shared(MADE["straight"], pull, 0.1) < 1e-12


def test_a_joint_that_cannot_slide_its_own_way_is_refused():
    wrong = replace(MADE["dovetail"], entry=np.array([1.0, 0, 0]))
    with pytest.raises(Refusal, match="cannot slide"):
        joints.check(wrong)
    for entry in ([0, 0, 0], [math.nan, 0, 0], [0, 0, -2.0]):
        with pytest.raises(Refusal, match="direction"):
            joints.check(replace(MADE["straight"], entry=np.array(entry, float)))


def test_two_lapped_timbers_fill_the_crossing_once():
    joint = lap(0.1, 0.08, 0.12, 0.0)
    upper = solids.box((-0.5, -0.05, -0.06), (0.5, 0.05, 0.06))
    lower = solids.box((-0.04, -0.5, -0.06), (0.04, 0.5, 0.06))
    upper = upper.cut(*map(solids.convex, joint.relief))
    lower = lower.cut(*map(solids.convex, joint.mortise))
    assert upper.within(lower).volume < 1e-12
    assert upper.volume == pytest.approx((1.0 - 0.04) * 0.1 * 0.12)
    assert lower.volume == pytest.approx((1.0 - 0.05) * 0.08 * 0.12)


def test_a_driven_joint_keeps_its_tightness_as_a_number_and_its_shapes_apart():
    joint = straight(0.1, 0.04, 0.12, -0.0003)
    assert joint.clearance == -0.0003
    tenon = solids.joined(map(solids.convex, joint.tenon))
    assert tenon.cut(*map(solids.convex, joint.mortise)).volume < 1e-12


size = st.floats(0.02, 0.3)
gap = st.floats(0, 0.002)


@settings(max_examples=30)
@given(size, size, size, gap, st.floats(0, 0.009))
def test_any_straight_tenon_goes_home_and_back(length, width, height, clearance, ease):
    joint = straight(length, width, height, clearance, ease)
    tenon = solids.joined(map(solids.convex, joint.tenon))
    assert tenon.cut(*map(solids.convex, joint.mortise)).volume < 1e-12
    sideways = joints.shared(joint, np.array([0.0, 1, 0]), 0.02)
    assert sideways == pytest.approx(_blocked(joint, 0.02 - clearance), rel=0.2, abs=1e-9)


def _blocked(joint, overlap):
    """Wood in the way of a tenon pushed aside by more than its clearance (without its tip)."""
    shaft = joint.tenon[0].points
    length, height = shaft[:, 0].max(), np.ptp(shaft[:, 2])
    return volume(joint.tenon) / (length * np.ptp(shaft[:, 1])) * overlap * length if height else 0


@settings(max_examples=30)
@given(
    st.floats(0.03, 0.1), st.floats(0.04, 0.12), st.floats(0.05, 0.25), st.floats(0.05, 0.2), gap
)
def test_any_dovetail_goes_down_home_and_never_forward(length, neck, share, height, clearance):
    flare = neck * share
    if clearance * 1.2 >= flare:
        return
    joint = dovetail(length, neck, flare, height, clearance)
    assert joints.shared(joint, joint.entry, joint.travel) < 1e-12
    assert joints.shared(joint, np.array([1.0, 0, 0]), length) > 1e-9


@settings(max_examples=40)
@given(st.floats(0.1, 0.4), st.floats(0.15, 0.4), st.floats(0.5, 1.2), gap, st.booleans())
def test_any_joint_of_a_column_seats_and_leaves(column, share, slender, clearance, over):
    """Tenons `share` of the column thick and `slender` of it high, as carpenters make them."""
    thick, high, clearance = column * share, column * slender, clearance / 2
    head = (column, thick * 1.5, high * 0.8)
    for joint in (
        blind(column * 0.6, thick, high, clearance, depth=column),
        through(column, column / 10, thick, high, clearance, slot=high / 10),
        wedge(column / 3, thick, high / 10, high / 40, clearance / 10),
        stepped(column, column / 2, thick, high, clearance, proud=column / 10),
        column_head(thick, thick, 0.1, clearance),
        gutou(column, thick, high, head, clearance, over),
    ):
        tenon = solids.joined(map(solids.convex, joint.tenon))
        assert tenon.cut(*map(solids.convex, joint.mortise)).volume < 1e-12, joint.kind
        assert joints.shared(joint, joint.entry, joint.travel) < 1e-12, joint.kind
        assert joints.shared(joint, np.array([0.0, 1, 0]), joint.travel) > 1e-9, joint.kind


REFUSED = {
    "the length is 0 mm": lambda: straight(0, 0.04, 0.12, 0),
    "the width is -40 mm": lambda: straight(0.1, -0.04, 0.12, 0),
    "the height is nan mm": lambda: straight(0.1, 0.04, math.nan, 0),
    "the length is inf mm": lambda: straight(math.inf, 0.04, 0.1, 0),
    "clearance of nan mm": lambda: straight(0.1, 0.04, 0.12, math.nan),
    "clearance of -50 mm": lambda: straight(0.1, 0.04, 0.12, -0.05),
    "eased edge .25 mm. has to be smaller than half": lambda: straight(0.1, 0.04, 0.12, 0, 0.025),
    "depth of the timber it enters .100 mm": lambda: blind(0.1, 0.04, 0.12, 0, depth=0.1),
    "slot for the wedge .130 mm": lambda: through(0.1, 0.02, 0.04, 0.12, 0, slot=0.13),
    "thin end .10 mm. has": lambda: wedge(0.08, 0.04, 0.01, 0.01, 0),
    "full height .200 mm": lambda: stepped(0.176, 0.2, 0.04, 0.12, 0, 0.02),
    "the neck is 0 mm": lambda: dovetail(0.044, 0, 0.004, 0.176, 0),
    "the neck is -5 mm": lambda: dovetail(0.044, -0.005, 0.004, 0.176, 0),
    "clearance .12.7.* smaller than the flare": lambda: dovetail(0.01, 0.05, 0.01, 0.1, 0.009),
    "flare of each side .* smaller than the neck": lambda: dovetail(0.1, 0.02, 0.018, 0.1, 0),
    "taper .50 mm. has to be smaller than the root": lambda: column_foot(0.05, 0.05, 1.0, 0),
    "head beyond the column": lambda: gutou(0.2, 0.05, 0.2, (0.09, 0.08, 0.1), 0, True),
    "tenon's thickness .* than the column": lambda: gutou(0.1, 0.2, 0.2, HEAD, 0, True),
    "the diameter|the width is 0 mm": lambda: qiaojiao(0, 0),
    "the width of the crossing": lambda: lap(0.1, -0.1, 0.1, 0),
}


@pytest.mark.parametrize("said", REFUSED)
def test_measures_that_cannot_be_are_refused_in_words(said):
    with pytest.raises(Refusal, match=said):
        REFUSED[said]()
