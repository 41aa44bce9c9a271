"""The dry fit of the pavilion's 枋, measured on its solids as they are cut."""

import math
from dataclasses import replace

import pytest

from bench.timber_pavilion import shipped
from content.errors import Refusal
from content.library import SHIPPED
from lessons.arts import pavilion_design
from physics.engine import GRAVITY
from physics.timber import dry_fit, entry, pavilion_sizes, sizes
from physics.timber.cutting_drive import SWING
from physics.timber.dry_fit import Joining
from physics.timber.fit import Drive, Fit
from physics.timber.joints import check, thicker
from physics.timber.joints_dovetail import dovetail
from physics.timber.pavilion_frame import frame
from physics.tools.striking import AXE_POLL, HAMMER, impulse

PAVILION = SHIPPED / "xiangshan" / "xiaofangting" / "parts.yaml"


@pytest.fixture(scope="module")
def design():
    return shipped().design


def fang(design, thick_mm):
    (came,) = design.delivered
    found = dry_fit.joinings(design, came.part, came.cut(thick_mm / 1000))
    return {joining.bearer: joining for joining in found}


def test_the_delivered_tail_jams_and_the_other_end_slides(design):
    (came,) = design.delivered
    found = fang(design, came.thicker * 1000)
    assert found["langzhu_ne"].kind == "jam" and found["langzhu_se"].kind == "sliding"
    assert found["langzhu_ne"].newtons == (math.inf, math.inf)
    assert found["langzhu_se"].room_mm == pytest.approx(found["langzhu_se"].drawn_mm, abs=0.01)
    assert not dry_fit.goes(tuple(found.values()))


@pytest.mark.parametrize(
    ("thick_mm", "kind"),
    [(3.0, "driving"), (1.6, "driving"), (1.2, "sliding"), (0.0, "sliding"), (-0.8, "loose")],
)
def test_pared_it_has_to_be_driven_then_slides_then_is_loose(design, thick_mm, kind):
    joint = fang(design, thick_mm)["langzhu_ne"]
    assert joint.kind == kind
    # the drawing's room less what the tail is too thick, by the cheeks' slope at most 2 % off
    assert joint.room_mm == pytest.approx(
        joint.drawn_mm - thick_mm, abs=0.02 * abs(thick_mm) + 0.02
    )


def test_the_blows_that_would_drive_it_home_do_the_work_of_its_friction(design):
    joint, tool, mass = fang(design, 1.6)["langzhu_ne"], AXE_POLL, 18.0
    fit, given = joint.fit, impulse(AXE_POLL, SWING, 18.0)
    work = fit.friction(fit.travel) * fit.travel / 2 - mass * GRAVITY * fit.travel
    assert joint.blows(mass, tool) >= work / (given**2 / 2 / mass)
    drive, count = Drive(fit), 0
    while not drive.seated and count < 1000:  # blow by blow, step by step
        drive, count = drive.blow(given, mass), count + 1
        while drive.speed > 0:
            drive = drive.step(mass * GRAVITY, mass, 1 / 960)
    assert joint.blows(mass, tool) == pytest.approx(count, rel=0.03, abs=1)
    assert joint.blows(mass, tool) < joint.blows(mass, HAMMER)
    found = [fang(design, thick)["langzhu_ne"].blows(mass, tool) for thick in (1.6, 2.4, 3.0)]
    assert found == sorted(found) and found[0] < found[-1]
    assert fang(design, 4.0)["langzhu_ne"].blows(mass, tool) is None  # it jams
    assert fang(design, 0.0)["langzhu_ne"].blows(mass, tool) is None  # it slides


def test_what_presses_resists_twice_as_much_at_the_shoulder_as_half_way(design):
    half, home = fang(design, 2.4)["langzhu_ne"].newtons
    assert home == pytest.approx(2 * half)
    assert half > 500  # more than a hand has


def test_every_right_part_goes_with_its_mates(design):
    parts = {p.name: p for p in design.parts}
    for place in ("langzhu_sw", "fang_n", "heng_e", "laoqiang_ne", "paike_s_1"):
        found = dry_fit.joinings(design, place, parts[place])
        assert [j.bearer for j in found] == list(design.place(place).bearers)
        assert dry_fit.goes(found), place


def test_a_part_that_only_lies_has_no_room_to_be_told():
    assert Joining("a", "b", math.nan, math.nan).kind == "lies"


def test_room_beyond_the_drawing_counts_and_not_room_itself():
    assert Joining("a", "b", 2.0, 1.6).kind == "sliding"
    assert Joining("a", "b", 0.9, 0.2).kind == "loose"
    tight = Fit(0.4, 0.05, 0.04, 0.17)
    assert Joining("a", "b", -0.4, 1.6, tight).kind == "driving"


def test_the_thick_tail_cannot_be_let_down_and_the_drawn_one_can(design):
    standing = [p.name for p in design.places if p.name.startswith(("gudeng", "langzhu"))]
    (came,) = design.delivered
    thick = came.cut(came.thicker)
    parts = tuple(thick if p.name == came.part else p for p in design.parts)
    assert entry.can_enter(design, standing, came.part)
    assert entry.barred_by(replace(design, parts=parts), standing, came.part) == ("langzhu_ne",)


def test_a_thicker_joint_is_a_joint_that_can_be():
    plain = dovetail(0.044, 0.042, 0.005, 0.176, 0.0008)
    for more in (0.004, -0.002):
        grown = thicker(plain, more)
        check(grown)
        wide = [max(p.points[:, 1].max() for p in j.tenon) for j in (plain, grown)]
        assert wide[1] - wide[0] == pytest.approx(more / 2)


def test_a_thick_tail_where_there_is_none_is_refused():
    read = pavilion_sizes.read(PAVILION)
    paike = sizes.read(SHIPPED / read.bracket.pack / read.bracket.file)
    for wrong in ({"bearer": "langzhu_sw"}, {"part": "langzhu_ne"}, {"part": "fang_x"}):
        thick = read.thick[0].model_copy(update=wrong)
        with pytest.raises(Refusal, match=next(iter(wrong.values()))):
            pavilion_design.delivered(thick, read, frame(read, paike))
