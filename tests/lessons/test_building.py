"""Free building: parts come and go, lie on one another, are pegged, tried, kept and undone."""

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import Refusal
from content.event import Event
from content.library import open_library
from lessons.arts import building_file
from lessons.arts.building import Building
from lessons.arts.building_guide import Guide
from tests import free_yard

UPRIGHT = (1.0, 0.0, 0.0, 0.0)


@pytest.fixture(scope="module")
def catalogue():
    return free_yard.parts()


@pytest.fixture(scope="module")
def lesson():
    return open_library().lesson(free_yard.LESSON)


class Builder:
    """Acts in a yard and remembers what happened."""

    def __init__(self, lesson, catalogue):
        self.yard = Building(lesson, catalogue)
        self.tick = 0
        self.events = []

    def act(self, name, **value):
        self.go([Event(self.tick, name, value)])

    def go(self, inputs=()):
        self.events += self.yard.advance(self.tick, inputs)
        self.tick += 1

    def rest(self, most=2400):
        for _ in range(most):
            self.go()
            if self.yard.calm:
                return
        raise AssertionError("it never came to rest")

    def load(self, *pieces):
        self.act("work.load", format=1, parts=list(pieces))

    def last(self, name):
        return next(e.value for e in reversed(self.events) if e.name == name)

    @property
    def parts(self):
        return [shape.name for shape in self.yard.shapes]


@pytest.fixture
def builder(lesson, catalogue):
    made = Builder(lesson, catalogue)
    yield made
    made.yard.close()


def piece(kind, *at, turn=UPRIGHT, **more):
    return {"kind": kind, "at": list(at), "turn": list(turn), **more}


STACK = (piece("zuodou.wuqi", 0, 0, 0), piece("gong.wuqi", 0, 0, 0.0825))


def test_the_catalogue_has_every_kind_once_and_knows_where_each_fits(catalogue):
    assert {"gudeng", "langzhu", "heng_s", "heng_e", "cheng", "gong_upper.wuqi"} < set(catalogue)
    assert {k.partition(".")[2] for k in catalogue} == {"", "wuqi", "siliu"}
    assert {fit.on for fit in catalogue["sheng.siliu"].fits} == {"gong.siliu"}
    assert {fit.on for fit in catalogue["dengxinmu"].fits} == {"cheng"}
    assert len(catalogue["langzhu"].fits) == 4  # in any quarter turn of its base


def test_the_guide_builds_a_column_and_a_bracket_set_and_it_is_kept_and_read(
    builder, catalogue, tmp_path
):
    guide = Guide(builder.yard)
    while not guide.done:
        builder.go(guide.poll(builder.tick))
    assert builder.last("part.rested")["on"] == ["gong.wuqi#1"]
    assert builder.yard.seated == set(builder.parts) and len(builder.parts) == 7
    assert np.allclose(builder.yard.pose("langzhu#1").at, (0, 0, 0.1232), atol=1e-3)
    assert all(builder.yard._table.frozen(part) for part in builder.parts)
    path = tmp_path / "there" / "mine.json"
    building_file.write(builder.yard.saved(), path)
    assert building_file.read(path, catalogue) == builder.yard.saved()


def test_a_file_of_format_1_is_read_for_ever(root, catalogue, builder):
    saved = building_file.read(root / "tests" / "golden" / "building_v1.json", catalogue)
    builder.act("work.load", **saved.model_dump(mode="json"))
    builder.rest()
    assert len(builder.parts) == 7 and builder.yard.seated == set(builder.parts)
    for name, kept in zip(builder.parts, saved.parts, strict=True):
        assert math.dist(builder.yard.pose(name).at, kept.at) < 1e-3


def test_pegs_trials_and_the_way_back(builder):
    builder.load(*STACK)
    builder.rest()
    assert builder.yard.seated == {"zuodou.wuqi#1", "gong.wuqi#1"}
    builder.act("work.take", part="zuodou.wuqi#1")
    assert builder.last("part.blocked")["by"] == "gong.wuqi#1"
    builder.act("peg.drive", part="gong.wuqi#1")
    assert builder.yard.saved().parts[1].pegged_to == (0,)
    builder.act("trial.begin", kind="load", amount=50.0)
    for _ in range(3 * 240 + 1):
        builder.go()
    assert builder.last("trial.done")["stands"]
    builder.rest()
    builder.act("work.take", part="gong.wuqi#1")
    assert builder.parts == ["zuodou.wuqi#1"]
    for left in (3, 2, 1, 0):
        builder.act("work.undo")
        assert builder.last("work.undone")["left"] == left
    assert builder.parts == []
    builder.act("work.undo")
    assert builder.last("work.undone")["left"] == 0


