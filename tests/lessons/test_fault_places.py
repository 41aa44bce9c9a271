"""What a part can have by how it stands holds all that can be cut into it."""

import pytest

from lessons import registry
from physics.timber import faults
from physics.timber.fault_places import possible
from physics.timber.raised import KINDS, right

PARTS = {
    "xiangshan/zhaobing": ("zuodou", "gong", "sheng_left"),
    "xiangshan/zhaobing_fangting": ("gudeng_sw", "langzhu_nw", "paike_e_1", "heng_n"),
}


@pytest.mark.parametrize(("lesson", "part"), [(k, p) for k, ps in PARTS.items() for p in ps])
def test_whatever_can_be_made_is_possible(lesson, part):
    bench, _piece = registry.inspection(registry.library(), lesson)
    bench.close()
    raised = right(bench.design)
    made = {kind for kind in KINDS if faults.made(raised, kind, part)}
    assert made and made <= possible(raised, part) < set(KINDS)
