"""The room of a stage lesson: watched, followed, alone; what came of a take."""

import numpy as np
import pytest

from content.errors import Refusal
from lessons import moved
from lessons.arts.rehearsal import ALONE, FOLLOW, WATCH
from sim.rooms import movement_waking
from sim.rooms.hall import HallRoom
from sim.rooms.movement import MovementRoom
from tests.sim.danced import count, take, told, worse
from tests.sim.driving import click, enter, frames, shown
from tests.sim.eyes import WARM_UP, warm_up
from tests.sim.eyes import frames as part


@pytest.fixture
def window(before_film):
    """A window before a film."""
    return before_film


@pytest.fixture
def room(window):
    """The warm-up."""
    return enter(window, WARM_UP)


def test_space_counts_three_two_one_and_begins(window, room):
    room.press("space")
    frames(room)
    assert shown(room, "far").words == "3" and room.practice.place.doing == "ready"
    count(room)
    assert room.practice.place.doing == "listening"
    assert window._eyes.started[-1].reference is room.whose.tried.reference


def test_a_count_can_be_stopped(room):
    room.press("space")
    frames(room)
    room.press("escape")
    count(room)
    assert room.practice.place.doing == "ready" and not room.moves.ready.busy


def test_a_judged_take_lies_beside_both_figures_and_is_left_to_the_program(window, room):
    told(window, room)
    card = shown(room, "result")
    assert card.aside and card.score > 90 and card.passed and card.onward
    assert not room.deck.shows("step") and not room.deck.shows("take")
    assert window.session.assessment.score == card.score and window.session.take.streams
    click(room, "again")
    frames(room)
    assert room.deck.shows("step") and not room.deck.shows("result")
    click(room, "told")
    assert room.deck.shows("result")


def test_a_finding_shows_the_reference_then_mine_then_both(window, room):
    told(window, room, worse())
    k = shown(room, "result").heard[0]
    click(room, f"finding:{k}")
    scenes = room.outcome.showing._scenes
    assert [set(s.cast) for s in scenes] == [{"master"}, {"learner"}, {"master", "learner"}]
    assert all(1.5 < s.seconds < 12 for s in scenes)
    bones = [s.mark[0] for s in scenes if s.mark]
    assert all(bone.startswith("left_") for bone in bones)
    frames(room)
    assert shown(room, "far").words == "as it should be"
    for _ in range(300):
        room.frame(0.1)
    assert not room.outcome.showing.playing


def test_numbers_are_hidden_where_they_are_not_wanted(window, room):
    told(window, room, worse())
    room.press("n")
    card = shown(room, "result")
    assert card.bare and not any(c.isdigit() for s in card.findings for c in s)


def test_the_report_is_written(window, room):
    told(window, room)
    click(room, "report")
    assert "report is in" in shown(room, "question").body


def test_after_a_pass_the_next_step_is_one_press_away(window, room):
    told(window, room)
    click(room, "onward")
    frames(room)
    assert room.practice.place.step == 1 and room.deck.shows("step")


def test_two_passes_leave_the_pale_figure_away_until_it_is_asked_for(window, room):
    for _ in range(2):
        assert room.practice.place.stage == FOLLOW and "ghost" in room.moves.cast()
        told(window, room)
        click(room, "again")
    frames(room)
    assert room.practice.place.stage == ALONE and room.moves.cast() == ("learner",)
    room.press("g")
    assert room.moves.cast() == ("ghost", "learner")


def test_the_reference_is_watched_whole_slowly_and_again(window, room):
    room.press("1")
    frames(room)
    assert room.practice.place.stage == WATCH and room.moves.cast() == ("master",)
    room.press("space")
    room.press("-")
    room.press("-")
    assert room.outcome.showing.tempo == 0.5
    frames(room, 3)
    assert room.outcome.showing.playing
    room.press("space")
    room.press("w")
    assert len(room.outcome.showing._scenes) == len(room.lesson.steps)
    room.press("p")
    room.press("l")
    for _ in range(300):
        room.frame(0.2)
    assert room.outcome.showing.looping


def test_everybody_is_seen_from_three_sides(window, room):
    seen = []
    for _ in range(3):
        frames(room)
        seen.append(room.floor.view)
        room.press("v")
    assert seen == ["mirror", "front", "side"]


