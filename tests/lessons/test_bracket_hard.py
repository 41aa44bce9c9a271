"""What a raising has to bear: an unsteady hand, nonsense, steps and sizes that cannot be."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import Refusal
from content.event import Event
from lessons.arts import bracket_design
from lessons.arts.raising import Raising
from physics.timber.sizes import ChamferPoint
from tests.lessons.raising_player import Player

PARTS = ("zuodou", "gong", "sheng_left", "sheng_middle", "sheng_right")
ARM = {"yaw": -math.radians(30)}  # from where the arm lies to the wall line


@pytest.fixture
def player(paike):
    made = Player(paike)
    yield made
    made.bench.close()


@pytest.mark.parametrize("seed", range(6))
def test_an_unsteady_hand_with_guidance_completes_the_lesson(paike, seed):
    """Offsets up to 10 mm, 5 degrees, a trembling pointer, a grip anywhere."""
    rng = np.random.default_rng(seed)
    player = Player(paike)
    bench = player.bench
    for part in ("zuodou", "gong", *rng.permutation(["sheng_left", "sheng_middle", "sheng_right"])):
        goal, _ways = bench.goals(part)[int(rng.integers(len(bench.goals(part))))]
        vertices = next(s.vertices for s in bench.shapes if s.name == part)
        point = vertices[rng.integers(len(vertices))] * rng.uniform(0.3, 0.9)
        point[2] = bench.height(part)
        player.lift(part, point)
        wrong = math.radians(rng.uniform(-5, 5))
        player.act("hand.turn", axis="yaw", rad=wrong + (ARM["yaw"] if part == "gong" else 0.0))
        player.wait(240)
        lean = bench.pose(part).matrix @ point
        aim = np.array(goal.at) + lean + np.array([*rng.uniform(-0.01, 0.01, 2), 0])
        player.act("hand.move", to=[aim[0], aim[1], None])
        player.wait(330)
        player.act("hand.down")
        while bench.held:
            shake = rng.normal(0, 0.001, 2)
            player.act("hand.move", to=[aim[0] + shake[0], aim[1] + shake[1], None])
            player.wait(7)
        player.until(lambda: bench.calm)
    got = bench.assess()
    bench.close()
    assert got.passed, [(f.where.id, f.cause, f.value) for f in got.findings]


def test_the_same_inputs_give_the_same_events_and_bits(paike):
    def run():
        player = Player(paike)
        player.place("zuodou", 0.004, 0.003)
        player.act("hand.tap", part="zuodou", point=[0, 0.09, 0.1], direction=[0, -1, 0])
        player.wait(60)
        poses = [player.bench.pose(p) for p in PARTS]
        player.bench.close()
        return player.events, poses

    assert run() == run()


wild = st.one_of(
    st.floats(), st.none(), st.text(max_size=3), st.booleans(), st.just([1, 2]), st.integers()
)
triple = st.one_of(wild, st.lists(wild, min_size=3, max_size=3))
parts = st.sampled_from([*PARTS, "nothing", ""])
INPUTS = st.one_of(
    st.tuples(st.just("hand.grip"), st.fixed_dictionaries({"part": parts, "point": triple})),
    st.tuples(st.just("hand.grip"), st.fixed_dictionaries({"part": st.sampled_from(PARTS),
              "point": st.just([0.0, 0.0, 0.05])})),
    st.tuples(st.just("hand.move"), st.fixed_dictionaries({"to": triple, "lift": wild})),
    st.tuples(st.just("hand.turn"), st.fixed_dictionaries(
        {"axis": st.sampled_from(["yaw", "pitch", "roll", "x"]), "rad": wild})),
    st.tuples(st.just("hand.tap"), st.fixed_dictionaries(
        {"part": parts, "point": triple, "direction": triple})),
    st.tuples(st.sampled_from(["hand.down", "hand.release", "hand.grip", "hand.turn", "hand.tap",
              "hand.move", "guide.assist", "guide.ghost", "no.such"]), st.just({})),
)  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(st.lists(INPUTS, max_size=25))
def test_nonsense_never_stops_the_lesson_nor_becomes_nan(paike, inputs):
    bench = Raising(*paike)
    events = []
    for i, (name, value) in enumerate(inputs):
        for step in range(6):
            sent = [Event(6 * i + step, name, value)] if step == 0 else []
            events += bench.advance(6 * i + step, sent)
    poses = bench.view().poses
    assert all(math.isfinite(v) for pose in poses.values() for v in (*pose.at, *pose.turn))
    assert 0 <= bench.assess().score <= 100
    bench.close()


@pytest.mark.parametrize("parts", [(), ("gong", "gong"), ("sheng_left",), ("gong_second",)])
def test_steps_of_another_set_are_refused_before_anything_is_built(paike, parts):
    lesson, design = paike
    steps = tuple(
        s.model_copy(update={"parts": parts}) if s.parts == ("gong",) else s for s in lesson.steps
    )
    with pytest.raises(Refusal, match="place each of zuodou, gong"):
        Raising(lesson.model_copy(update={"steps": steps}), design)


def test_numbers_that_no_float_holds_are_passed_over(player):
    player.act("hand.grip", part="gong", point=[10**400, 0, 0])
    assert player.bench.held is None


@pytest.mark.parametrize("rises", [(1.0, 1.0), (0.0, 0.0)])
def test_sizes_that_give_no_solid_are_refused(paike, paike_sizes, rises):
    sizes = paike_sizes
    points = tuple(ChamferPoint(run=3.0 * i, rise=rise) for i, rise in enumerate(rises))
    chamfer = sizes.gong.chamfer.model_copy(update={"points": points})
    gong = sizes.gong.model_copy(update={"chamfer": chamfer})
    ease = sizes.mouth_ease_mm.model_copy(update={"value": 500.0})  # eats the whole block
    for changed in ({"gong": gong}, {"mouth_ease_mm": ease}):
        with pytest.raises(Refusal, match="correct the sizes"):
            Raising(paike[0], bracket_design.design(sizes.model_copy(update=changed)))
