from dataclasses import replace
from itertools import combinations

import pytest

from bench.timber_pavilion import shipped
from content.errors import Refusal
from content.library import SHIPPED, open_library
from content.model import Text
from lessons import registry
from lessons.advice_timber import SENTENCES
from lessons.arts import workpiece
from lessons.arts.raising import Raising
from lessons.arts.raising_guide import Guide
from lessons.timber_names import marked, part_name
from physics.engine import RATE
from physics.timber import entry, solids
from physics.world import available

LESSON = "xiangshan/xiaofangting"
FOLDER = SHIPPED / LESSON
needs_engine = pytest.mark.skipif(not available(), reason="needs pybullet")


@pytest.fixture(scope="module")
def piece():
    return shipped()


@pytest.fixture(scope="module")
def lesson():
    return open_library((SHIPPED,)).lesson(LESSON)


@pytest.fixture
def bench(lesson, piece):
    made = Raising(lesson, replace(piece.design, delivered=()))  # every 枋 has been pared
    yield made
    made.close()


def test_a_file_of_parts_says_itself_what_it_is_of(piece):
    assert piece.design.setting == "yard" and piece.aim is None
    bracket = workpiece.read(SHIPPED / "xiangshan" / "paike" / "parts.yaml")
    assert bracket.design.setting == "bench"
    assert registry.read_parts(FOLDER / "shichi.yaml").lengths.span.cun == 100


def test_a_pavilion_whose_sizes_are_wrong_is_refused_with_the_line(tmp_path):
    text = (FOLDER / "parts.yaml").read_text("utf-8")
    (tmp_path / "parts.yaml").write_text(text.replace("span:", "spann:", 1), "utf-8")
    with pytest.raises(Refusal, match="spann"):
        workpiece.read(tmp_path / "parts.yaml")


def test_the_steps_are_an_order_in_which_everything_goes_in(lesson, piece):
    sequence = [part for step in lesson.steps for part in step.parts]
    assert sorted(sequence) == sorted(p.name for p in piece.design.places)
    assert entry.follows(piece.design, sequence) is None


def test_what_lies_ready_lies_apart_and_within_reach(piece):
    design = piece.design
    lying = {p.name: solids.moved(p.solid, design.start[p.name]) for p in design.parts}
    for one, other in combinations(lying, 2):
        assert lying[one].within(lying[other]).volume < 1e-9, (one, other)
    for name, solid in lying.items():
        low, high = solid.bounds
        assert low[2] == pytest.approx(0.0, abs=0.06), name  # a tenon may hang beside its shoulder
        assert (low[:2] > design.room.low[:2]).all() and (high[:2] < design.room.high[:2]).all()


def test_columns_and_beams_bear_marks_and_fit_their_own_places_only(piece):
    for place in piece.design.places:
        fitted = place.name.startswith(("langzhu", "fang"))
        assert (place.takes == (place.name,)) == fitted or place.name == "dengxinmu"
    assert piece.names["langzhu_sw"].zh_CN == "西南廊柱"
    assert "西南" in piece.names["langzhu_sw"].en
    assert marked(Text(zh_CN="灯心木", en="post"), "dengxinmu").en == "post"


def test_every_part_has_a_name_in_sentences(piece):
    for part in piece.design.parts:
        assert part_name(part.name) != part.name


@needs_engine
def test_a_column_in_another_corner_is_told_to_be_swapped(bench):
    _stand(bench, ("gudeng",))
    place = bench.design.place("langzhu_se").pose
    bench._table.world.set_pose(bench._table._handles["langzhu_sw"], place)
    _wait(bench, 240)
    findings = {f.where.id: f for f in bench.assess().findings}
    assert findings["langzhu_se"].cause == "timber.swapped"
    said = SENTENCES["timber.swapped"](findings["langzhu_se"])
    assert "position mark" in said and "廊柱" in said


@needs_engine
def test_the_guide_seats_the_purlin_that_closes_the_ring(bench):
    _stand(bench, ("gudeng", "langzhu", "fang", "paike", "heng_s", "heng_n", "heng_e"))
    bench._table.disturb("gudeng_sw")
    _wait(bench, 240)
    guide = Guide(bench, "heng")
    events, tick = [], 240
    while not guide.done and tick < 40 * RATE:
        events += bench.advance(tick, guide.poll(tick))
        tick += 1
    assert [e.value["part"] for e in events if e.name == "part.seated"] == ["heng_w"]
    assert not [e for e in events if e.name in ("part.blocked", "part.fell")]


@needs_engine
def test_the_work_is_not_done_before_everything_stands(bench):
    _wait(bench, 30)
    assert bench.step.id == "gudeng"
    assert not bench.assess().passed and bench.assess().score < 50


def _stand(bench, kinds):
    for place in bench.design.places:
        if place.name.startswith(kinds):
            handle = bench._table._handles[place.name]
            bench._table.world.set_pose(handle, place.pose)


def _wait(bench, ticks):
    for tick in range(ticks):
        bench.advance(tick, ())
