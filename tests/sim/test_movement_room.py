"""The room of a stage lesson: watched, followed, alone; what hinders; what came of a take."""

from pathlib import Path

import numpy as np
import pytest
from panda3d.core import NodePath

from content.errors import Refusal
from lessons import moved
from lessons.arts.rehearsal import ALONE, FOLLOW, WATCH
from motion.eyes_messages import EyesNews, FileCamera, LiveCamera
from sim.rooms import movement_stage, movement_takes, reading
from sim.rooms.hall import HallRoom
from sim.rooms.movement_ready import Ready
from tests.sim.conftest import Silent
from tests.sim.driving import click, enter, frames, shown
from tests.sim.eyes import LIBRARY, WARM_UP, StubEyes, hidden, warm_up
from tests.sim.eyes import frames as part
from tests.sim.stubs import StubEars, StubJudge


class Bare:
    """The place is not drawn: drawing it takes longer than all the rest."""

    def __init__(self, _stage, _place):
        self.close = lambda: None

    def paint(self, _view, _others):
        """Nothing to paint."""


@pytest.fixture
def window(app, monkeypatch):
    """A window whose eyes and judge do what a test tells them, before a film."""
    monkeypatch.setattr(movement_stage.place, "build", lambda: NodePath("place"))
    monkeypatch.setattr(movement_stage, "PaintedPlace", Bare)
    monkeypatch.setattr(movement_takes, "Speaker", Silent)
    app.camera = FileCamera(Path("film.npz"))
    app._eyes, app._ears, app.judge = StubEyes(), StubEars(), StubJudge()
    return app


@pytest.fixture
def room(window):
    """The warm-up."""
    return enter(window, WARM_UP)


def count(room):
    """Let three, two, one pass."""
    frames(room, 200)


def take(window, room, motion=None):
    """Make a take until the judge has it."""
    room.press("space")
    count(room)
    window._eyes.show(motion or warm_up())
    frames(room, 4)
    room.press("space")
    frames(room, 4)


def told(window, room, motion=None):
    """Make a take and let it be judged as it is."""
    take(window, room, motion)
    _job, (tried, seen, *_more), _future = window.judge.asked[-1]
    window.judge.tell(moved.judge(tried, seen))
    frames(room, 4)


def worse():
    """The warm-up with an arm that hangs where it should rise."""
    motion = warm_up()
    for joint in ("left_elbow", "left_wrist"):
        k = motion.joints.index(joint)
        motion.positions[:, k] = motion.positions[:1, k]
    return motion


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


def test_a_live_camera_waits_for_the_body_and_its_arms(window):
    window.camera = LiveCamera()
    room = enter(window, WARM_UP)
    eyes = window._eyes
    eyes.show(hidden(warm_up(), "left_knee", "left_ankle"))
    eyes.notice = "half_body"
    room.press("space")
    frames(room, 90)
    assert room.moves.ready.phase == "step_in" and "half" in shown(room, "notice").sentence
    eyes.notice = None
    frames(room, 60)
    assert room.moves.ready.phase == "arms_out" and shown(room, "far").words == "Arms out"
    assert "left knee" in shown(room, "notice").sentence
    eyes.show(arms_out())
    frames(room)
    assert room.moves.ready.phase == "counting" and room.moves.ready.calibration is not None
    count(room)
    assert room.practice.place.doing == "listening"
    room.press("k")
    assert room.moves.ready.calibration is None


def test_eyes_that_begin_anew_are_measured_anew():
    ready = Ready(live=True)
    ready.begin()
    for k in range(30):
        ready.frame(0.1, news(part(warm_up(), 3 * k, 3 * k + 3)))
    assert ready.phase == "arms_out"
    assert not ready.frame(0.1, news(part(warm_up(), 0, 3)))  # the camera was plugged in again
    ready.frame(0.1, news(arms_out()))
    assert ready.phase == "counting"


def news(motion):
    """What the eyes say of a body that nothing hinders."""
    return EyesNews(motion, (), "watching", float(motion.times[-1]), None)


def arms_out():
    """A second of outstretched arms."""
    motion = part(warm_up(), 0, 40)
    for side, way in (("left", 1.0), ("right", -1.0)):
        shoulder = motion.of(f"{side}_shoulder").copy()
        for joint, far in (("elbow", 0.3), ("wrist", 0.55)):
            k = motion.joints.index(f"{side}_{joint}")
            motion.positions[:, k] = shoulder + np.array([way * far, 0.0, 0.0])
    return motion


