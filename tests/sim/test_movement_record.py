"""A master records: whose it is, takes one after the other, marks by mouse, the slot is filled."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.errors import Refusal
from lessons import moved, references
from lessons.records.opening import open_records
from motion import reference_file
from motion.eyes_messages import LiveCamera
from motion.motion import Motion
from motion.skeleton import JOINTS
from sim.keystrokes import Typing
from sim.rooms.movement import MovementRoom
from sim.rooms.movement_form import Form
from sim.rooms.movement_record import RecordRoom
from sim.rooms.movement_recorded import GROUPS, Marking, Stillness, coverage, kept, reference
from sim.views.frame import Frame
from tests.sim.driving import click, enter, frames, shown
from tests.sim.eyes import LIBRARY, StubEyes, hidden, warm_up

LESSON, STEP = "kunqu/shenduan", "shanbang_guimen"


@pytest.fixture
def window(before_film):
    """A window whose eyes do what a test tells them."""
    return before_film


@pytest.fixture
def consent(window):
    """Somebody in the roster who allows to teach."""
    with open_records() as records:
        person = records.add_person("张三")
        term = (date.today(), date.today() + timedelta(30))
        return records.give_consent(person, ("teach",), term).id


@pytest.fixture
def room(window, consent):
    """The recording page, consent given and whose it is written."""
    window.open(lambda: RecordRoom(window, LESSON, STEP))
    window.frame()
    entered = window.room
    click(entered, f"choice:{consent}")
    entered.press("enter")
    for character in "传字辈":
        entered.typed(character)
    frames(entered)
    click(entered, "onward")
    frames(entered)
    return entered


def record(window, room, motion):
    """Record one take."""
    room.press("space")
    frames(room, 200)
    assert room.recorder.recording
    window._eyes.show(motion)
    frames(room)
    room.press("space")
    frames(room)


def slower(by):
    motion = warm_up()
    return Motion(motion.times * by, motion.joints, motion.positions, motion.confidence)


def test_the_page_is_one_key_away_from_the_step(window):
    room = enter(window, LESSON)
    room.press("c")
    window.frame()
    assert isinstance(window.room, RecordRoom)
    window.room.press("escape")
    window._eyes = StubEyes()
    window.frame()
    assert isinstance(window.room, MovementRoom)


def test_nobody_is_recorded_without_a_consent(window):
    window.open(lambda: RecordRoom(window, LESSON, STEP))
    window.frame()
    card = shown(window.room, "question")
    assert not card.choices and "Nobody" in card.empty
    window.room.press("space")
    frames(window.room, 200)
    assert not window._eyes.started


def test_three_takes_and_marks_fill_the_slot_and_the_lesson_scores(window, room, consent):
    for by in (1.0, 1.05, 0.95):
        record(window, room, slower(by))
    rows = shown(room, "list").rows
    assert len(rows) == 3 and "100 % seen" in rows[0].line and "earlier" in rows[1].line
    click(room, "enough")
    frames(room)
    room.marker.look(5.0)
    room.press("k")
    for at in (8.0, 10.0):
        room.marker.look(at)
        room.press("h")
    click(room, "row:left_arm")
    frames(room)
    assert shown(room, "list").rows[0].line == "important"
    click(room, "keep")
    assert "Kept in" in shown(room, "question").body
    about = moved.try_(LIBRARY, LESSON, STEP).about
    assert (about.performer, about.school, about.consent_id) == ("张三", "传字辈", consent)
    assert about.home.startswith("閨門旦") and about.kind == "master"
    marks = reference_file.read(references.path_of(LESSON, STEP))[0].marks
    assert marks.keyframes == (5.0,) and marks.holds == ((8.0, 10.0),)
    assert marks.weights == {"left_upper_arm": 2.0, "left_forearm": 2.0}
    click(room, "back")
    window._eyes = StubEyes()
    window.frame()
    frames(window.room)
    tried = window.room.whose.tried
    assert tried.step.id == STEP and tried.reference is not None
    assert moved.judge(tried, warm_up()).assessment.score > 80


def test_a_take_is_left_out_and_recorded_anew(window, room):
    for by in (1.0, 1.1):
        record(window, room, slower(by))
    click(room, "row:0")
    frames(room)
    assert len(room.recorder.takes) == 1 and room.recorder.takes[0].apart is None


def test_a_take_of_nobody_is_refused_and_the_page_goes_on(window, room):
    room.press("space")
    frames(room, 200)
    with pytest.raises(Refusal, match="Nobody"):
        room.press("space")
    room.say("why")
    click(room, "go_on")
    frames(room)
    assert not room.recorder.takes and not room.deck.shows("question")


def test_the_time_line_answers_to_the_mouse(window, room):
    for by in (1.0, 1.0, 1.0):
        record(window, room, slower(by))
    click(room, "enough")
    frames(room)
    click(room, "line")
    assert abs(room.marker.at - room.marker.length / 2) < 0.2
    click(room, "key")
    click(room, "play")
    frames(room, 10)
    assert room.marker.at > room.marker.length / 2 and room.marker.marking.keyframes
    room.press("arrow_left")
    assert not room.marker.playing


def test_a_live_camera_shows_the_master_before_he_is_recorded(window, consent):
    window.camera = LiveCamera()
    window.open(lambda: RecordRoom(window, LESSON, STEP))
    window.frame()
    room = window.room
    click(room, f"choice:{consent}")
    room._turn("takes")
    frames(room)
    window._eyes.show(warm_up())
    window._eyes.notice = "half_body"
    frames(room)
    assert "half" in shown(room, "notice").sentence and room.recorder.pose is not None


def test_what_is_written_comes_from_the_keyboard_s_characters(stage):
    written = []
    typing = Typing(stage, written.append)
    stage.base.messenger.send("keystroke", ["昆"])
    typing.close()
    stage.base.messenger.send("keystroke", ["曲"])
    assert written == ["昆"]


def test_a_form_is_written_field_by_field():
    form = Form("闺门旦")
    for character in "张三x\b":
        form = form.typed(character)
    form = form.back().onward().typed("王").onward().typed("!").onward()
    assert (form.performer, form.school, form.credit) == ("张三", "王", "!")
    assert form.complete and form.at == "performer" and not Form("闺门旦").complete


def test_who_stands_still_has_ended_his_take():
    pose, still = warm_up().positions[0], Stillness()
    assert not any(still.put(k / 30, pose) for k in range(90))
    assert any(still.put(k / 30, pose) for k in range(90, 180))
    moving = Stillness()
    motion = warm_up("shenkai")
    ends = [moving.put(float(t), p) for t, p in zip(motion.times, motion.positions, strict=True)]
    assert not any(ends[: len(ends) // 2])
    assert not any(Stillness().put(k / 30, np.full_like(pose, np.nan)) for k in range(300))
    pose = pose.copy()
    pose[JOINTS.index("left_wrist")] = np.nan  # one that is never seen hinders nobody
    half = Stillness()
    assert any(half.put(k / 30, pose) for k in range(300))


def test_a_take_says_what_of_it_was_seen():
    motion = hidden(warm_up(), "left_wrist")
    assert coverage(warm_up()) == 1.0 and 0.8 < coverage(motion) < 1.0
    first = kept(warm_up(), [])
    assert first.apart is None and kept(slower(1.1), [first.motion]).apart < 10


@given(st.lists(st.tuples(st.sampled_from(["key", "hold"]), st.floats(0, 20)), max_size=12))
def test_marks_stay_in_order_whatever_is_pressed(presses):
    marking = Marking()
    for act, at in presses:
        marking = marking.key(at) if act == "key" else marking.hold(at)
    assert list(marking.keyframes) == sorted(marking.keyframes)
    assert all(start < end for start, end in marking.holds)


def test_a_mark_is_taken_away_by_a_second_press():
    assert Marking().key(3.0).key(3.05).keyframes == ()
    held = Marking().hold(2.0).hold(1.0)
    assert held.holds == ((1.0, 2.0),) and held.hold(1.5).holds == ()
    weights = Marking().weigh("feet").weigh("feet").marks().weights
    assert set(weights.values()) == {0.0}
    takes = [kept(warm_up(), [])] * 3
    assert reference(takes, held).marks.holds == ((1.0, 2.0),)


def test_something_is_always_judged():
    marking = Marking()
    for group in GROUPS:
        for _press in range(2):
            marking = marking.weigh(group)
    assert sorted(set(marking.weights.values())) == [0.0, 1.0]


def test_a_place_on_the_line_is_a_second(window, room):
    for _ in range(3):
        record(window, room, warm_up())
    click(room, "enough")
    line = room.marker.line(room.page.ground)
    frame = Frame(window.stage.size)
    assert line.seconds(frame, -9.0) == 0.0 and line.seconds(frame, 9.0) == room.marker.length
