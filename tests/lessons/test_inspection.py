"""The search for hidden mistakes, through its inputs only, as the window does it."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.event import Event
from lessons import advice, registry
from lessons.arts import inspection_guide, inspection_trial, workpiece
from lessons.arts.inspection import Inspection
from lessons.arts.inspection_guide import Guide, diagnosis
from sim.headless import play, replay

LESSON = "xiangshan/zhaobing"


@pytest.fixture(scope="module")
def library():
    return registry.library()


@pytest.fixture(scope="module")
def searched(library):
    """The lesson and its design, cut once."""
    path = library.file(LESSON, "parts.yaml")
    return library.lesson(LESSON), workpiece.read(path).design


class Player:
    """Sends inputs, one a substep, and remembers what happened."""

    def __init__(self, searched, seed=None):
        self.bench = Inspection(*searched)
        self.tick, self.events = 0, []
        if seed is not None:
            self.act("faults.seed", seed=seed)

    def act(self, name="", **value):
        inputs = [Event(self.tick, name, value)] if name else []
        self.events += self.bench.advance(self.tick, inputs)
        self.tick += 1
        return self.events[-1] if self.events else None

    def try_(self, kind, amount):
        self.act("trial.begin", kind=kind, amount=amount)
        while self.bench.trying:
            self.act()
        return self.events[-1]

    def names(self):
        return [e.name for e in self.events]


@pytest.fixture
def player(searched):
    made = []

    def start(seed=None):
        made.append(Player(searched, seed))
        return made[-1]

    yield start
    for each in made:
        each.bench.close()


def test_before_the_seed_nothing_is_hidden_and_nothing_graded(player):
    learner = player()
    learner.act("inspect", tool="feeler", part="gong")
    assert learner.events[-1].value["value"] == 0
    learner.act("trial.begin", kind="load", amount=50.0)
    assert not learner.bench.trying
    got = learner.bench.assess()
    assert got.score is None and got.passed is None and got.findings == ()


def test_the_seed_decides_and_counts_once(player):
    one, two, other = player(0), player(0), player(1)
    assert one.bench.search().hidden == two.bench.search().hidden != other.bench.search().hidden
    two.act("faults.seed", seed=1)
    assert one.bench.search().hidden == two.bench.search().hidden
    assert [e.value for e in one.events] == [{"count": 2}]  # and nothing of what it is


def test_a_reading_has_unit_and_uncertainty(player):
    learner = player(0)  # a wide mouth in the 坐斗, a chip under the middle 升
    read = learner.act("inspect", tool="feeler", part="sheng_middle").value
    assert (read["value"], read["unit"], read["uncertainty"]) == (2.0, "mm", 0.05)
    side = learner.act("inspect", tool="feeler", part="gong").value
    assert (side["side"], side["at"]) == (3.0, "zuodou")
    assert learner.act("inspect", tool="tap", part="gong").value["dull"]
    assert not learner.act("inspect", tool="tap", part="sheng_left").value["dull"]
    assert learner.act("inspect", tool="plumb", part="gong").value["unit"] == "mm/m"


def test_a_mark_can_be_changed_and_taken_back(player):
    learner = player(0)
    learner.act("predict", part="gong", kind="chip")
    learner.act("predict", part="gong", kind="wide")
    assert learner.bench.marks == {"gong": "wide"}
    learner.act("predict", part="gong", kind="wide")
    assert learner.bench.marks == {}
    learner.act("predict", part="gong", kind="no such")
    learner.act("predict", part="nothing", kind="chip")
    assert learner.bench.marks == {}


def finish(learner):
    learner.act("lesson.finish")
    assert learner.events[-1].name == "lesson.done"
    return learner.bench.assess()


def test_everything_right_is_a_hundred(player):
    learner = player(0)
    learner.act("predict", part="zuodou", kind="wide")
    learner.act("predict", part="sheng_middle", kind="chip")
    got = finish(learner)
    assert (got.score, got.passed, got.findings) == (100, True, ())
    learner.act("predict", part="gong", kind="chip")  # too late
    assert learner.bench.assess() == got


def test_either_part_of_a_joint_names_what_is_wrong_with_it(player):
    learner = player(0)
    learner.act("predict", part="gong", kind="wide")
    learner.act("predict", part="sheng_middle", kind="chip")
    assert finish(learner).score == 100


@pytest.mark.parametrize(
    ("marks", "causes", "score"),
    [
        ({}, ["missed_lean", "missed_chip"], 0),
        ({"zuodou": "lean"}, ["missed_chip"], 50),
        ({"zuodou": "wide", "sheng_right": "chip"}, ["mistaken_lean"], 75),
        ({"zuodou": "lean", "sheng_right": "chip", "gong": "lean"}, [], 100),
        ({"zuodou": "lean", "sheng_right": "chip", "gong": "wide"}, ["false_alarm"], 90),
        ({"gong": "lean", "sheng_right": "chip"}, ["missed_lean"], 50),
    ],
)
def test_what_is_missed_mistaken_or_blamed_costs(player, marks, causes, score):
    learner = player(2)  # a foot planed askew, and a chip under the right 升
    for part, kind in marks.items():
        learner.act("predict", part=part, kind=kind)
    got = finish(learner)
    assert [f.cause.removeprefix("inspection.") for f in got.findings] == causes
    assert got.score == score and got.passed == (score >= 80)
    for finding in got.findings:
        assert advice.sentence(finding).endswith(".")
    truth = {i["part"]: i["truth"] for i in got.items if i["truth"]}
    assert truth == {"zuodou": "lean", "sheng_right": "chip"}


def test_a_trial_is_foretold_shown_and_put_back(player):
    learner = player(0)
    before = learner.bench.view().poses
    learner.act("predict_outcome", kind="load", amount=50.0, stands=False)
    done = learner.try_("load", 50.0)
    assert done.name == "trial.done" and done.value["stands"] and not done.value["marginal"]
    learner.act("predict_outcome", kind="load", amount=50.0, stands=True)  # too late
    for _ in range(800):
        learner.act()
    assert learner.events[-1].name == "work.restored"
    assert learner.bench.view().poses == before
    found = finish(learner).findings
    assert [f.cause for f in found if f.where.id == "trial_load"] == ["inspection.stood"]


def test_too_close_to_call_is_not_graded(player):
    learner = player(4)  # 0.6 g slide by centimetres and stand, 1.2 g throw down
    learner.act("predict_outcome", kind="shake", amount=0.6, stands=False)
    done = learner.try_("shake", 0.6).value
    assert done["stands"] and done["marginal"]
    found = next(f for f in finish(learner).findings if f.where.id == "trial_shake")
    assert (found.cause, found.cost) == ("inspection.marginal", 0)
    assert "too close to call" in advice.sentence(found)


def test_a_trial_tells_how_much_of_it_is_done(player):
    learner = player(0)
    learner.try_("load", 50.0)
    told = [e.value["share"] for e in learner.events if e.name == "trial.going"]
    assert told == [k / 10 for k in range(1, 10)]


def test_what_was_foretold_counts_for_one_trial(player, monkeypatch):
    over = property(lambda trial: trial._seconds > 0.1)
    monkeypatch.setattr(inspection_trial.Running, "over", over)
    learner = player(0)
    learner.act("predict_outcome", kind="load", amount=50.0, stands=False)
    assert [learner.try_("load", 50.0).value["said"] for _again in range(2)] == [False, None]
    found = finish(learner).findings
    assert [f.cause for f in found if f.where.id == "trial_load"] == ["inspection.stood"]


def test_finishing_waits_for_a_trial_and_one_that_nobody_foretold_is_not_graded(player):
    learner = player(0)
    learner.act("trial.begin", kind="load", amount=50.0)
    learner.act("lesson.finish")
    assert "lesson.done" not in learner.names()
    while learner.bench.trying:
        learner.act()
    assert learner.names()[-2:] == ["trial.done", "lesson.done"]
    assert not [f for f in learner.bench.assess().findings if f.where.id == "trial_load"]


@pytest.mark.parametrize("seed", range(10))
def test_what_is_hidden_can_be_found_by_tool_and_eye(player, seed):
    learner = player(seed)
    for part in learner.bench.parts:
        for tool in ("square", "plumb", "feeler", "tap"):
            learner.act("inspect", tool=tool, part=part)
    for part, kind in diagnosis(learner.bench).items():
        learner.act("predict", part=part, kind=kind)
    assert learner.bench.assess().score == 100


def test_the_demonstration_and_its_replay(library, monkeypatch):
    monkeypatch.setattr(inspection_guide, "TRIALS", (("load", 50.0),))
    bench, _piece = registry.inspection(library, LESSON)
    session = play(bench, [Guide(bench)])
    bench.close()
    assert session.assessment.passed and session.assessment.score == 100
    again = registry.handwork(library, LESSON)
    assert isinstance(again, Inspection)
    assert replay(again, session.inputs, session.ticks, 30).events == session.events
    assert again.assess() == session.assessment
    again.close()


wild = st.one_of(
    st.floats(), st.none(), st.text(max_size=3), st.booleans(), st.just([1, 2]), st.integers(),
    st.sampled_from(["load", "shake", "tap", "chip", "gong", "zuodou"]), st.just({}),
)  # fmt: skip
names = st.sampled_from(
    ["faults.seed", "inspect", "predict", "predict_outcome", "trial.begin", "hand.grip", "no.such"]
)
keys = st.sampled_from(["seed", "part", "tool", "kind", "amount", "stands"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(names, st.dictionaries(keys, wild)), max_size=20))
def test_nonsense_never_stops_the_search(searched, inputs):
    bench = Inspection(*searched)
    for tick, (name, value) in enumerate(inputs):
        bench.advance(tick, [Event(tick, name, value)])
    poses = bench.view().poses.values()
    assert all(math.isfinite(v) for pose in poses for v in (*pose.at, *pose.turn))
    score = bench.assess().score
    assert score is None or 0 <= score <= 100
    bench.close()
