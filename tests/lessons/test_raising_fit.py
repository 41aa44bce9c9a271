"""The dry fit in the lesson of the pavilion: tried, pared, marked, undone, judged."""

import pytest

from bench.timber_pavilion import shipped
from content.event import Event
from content.library import SHIPPED, open_library
from lessons import advice
from lessons.arts.raising import Raising
from lessons.arts.raising_guide import Guide, Porter
from physics.engine import RATE
from physics.world import available

pytestmark = pytest.mark.skipif(not available(), reason="needs pybullet")
TIGHT = "fang_e"


class Learner:
    """Acts on the pavilion in a yard where drums and columns stand."""

    def __init__(self, standing=("gudeng", "langzhu")):
        lesson = open_library((SHIPPED,)).lesson("xiangshan/xiaofangting")
        self.bench = Raising(lesson, shipped().design)
        self.tick = 0
        for place in self.bench.design.places:
            if place.name.startswith(standing):
                table = self.bench._table
                table.world.set_pose(table._handles[place.name], place.pose)
                table.disturb(place.name)
        self.go(RATE // 3)

    def go(self, ticks=1, inputs=()):
        happened = []
        for k in range(ticks):
            happened += self.bench.advance(self.tick, () if k else inputs)
            self.tick += 1
        return happened

    def act(self, name, **value):
        """Return what came of an act, without how the parts lie meanwhile."""
        happened = self.go(1, [Event(self.tick, name, value)])
        return [e for e in happened if e.name.startswith(("fit.", "part.pared", "work."))]

    def pare(self, strokes):
        told = [e for _k in range(strokes) for e in self.act("fit.pare", part=TIGHT)]
        assert [e.name for e in told] == ["part.pared"] * strokes
        self.go(RATE // 4)
        return told[-1].value

    def kinds(self):
        (told,) = self.act("fit.try", part=TIGHT)
        return {j["with"]: j["kind"] for j in told.value["joints"]}, told.value["goes"]

    def carry(self, part):
        goal, ways = self.bench.goals(part)[0]
        happened = []
        for acts in Porter(self.bench).carry(part, goal, ways):
            happened += self.go(1, [Event(self.tick, name, value) for name, value in acts])
        return {e.name: e.value for e in happened}

    def causes(self, part):
        found = [f for f in self.bench.assess().findings if f.where.id == part]
        return [f.cause.removeprefix("timber.") for f in found], found


@pytest.fixture
def learner():
    made = Learner()
    yield made
    made.bench.close()


def test_what_was_not_tried_hangs_at_its_place_and_is_told_why(learner):
    assert learner.carry(TIGHT)["part.blocked"]["gap_mm"] > 50
    causes, found = learner.causes(TIGHT)
    assert causes[:2] == ["untried", "gap"] and found[0].cost == 0
    assert "now it hangs" in advice.sentence(found[0])
    (refused,) = learner.act("fit.pare", part=TIGHT)  # not up there
    assert refused.value["cause"] == "stuck"


def test_pared_and_tried_it_goes_down_and_is_marked(learner):
    assert learner.kinds() == ({"langzhu_se": "sliding", "langzhu_ne": "jam"}, False)
    assert TIGHT not in learner.bench.view().marked
    assert learner.pare(2)["taken_mm"] == 0.8
    assert learner.kinds()[0]["langzhu_ne"] == "driving"
    learner.pare(8)
    assert learner.kinds() == ({"langzhu_se": "sliding", "langzhu_ne": "sliding"}, True)
    assert TIGHT in learner.bench.view().marked
    assert "part.seated" in learner.carry(TIGHT)
    assert learner.causes(TIGHT)[0] == []
    (stands,) = learner.act("fit.try", part=TIGHT)
    assert stands.value["cause"] == "stands"
    items = {item["part"]: item for item in learner.bench.assess().items}
    assert items[TIGHT]["room_mm.langzhu_ne"] == pytest.approx(1.32, abs=0.02)


def test_pared_too_much_it_goes_down_loose_and_costs(learner):
    learner.pare(13)
    assert learner.kinds() == ({"langzhu_se": "sliding", "langzhu_ne": "loose"}, False)
    assert "part.seated" in learner.carry(TIGHT)
    causes, (loose,) = learner.causes(TIGHT)
    assert causes == ["loose"] and loose.cost > 4
    assert loose.value == pytest.approx(1.2, abs=0.05)
    assert "Wood does not grow back" in advice.sentence(loose)


def test_undoing_gives_the_shavings_back_one_by_one(learner):
    first = learner.bench._table.parts[TIGHT].solid.volume
    learner.pare(10)
    assert learner.kinds()[1] and TIGHT in learner.bench.view().marked
    volume = learner.bench._table.parts[TIGHT].solid.volume
    learner.act("work.undo")
    assert learner.bench._table.parts[TIGHT].solid.volume > volume
    assert TIGHT not in learner.bench.view().marked  # as it is cut now nobody tried it
    for _k in range(9):
        learner.act("work.undo")
    assert learner.bench._table.parts[TIGHT].solid.volume == first
    assert learner.kinds()[0]["langzhu_ne"] == "jam"


def test_what_cannot_be_is_told_and_nonsense_is_passed_over(learner):
    refused = {
        ("fit.try", "gudeng_sw"): "ground",
        ("fit.try", "cheng"): "ground",
        ("fit.pare", "fang_s"): "right",
        ("fit.pare", "langzhu_sw"): "stands",
    }
    for (act, part), cause in refused.items():
        (told,) = learner.act(act, part=part)
        assert (told.name, told.value["cause"]) == ("fit.refused", cause)
    for value in ({}, {"part": "nothing"}, {"part": 3}, {"part": None}):
        assert not learner.act("fit.try", **value) + learner.act("fit.pare", **value)
    told = [e for _k in range(25) for e in learner.act("fit.pare", part=TIGHT)]
    assert told[-1].value["cause"] == "thin"


def test_the_guide_tries_pares_and_lays_the_beam():
    learner = Learner(("gudeng", "langzhu", "fang_s", "fang_n", "fang_w"))
    guide = Guide(learner.bench, "fang")
    happened = []
    while not guide.done and learner.tick < 60 * RATE:
        happened += learner.go(1, guide.poll(learner.tick))
    names = [e.name for e in happened if e.value.get("part") == TIGHT]
    marked, seated = learner.bench.view().marked, learner.bench.seated
    learner.bench.close()
    assert names.count("part.pared") == 10 and names.count("fit.tried") == 11
    assert "part.blocked" not in names and "part.seated" in names
    assert TIGHT in marked and TIGHT in seated