def test_who_cannot_be_seen_is_told_and_may_go_on(window):
    window.camera = LiveCamera()
    room = enter(window, WARM_UP)
    window._eyes.state, window._eyes.trouble = "trouble", "there is no camera."
    frames(room)
    assert "no camera" in shown(room, "notice").sentence
    room.press("p")
    frames(room)
    assert room.outcome.showing.playing
    room.press("p")
    window._eyes.state, window._eyes.trouble = "watching", None  # it was plugged in
    room.press("space")
    frames(room)
    assert room.moves.ready.busy and not room.deck.shows("notice")


@pytest.mark.parametrize("what", ["nobody", "two_people", "dark", "half_body"])
def test_every_hindrance_has_its_slip(window, what):
    window.camera = LiveCamera()
    room = enter(window, WARM_UP)
    window._eyes.notice = what
    frames(room)
    assert shown(room, "notice").sentence


def test_models_that_are_fetched_are_told(window):
    window.camera = LiveCamera()
    room = enter(window, WARM_UP)
    frames(room)
    window._eyes.state, window._eyes.fetched = "starting", 0.4
    frames(room)
    assert "40 %" in shown(room, "notice").sentence


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


def test_trouble_of_the_judge_is_said_and_the_lesson_goes_on(window, room):
    take(window, room)
    window.judge.refuse(Refusal("the judge is gone"))
    frames(room, 4)
    assert "the judge is gone" in shown(room, "question").body
    click(room, "back")
    frames(room)
    assert room.practice.place.doing == "ready" and room.deck.shows("take")


def test_a_lesson_without_a_master_shows_words_and_drawings_and_scores_nothing(window):
    room = enter(window, "kunqu/shenduan")
    frames(room)
    assert "nothing is drawn" in shown(room, "take").says
    room.press("arrow_right")
    frames(room, 3)
    assert "performed by nobody" in shown(room, "notice").sentence
    said = shown(room, "take").says
    assert "no marks" in said and room.whose.tried.stills[0].say.en in said
    room.press("space")
    frames(room, 200)
    assert room.practice.place.doing == "ready" and not window._eyes.started
    with pytest.raises(Refusal, match="Nobody has shown"):
        room.press("r")


def test_the_own_take_that_passed_may_be_the_reference(window, room):
    told(window, room)
    click(room, "again")
    room.press("t")
    click(room, "choice:own")
    frames(room)
    assert room.whose.tried.about.kind == "own" and "your own" in shown(room, "take").small
    room.press("t")
    click(room, "choice:given")
    assert room.whose.tried.about.kind == "program"


def test_a_recording_of_the_learner_is_judged(window, room, tmp_path):
    folder = room.whose.folder
    folder.mkdir(parents=True)
    (folder / "mine.npz").write_bytes(b"")
    room.press("r")
    click(room, f"choice:{folder / 'mine.npz'}")
    job, (tried, path), _future = window.judge.asked[-1]
    assert job == "judged" and path.name == "mine.npz" and tried is room.whose.tried
    window.judge.tell((warm_up(), moved.judge(tried, warm_up())))
    frames(room)
    assert shown(room, "result").score > 90


def test_a_recording_that_cannot_be_read_says_why(window, room):
    room.whose.folder.mkdir(parents=True)
    (room.whose.folder / "mine.npz").write_bytes(b"")
    room.press("r")
    click(room, f"choice:{room.whose.folder / 'mine.npz'}")
    window.judge.refuse(Refusal("mine.npz: damaged"))
    window.frame()
    assert "damaged" in shown(room, "question").body


def test_a_teacher_s_recordings_take_the_place_of_the_lesson_s(window, room):
    room.whose.folder.mkdir(parents=True)
    for name in ("a.npz", "b.npz"):
        (room.whose.folder / name).write_bytes(b"")
    room.press("t")
    click(room, "choice:teacher")
    for name in ("a.npz", "b.npz"):
        click(room, f"choice:{room.whose.folder / name}")
    click(room, "picked")
    job, (paths,), _future = window.judge.asked[-1]
    assert job == "reference" and {p.name for p in paths} == {"a.npz", "b.npz"}
    from motion.reference import build

    window.judge.tell(build([warm_up()]))
    frames(room)
    assert room.whose.tried.about.kind == "teacher"


def test_walking_is_unlocked_by_singing(window):
    room = enter(window, "kunqu/taxi")
    frames(room)
    assert room.deck.shows("page") and "Sing" in shown(room, "take").says
    room.press("space")
    frames(room)
    assert room.practice.place.doing == "listening" and window._ears.started
    room.press("space")
    frames(room)
    assert window.judge.asked[-1][0] == "judge"
    room.press("arrow_right")
    frames(room, 3)
    assert room.lesson.steps[0].title.en in room.whose.locked


def test_terms_and_facts_are_read(window):
    room = enter(window, "kunqu/shenduan")
    frames(room)
    click(room, "basis")
    assert room.deck.shows("facts")
    click(room, "close")
    assert not room.deck.shows("facts")


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
    assert reading is not None and LIBRARY is not None
