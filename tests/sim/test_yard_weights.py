"""What a trial shows: stones as large as they weigh where they weigh, ground that moves."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.event import Event
from lessons.arts.raising_view import Shape, TrialView, Weight
from physics.timber import solids
from sim.scenes import yard_outlook
from sim.scenes.bench_state import yard_state
from sim.scenes.timber_yard import TimberYard, YardState
from sim.scenes.yard_weights import STONE, stones
from sim.stage import Stage
from tests.sim import yards
from tests.sim.test_scenes_pictures import drawn

WORK = yards.standing()
SHAPES = {p.name: Shape(p.name, *solids.mesh(p.solid), p.wood) for p in WORK.parts}
POSES = dict(WORK.start)
TOP = yards.DRUM + yards.COLUMN


def on_columns(kg: float) -> tuple[Weight, ...]:
    return tuple(Weight(f"column_{side}", kg, (0.0, 0.0, 0.8)) for side in ("left", "right"))


@given(st.floats(1.0, 9000.0))
def test_a_stone_weighs_what_it_stands_for_and_lies_on_its_part_clear_of_the_other(kg):
    left, right = stones(on_columns(kg), SHAPES, POSES)
    for stone in (left, right):
        assert stone.wide**2 * stone.high * STONE == pytest.approx(kg)
        assert stone.foot[2] == pytest.approx(TOP)
        assert stone.high >= stone.wide * (1 - 1e-9)
    assert left.foot[0] + left.wide / 2 < right.foot[0] - right.wide / 2
    (alone,) = stones(on_columns(kg)[:1], SHAPES, POSES)
    assert alone.high == pytest.approx(alone.wide)


@pytest.fixture(scope="module")
def yard(stage: Stage):
    made = TimberYard(stage, list(SHAPES.values()), yard_outlook.of(WORK))
    made.follow(TOP, 60.0)
    yield made
    made.close()


def slips(stage):
    return [n for n in stage.sheet.getChildren() if n.getName() == "panel" and not n.isStashed()]


def test_stones_are_seen_while_they_weigh_and_named_in_kilograms(stage, yard):
    yard.show(YardState(POSES))
    bare, before = drawn(stage), len(slips(stage))
    yard.show(YardState(POSES, trial=TrialView(on_columns(250.0))))
    x, y = stage.project((-yards.HALF, 0.0, TOP + 0.1))
    picture = drawn(stage)
    high, wide, _rgb = picture.shape
    at = int((1 - y) / 2 * high), int((1 + x) / 2 * wide)
    assert np.abs(picture[at] - bare[at]).max() > 0.05
    assert len(slips(stage)) == before + 2
    yard.show(YardState(POSES))
    np.testing.assert_allclose(drawn(stage), bare, atol=0.02)
    assert len(slips(stage)) == before


def test_the_ground_moves_and_the_eye_does_not(stage, yard):
    yard.show(YardState(POSES))
    still, eye = drawn(stage), stage.ray(0.0, 0.0)[0]
    yard.show(YardState(POSES, trial=TrialView(ground=(0.04, 0.01))))
    assert np.array_equal(stage.ray(0.0, 0.0)[0], eye)
    moved = np.abs(drawn(stage) - still).max(axis=2) > 0.05
    assert moved.mean() > 0.02 and moved[-80:].any()  # the paving too, not the work alone
    spot = stage.project((yards.HALF + 0.04, 0.01 - 0.09, 1.0))
    part, point = yard.pick(*spot)
    assert part == "column_right"
    np.testing.assert_allclose(point, (0.0, -0.09, 1.0 - yards.DRUM), atol=0.01)
    yard.show(YardState(POSES))


def test_a_trial_in_the_yard_shows_what_the_physics_does():
    work = yards.raising(yards.standing())
    ticks = itertools.count(1)
    while not (work.seated and work.calm):
        work.advance(next(ticks), [])
    assert work.view().trial is None
    work.advance(0, [Event(0, "trial.begin", {"kind": "load", "amount": 500.0})])
    trial = yard_state(work.view()).trial
    assert [(w.part, w.kg) for w in trial.weights] == [("beam", 500.0)]
    assert trial.weights[0].point == pytest.approx((0.0, 0.0, 0.1), abs=1e-9)
    happened = []
    while not happened:
        happened = [e for e in work.advance(next(ticks), []) if e.name == "trial.done"]
    assert happened[0].value["on"] == ["beam"] and work.view().trial is None
    while not work.calm:
        work.advance(next(ticks), [])
    work.advance(0, [Event(0, "trial.begin", {"kind": "shake", "amount": 0.1})])
    far = []
    for _step in range(160):
        work.advance(next(ticks), [])
        far.append(work.view().trial.ground[0])
    work.close()
    assert max(far) == pytest.approx(0.1 * 9.81 / (2 * np.pi * 1.5) ** 2, rel=1e-2)
    assert min(far) == pytest.approx(-max(far), rel=1e-2)
