"""What a part can have by how it stands holds all that can be cut into it."""

from functools import cache

import numpy as np
import pytest

from lessons import registry
from lessons.arts import workpiece
from lessons.arts.inspection_trial import stands
from physics.timber import faults, gauges, solids
from physics.timber.fault_places import possible
from physics.timber.raised import KINDS, right

PARTS = {
    "xiangshan/zhaobing": ("zuodou", "gong", "sheng_left"),
    "xiangshan/zhaobing_fangting": ("gudeng_sw", "langzhu_nw", "paike_e_1", "heng_n", "chuan_s"),
}


@cache
def raised(lesson):
    library = registry.library()
    path = library.file(lesson, library.lesson(lesson).parts)
    return right(workpiece.read(path).design)


@pytest.fixture(scope="module")
def pavilion():
    return raised("xiangshan/zhaobing_fangting")


@pytest.mark.parametrize("corner", ["sw", "ne"])
def test_a_column_of_the_pavilion_leans_while_its_head_stays_where_the_ties_hold_it(
    pavilion, corner
):
    part, stone = f"langzhu_{corner}", f"gudeng_{corner}"
    work = faults.made(pavilion, "lean", part)
    assert work is not None and [f.kind for f in work.truth] == ["lean"]
    assert gauges.read(work, "plumb", part).value == pytest.approx(15.0)
    assert gauges.read(work, "square", part).value == pytest.approx(0.9)
    for other in set(work.stands.values()) - {part}:
        assert gauges.read(work, "plumb", other).value == 0
    head = pavilion.frame(part).into(pavilion.poses[part].out(np.array([0, 0, 1.6])))
    moved = work.frame(part).out(head) - pavilion.frame(part).out(head)
    assert np.linalg.norm(moved) < 0.005
    off = np.subtract(work.poses[stone].at, pavilion.poses[stone].at)
    assert abs(off[0]) == pytest.approx(0.026, abs=0.002) and off[2] == 0
    assert gauges.read(work, "feeler", stone).value == 0  # the stone lies flat
    assert work.fits(frozenset({part})) and stands(work)
    own = work.part(part)
    assert solids.fidelity(own.solid, own.body.pieces).volume_error < 1e-5


@pytest.mark.parametrize("side", ["s", "w"])
def test_a_chip_under_the_rafters_of_the_pavilion_tips_them_and_nothing_else(pavilion, side):
    part = f"chuan_{side}"
    work = faults.made(pavilion, "chip", part)
    assert work is not None and [f.kind for f in work.truth] == ["chip"]
    feeler, tap = gauges.read(work, "feeler", part), gauges.read(work, "tap", part)
    assert feeler.value == pytest.approx(faults.CHIP_MM, abs=0.3) and tap.dull
    for other in set(work.stands.values()) - {part}:
        assert work.poses[other] == pavilion.poses[other]
        assert not gauges.read(work, "tap", other).dull
    assert work.fits(frozenset({part})) and stands(work)
    own = work.part(part)
    assert solids.fidelity(own.solid, own.body.pieces).volume_error < 1e-5


def test_every_kind_that_the_pavilion_has_room_for_is_hidden_in_it_at_times(pavilion):
    makers = {kind: part for kind, part in (("chip", "chuan_n"), ("lean", "langzhu_se"))}
    assert all(kind in possible(pavilion, part) for kind, part in makers.items())
    drawn = set()
    for seed in range(6):
        hidden = faults.hidden(pavilion.plan, np.random.default_rng(seed))
        drawn.update(fault.kind for fault in hidden.truth)
        if drawn >= {"chip", "lean"}:
            return
    raise AssertionError(drawn)


@pytest.mark.parametrize(("lesson", "part"), [(k, p) for k, ps in PARTS.items() for p in ps])
def test_whatever_can_be_made_is_possible(lesson, part):
    work = raised(lesson)
    made = {kind for kind in KINDS if faults.made(work, kind, part)}
    assert made and made <= possible(work, part) < set(KINDS)