def test_new_parts_lie_apart_and_the_yard_takes_no_more_than_the_most(builder, monkeypatch):
    assert building_file.MOST == 300
    monkeypatch.setattr(building_file, "MOST", 40)
    for _ in range(42):
        builder.act("work.add", kind="sheng.siliu")
    assert len(builder.parts) == building_file.MOST
    assert builder.last("work.full") == {"why": "parts"}
    at = np.array([builder.yard.pose(part).at[:2] for part in builder.parts])
    off = np.linalg.norm(at[:, None] - at, axis=2) + np.eye(len(at))
    assert off.min() > 0.1
    builder.rest()
    assert all(builder.yard._table.frozen(part) for part in builder.parts)


def test_a_part_that_leaves_the_yard_comes_back_to_a_free_place(builder):
    builder.act("work.add", kind="gudeng")
    builder.act("work.add", kind="gudeng")
    table = builder.yard._table
    home = table.pose("gudeng#2").at
    table.world.set_velocity(table._handles["gudeng#2"], np.array([900.0, 0, 50.0]), np.zeros(3))
    builder.rest()
    assert builder.last("part.fell") == {"part": "gudeng#2"}
    assert math.dist(table.pose("gudeng#2").at, home) < 0.01


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ({"format": 2, "parts": []}, "newer program"),
        ({"format": 1, "parts": [piece("sheng.wuqi", 0, 0, 0)] * 3000}, "more than 300 parts"),
        ({"format": 1, "parts": [piece("dragon", 0, 0, 0)]}, "no part “dragon”"),
        ({"format": 1, "parts": [piece("gudeng", math.nan, 0, 0)]}, "wrong at “parts.0.at.0”"),
        ({"format": 1, "parts": [piece("gudeng", math.inf, 0, 0)]}, "wrong at “parts.0.at.0”"),
        ({"format": 1, "parts": [piece("gudeng", 50, 0, 0)]}, "does not lie in the yard"),
        (
            {"format": 1, "parts": [piece("gudeng", 0, 0, 0, turn=(2, 0, 0, 0))]},
            "does not lie in the yard",
        ),
        ({"format": 1, "parts": [piece("gudeng", 0, 0, -0.05)]}, "in the ground"),
        ({"format": 1, "parts": [piece("gudeng", 0, 0, 0, pegged_to=[1])]}, "pegged to nothing"),
        (
            {"format": 1, "parts": [piece("gudeng", 0, 0, 0), piece("gudeng", 0.1, 0, 0)]},
            "parts 0 and 1 lie in one another",
        ),
        ("{", "damaged"),
        ("[" * 100_000, "damaged"),
    ],
)
def test_a_file_that_cannot_stand_is_refused_in_a_word(written, word, tmp_path, catalogue):
    path = tmp_path / "it.json"
    path.write_text(written if isinstance(written, str) else json.dumps(written))
    with pytest.raises(Refusal, match=word) as refused:
        building_file.read(path, catalogue)
    assert str(refused.value).count("\n") == 0


def test_tight_joints_do_not_count_as_lying_in_one_another(catalogue):
    assert len(building_file.checked({"format": 1, "parts": list(STACK)}, catalogue).parts) == 2
    pressed = (STACK[0], piece("gong.wuqi", 0, 0, 0.0825 - 0.02))
    with pytest.raises(Refusal, match="one another"):
        building_file.checked({"format": 1, "parts": list(pressed)}, catalogue)


def test_what_is_refused_leaves_the_present_work(builder):
    builder.load(*STACK)
    builder.rest()
    before = {part: builder.yard.pose(part).at for part in builder.parts}
    builder.load(*STACK, *STACK)
    assert "lie in one another" in builder.last("work.refused")["why"]
    assert {part: builder.yard.pose(part).at for part in builder.parts} == before


NAMES = st.sampled_from([
    "work.add", "work.take", "work.load", "work.undo", "hand.grip", "hand.move", "hand.turn",
    "hand.down", "hand.release", "hand.tap", "hand.tool", "peg.drive", "trial.begin", "guide.ghost",
])  # fmt: skip
ODD = st.one_of(
    st.none(), st.floats(), st.integers(), st.text(max_size=3), st.lists(st.floats(), max_size=4),
    st.sampled_from(["gudeng", "gudeng#1", "sheng.wuqi", "sheng.wuqi#2", "load", "shake", "yaw"]),
)  # fmt: skip
KEYS = ["kind", "part", "point", "to", "lift", "axis", "rad", "amount", "direction", "parts"]
VALUES = st.dictionaries(st.sampled_from(KEYS), ODD, max_size=5)


@settings(max_examples=20)
@given(st.lists(st.tuples(NAMES, VALUES), max_size=25))
def test_nonsense_neither_stops_nor_loses_the_work(lesson, catalogue, inputs):
    builder = Builder(lesson, catalogue)
    builder.act("work.add", kind="gudeng")
    for name, value in inputs:
        builder.act(name, **value)
    assert all(np.isfinite(builder.yard.pose(part).at).all() for part in builder.parts)
    builder.yard.view()
    builder.yard.close()