def test_the_ghost_is_a_moment_ahead(window, room):
    room.press("space")
    count(room)
    window._eyes.show(part(warm_up(), 0, 150))
    frames(room, 2)
    ghost, mine = room.moves.poses()["ghost"], room.moves.poses()["learner"]
    reference = room.whose.tried.reference.ghost
    at = int(np.searchsorted(reference.times, window._eyes.seconds))
    wrist = reference.joints.index("left_wrist")
    ahead = np.linalg.norm(reference.positions[at:, wrist] - ghost[wrist], axis=1).argmin()
    assert 0.3 <= ahead / 30 <= 0.5 and np.allclose(mine[wrist], reference.positions[at, wrist])


def test_one_aid_at_a_time_points_at_what_is_farthest_off(window, room):
    room.press("space")
    count(room)
    motion = worse()
    for end in range(40, 130, 5):
        window._eyes.show(part(motion, 0, end))
        window._eyes.frames = part(motion, end - 5, end)
        frames(room, 4)
    assert room.moves.cue is not None and room.moves.cue.bone.startswith("left_")
    assert shown(room, "far").words == room.moves.cue.words


def test_beats_are_struck_in_the_last_stage(window, room):
    room.press("4")
    frames(room)
    room.press("space")
    count(room)
    window._eyes.show(part(warm_up(), 0, 200))
    frames(room, 4)
    assert len(room.moves._speaker.played) >= 3
    room.press("space")
    frames(room)
    assert room.moves.watching.tried.on_beat  # and time is held against them


def test_trouble_of_the_judge_is_said_and_the_lesson_goes_on(window, room):
    take(window, room)
    window.judge.refuse(Refusal("the judge is gone"))
    frames(room, 4)
    assert "the judge is gone" in shown(room, "question").body
    click(room, "back")
    frames(room)
    assert room.practice.place.doing == "ready" and room.deck.shows("take")


def test_who_leaves_is_watched_no_more(window, room):
    eyes = window._eyes
    room.press("space")
    count(room)
    room.press("escape")
    window.frame()
    assert isinstance(window.room, HallRoom) and eyes.closed and not window.judge.asked


def test_all_keys_are_shown(room):
    room.press("?")
    assert shown(room, "keys").all


def test_escape_lets_a_slip_go_before_the_lesson(window, room):
    room.press("t")
    frames(room)
    assert room.deck.shows("question")
    room.press("escape")
    window.frame()
    assert window.room is room and not room.deck.shows("question")
    room.press("escape")
    window.frame()
    assert isinstance(window.room, HallRoom)


def test_a_film_that_broke_off_is_told_over_what_it_came_to(window, room):
    room.press("space")
    count(room)
    window._eyes.show(warm_up())
    window._eyes.trouble = "film.avi breaks off."
    frames(room, 30)
    room.press("space")
    frames(room, 4)
    _job, (tried, seen, *_more), _future = window.judge.asked[-1]
    window.judge.tell(moved.judge(tried, seen))
    frames(room, 4)
    assert shown(room, "question").body == "film.avi breaks off." and room.outcome.told is not None


def test_everybody_on_the_floor_is_named(window, room):
    room.press("space")
    count(room)
    window._eyes.show(warm_up())
    frames(room, 8)
    tags = [tag for tag, _middle in shown(room, "names").tags]
    assert tags[0].startswith("the pale figure") and tags[1] == "you"


def test_the_window_lives_while_what_is_compiled_is_made_ready(window, monkeypatch):
    monkeypatch.setattr(movement_waking, "needed", lambda: True)
    waking = enter(window, WARM_UP)
    assert isinstance(waking, movement_waking.WakingRoom) and waking._deck.shows("busy")
    movement_waking.compiled()
    window.frame()
    assert window.room is waking
    window.judge.tell(None)
    for _ in range(2):
        window.frame()
    assert isinstance(window.room, MovementRoom)


def test_whoever_does_not_wait_goes_back_to_the_hall(window, monkeypatch):
    monkeypatch.setattr(movement_waking, "needed", lambda: True)
    enter(window, WARM_UP).press("escape")
    window.frame()
    assert isinstance(window.room, HallRoom)
