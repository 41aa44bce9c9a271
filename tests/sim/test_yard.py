"""The yard by numbers: how it is framed, drawn apart, hung with a plumb line, pegged, heard."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.knock import Knock
from content import texts
from content.event import Event
from lessons.arts.raising_hand import LOWERING
from lessons.arts.raising_view import Shape
from physics.pose import Pose, about
from physics.pulses import FULL_IMPULSE
from physics.timber import solids
from sim.headless import replay
from sim.rooms.bench_feel import Feel
from sim.rooms.bench_words import MOST, said
from sim.scenes import yard_outlook
from sim.scenes.mesh import box
from sim.scenes.parts import round_normals
from sim.scenes.yard_apart import apart, standing
from sim.scenes.yard_pegs import pegs
from sim.scenes.yard_plumb import hang
from tests.sim import yards

WORK = yards.design()
SHAPES = {part.name: Shape(part.name, *solids.mesh(part.solid)) for part in WORK.parts}
RAISED = dict(yards.standing().start)
ALL = frozenset(RAISED)


def test_the_bench_is_seen_as_it_always_was():
    assert yard_outlook.BENCH.start == (14.0, 28.0, 1.85)
    assert yard_outlook.BENCH.focus == (0.0, 0.0, 0.13)
    assert yard_outlook.BENCH.within(99.0, 1.0, 9.0) == (70.0, 6.0, 2.0)


def test_the_yard_is_seen_from_farther_the_larger_the_work():
    room = WORK.room
    wide = replace(WORK, room=replace(room, low=(-5.0, -5.0, 0.0), high=(5.0, 5.0, 4.0)))
    near, far = yard_outlook.of(WORK), yard_outlook.of(wide)
    assert near.setting == far.setting == "yard"
    assert far.start[2] > 1.5 * near.start[2] > 3.0
    assert near.distance[0] < near.start[2] < near.distance[1]
    assert yard_outlook.of(replace(WORK, setting="bench")) is yard_outlook.BENCH


def test_who_stands_where_alike_parts_may_change_places():
    swapped = RAISED | {
        "column_left": RAISED["column_right"], "column_right": RAISED["column_left"],
    }  # fmt: skip
    assert standing(WORK, swapped, ALL)["column_left"] == "column_right"
    assert standing(WORK, RAISED, ALL - {"beam"}).keys() == ALL - {"beam"}
    assert standing(WORK, dict(WORK.start), ALL) == {}


@given(st.floats(0, 1))
def test_drawn_apart_every_part_moves_back_along_its_way_and_no_other(share):
    shown = apart(WORK, RAISED, ALL - {"beam"}, share)
    up = shown["column_left"].at[2] - RAISED["column_left"].at[2]
    assert up == pytest.approx(share * 0.06 * WORK.room.high[2])
    assert shown["drum_left"] == RAISED["drum_left"] and shown["beam"] == RAISED["beam"]
    assert all(shown[part].turn == RAISED[part].turn for part in ALL)


def test_what_is_borne_is_drawn_as_far_apart_again():
    shown = apart(WORK, RAISED, ALL, 1.0)
    one = shown["column_left"].at[2] - RAISED["column_left"].at[2]
    assert shown["beam"].at[2] - RAISED["beam"].at[2] == pytest.approx(2 * one)


def test_a_part_that_came_in_from_the_side_goes_out_there_and_as_far():
    beam = replace(WORK.place("beam"), entry=(0.0, 1.0, 0.0), travel=0.4)
    places = (*WORK.places[:-1], beam)
    shown = apart(replace(WORK, places=places), RAISED, ALL, 1.0)
    assert shown["beam"].at[1] == pytest.approx(RAISED["beam"].at[1] - 0.4)


@pytest.mark.parametrize("mm", [0.0, 3.0, 25.0])
def test_the_plumb_line_tells_millimetres_in_a_metre(mm):
    pose = Pose.of(np.array([0.3, 0.1, 0.2]), about(1, math.atan(mm / 1000)))
    plumb = hang(SHAPES["column_left"], pose)
    assert plumb.mm_per_m == pytest.approx(mm, abs=1e-6)
    assert plumb.top[2] == pytest.approx(0.2 + yards.COLUMN, abs=0.01)
    assert plumb.drop == pytest.approx(yards.COLUMN, abs=0.01)
    assert plumb.top[1] < 0.1 - 0.09  # before the wood, towards the eye


def test_the_plumb_line_hangs_upside_down_too_but_not_beside_what_lies():
    over = Pose.of(np.zeros(3), about(0, math.pi))
    assert hang(SHAPES["column_left"], over).mm_per_m == pytest.approx(0.0, abs=1e-6)
    assert hang(SHAPES["beam"], RAISED["beam"]) is None
    assert hang(SHAPES["column_left"], Pose.of(np.zeros(3), about(0, math.pi / 2))) is None


def test_a_peg_goes_through_each_joint_of_its_part():
    found = pegs(WORK, SHAPES, RAISED, ALL, {"beam"})
    assert len(found) == 2
    for (start, end), x in zip(found, (-yards.HALF, yards.HALF), strict=True):
        assert start[0] == end[0] == pytest.approx(x, abs=0.06)
        assert start[2] == pytest.approx(yards.DRUM + yards.COLUMN)
        assert end[1] - start[1] == pytest.approx(0.1 + 0.04)
    assert pegs(WORK, SHAPES, RAISED, ALL, {"drum_left"}) == ()
    assert pegs(WORK, SHAPES, RAISED, ALL - {"beam"}, {"beam"}) == ()


def test_a_round_post_is_shaded_round_and_a_box_stays_sharp():
    shape = SHAPES["column_left"]
    normals = round_normals(shape, 30.0)
    corner = shape.vertices[shape.triangles].reshape(-1, 3)
    side = np.abs(normals[:, 2]) < 0.5
    out = corner[side][:, :2] / np.linalg.norm(corner[side][:, :2], axis=1, keepdims=True)
    assert (normals[side][:, :2] * out).sum(axis=1).min() > 0.99
    assert np.allclose(np.linalg.norm(normals, axis=1), 1.0)
    cube = box((0.1, 0.1, 0.1), bevel=0.0)
    sharp = round_normals(Shape("cube", cube.points, cube.triangles), 30.0)
    assert np.allclose(np.abs(sharp).max(axis=1), 1.0)


# What is heard and felt


def happened(*names, feel=None):
    feel = feel or Feel(WORK)
    return [feel.take(Event(k, name, value)) for k, (name, value) in enumerate(names)]


SET_DOWN = ("part.released", {"part": "beam", "why": "set_down"})
SEATED = ("part.seated", {"part": "beam"})


def test_a_part_set_down_knocks_once_and_lower_again_when_it_sits():
    mass = next(p.body.mass for p in WORK.parts if p.name == "beam")
    (first,), (second,) = (felt.knocks for felt in happened(SET_DOWN, SEATED))
    assert first == Knock(round(mass * LOWERING.up, 3), "fir", round(mass, 2))
    assert second.seats and second.impulse == pytest.approx(first.impulse / 2, abs=1e-3)


def test_what_sits_again_by_itself_is_neither_heard_nor_felt():
    assert happened(SEATED) == happened(("step.done", {"step": "beam"}))
    again = happened(SET_DOWN, SEATED, SEATED)[-1]
    assert not again.knocks and again.pulses(3) == ()
    undone = happened(("part.released", {"part": "beam", "why": "undone"}), SEATED)
    assert not any(felt.knocks for felt in undone)


def test_the_hand_feels_its_own_blows_as_pulses_in_order():
    pegged = ("part.pegged", {"part": "beam"})
    tapped = ("part.tapped", {"part": "beam", "tool": "axe", "impulse": 0.3})
    felt = happened(SET_DOWN, SEATED, pegged, tapped, ("part.fell", {"part": "beam"}))
    sent = [p for k, each in enumerate(felt) for p in each.pulses(k)]
    assert [p.tick for p in sent] == [0, 1, 2, 3]
    assert all(p.name == "pulse" and 0 < p.value["amplitude"] <= 1 for p in sent)
    assert sent[3].value["amplitude"] == pytest.approx(math.sqrt(0.3 / FULL_IMPULSE), abs=1e-4)
    assert sent[0].value["seconds"] > sent[3].value["seconds"]
    assert felt[4].knocks  # heard, but in nobody's hand
    assert sent == [p for k, each in enumerate(felt) for p in each.pulses(k)]


def test_the_same_inputs_are_felt_the_same_at_any_frame_rate():
    inputs = [
        Event(300, "peg.drive", {"part": "beam"}),
        Event(320, "hand.tap", {"part": "beam", "point": [0, 0, 0.2], "direction": [0, 0, -1]}),
    ]
    logs = []
    for rate in (90.0, 7.0):
        work = yards.raising(yards.standing())
        feel = Feel(work.design)
        session = replay(work, inputs, 400, rate)
        work.close()
        logs.append([p for e in session.events for p in feel.take(e).pulses(e.tick)])
    assert logs[0] == logs[1] and [p.tick for p in logs[0]] == [300, 320]


def test_what_fell_in_a_trial_is_heard_at_most_three_times():
    outcome = {"fell": ["beam", "column_left", "column_right", "drum_left"]}
    assert len(happened(("trial.done", outcome))[0].knocks) == 3
    assert not happened(("trial.done", {"fell": []}))[0].knocks


def test_a_part_that_is_not_of_the_design_is_passed_over():
    assert not happened(("part.tapped", {"part": "nobody"}), ("hand.down", {}))[0].knocks


# What is said


def tried(**value):
    on = [f"langzhu_{corner}" for corner in ("sw", "se", "ne", "nw")]
    value = {"kind": "load", "amount": 500.0, "lean_deg": 0.1, "shift_mm": 0.4, "on": on} | value
    return said(Event(1, "trial.done", value), "yard")


def test_a_trial_is_told_in_words():
    assert tried(stands=True, fell=[]) == (
        "Load 500 kg on 4 廊柱 (columns): leaned 0.1° at most, shifted 0 mm. Nothing fell.", None,
    )  # fmt: skip
    sentence, good = tried(kind="shake", amount=0.35, stands=False, fell=["gong", "zuodou"])
    assert sentence.startswith("Shake hard 0.35 g under 4 廊柱") and not good
    assert "it leaned 0.1° at most. The 栱" in sentence
    assert "坐斗" in sentence and sentence.endswith("Z brings everything back.")


def test_what_was_tried_is_told_by_kind_or_counted_where_it_is_of_many():
    texts.use("zh_CN")
    sentence, good = tried(stands=True, fell=[])
    assert sentence.startswith("4 根廊柱压 500 公斤：") and good is None
    on = ["gudeng_sw", "langzhu_sw", "fang_s"]
    assert tried(stands=True, fell=[], on=on)[0].startswith("3 个构件压")
    both = tried(stands=True, fell=[], on=["sheng_left", "sheng_right", "gong.wuqi#2"])[0]
    assert both.startswith("2 个升，1 根栱压") or both.startswith("2 个升、1 根栱压")
    texts.use("en")


def test_many_that_fell_are_counted():
    sentence, _good = tried(amount=3000.0, stands=False, fell=["gong"] * (MOST + 3))
    assert sentence.startswith("Load 3 t") and "3 more fell" in sentence


def test_what_fell_lies_on_the_bench_or_the_ground():
    fell = Event(1, "part.fell", {"part": "gong"})
    assert "bench" in said(fell, "bench")[0] and "bench" not in said(fell, "yard")[0]
