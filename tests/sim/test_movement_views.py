"""The slips of the stage room at every window: type inside its paper, nothing over anything."""

from itertools import combinations

import numpy as np
import pytest

from content import texts
from lessons import moved
from lessons.arts.rehearsal import Place
from lessons.report.shapes import Box
from sim.rooms import movement_record_cards as record_cards
from sim.rooms import movement_words as words
from sim.rooms.movement_form import Form
from sim.rooms.movement_recorded import Marking, kept
from sim.rooms.movement_stage import flipped, pose_at, standing, unseen_limbs
from sim.rooms.movement_words import How
from sim.rooms.reading import words as terms
from sim.views import grounds
from sim.views.far_word import FarWord
from sim.views.frame import Frame
from sim.views.key_hints import KeyHints
from sim.views.name_tags import NameTags
from sim.views.remark import Remark
from sim.views.step_card import step_card
from sim.views.time_line import TimeLine
from tests.sim.eyes import LIBRARY, hidden, warm_up
from tests.sim.laid import WINDOWS, boxes, inside

WIDE = [size for size in WINDOWS if size != (800, 720)]
HINDERED = ("waking", "fetching", "nobody", "two_people", "dark", "half_body")


@pytest.fixture(params=["en", "zh_CN"])
def speaks(request):
    texts.use(request.param)
    yield request.param
    texts.use("en")


def window(frame):
    return Box(0.0, 0.0, frame.width, frame.height)


def how(**changed):
    given = {
        "phase": "free", "playing": False, "looping": False, "view": "mirror", "tempo": 0.5,
        "taken": True, "seconds": 12.0, "camera": "a film with a long name.npz", "stills": 2,
        "drawn": "一臂向旁边打开，比肩略低，肘是圆的，掌心向外。图上画左臂；手掌没有画。",
    }  # fmt: skip
    return How(**{**given, **changed})


@pytest.mark.parametrize("size", WINDOWS)
@pytest.mark.parametrize("lesson_id", ["kunqu/huodong", "kunqu/shenduan", "kunqu/taxi"])
def test_step_take_and_keys_share_the_window(speaks, size, lesson_id):
    frame = Frame(size)
    lesson = LIBRARY.lesson(lesson_id)
    pack = LIBRARY.pack(lesson_id).pack
    for k, step in enumerate(lesson.steps):
        tried = moved.try_(LIBRARY, lesson_id, step.id)
        for stage in range(4):
            slips = [
                step_card(lesson, pack, k, terms(lesson)),
                words.card(tried, Place(k, stage), how()),
                KeyHints(words.keys(tried)),
            ]
            _apart([slip.layout(frame) for slip in slips], frame)


@pytest.mark.parametrize("size", WINDOWS)
def test_what_is_read_from_afar_lies_on_its_ground(speaks, size):
    frame = Frame(size)
    ground = grounds.page(frame, ribbon=False)
    for word in ("3", "左脚踝再往外一点", "left elbow: more outward", "● 12 s"):
        laid = FarWord(word, ground, 0.4, count=word == "3").layout(frame)
        assert inside(laid.box, ground, 1e-6)
        assert all(inside(box, laid.box, 0.01) for _text, box in boxes(laid, frame))


@pytest.mark.parametrize("size", WIDE)
@pytest.mark.parametrize("what", HINDERED)
def test_every_hindrance_is_one_slip_beside_the_step(speaks, size, what):
    frame = Frame(size)
    slip = Remark(words.notice(what, "", 0.5), None).layout(frame)
    assert inside(slip.box, window(frame), 0.0)
    assert not slip.box.overlaps(grounds.step(frame))


@pytest.mark.parametrize("size", WIDE)
def test_the_pages_of_the_recording_share_the_window(speaks, size):
    frame = Frame(size)
    takes = [kept(warm_up(), [])] * 5
    form = Form("閨門旦 (young lady)", "张三" * 20, "传字辈" * 18, "", "school")
    marking = Marking(since=3.0).weigh("left_arm").weigh("legs").weigh("legs")
    for page, slip in (
        ("form", record_cards.form("山膀（闺门旦）", form)),
        ("takes", record_cards.takes("山膀（闺门旦）", takes, None)),
        ("takes", record_cards.takes("山膀（闺门旦）", takes[:3], 12.0)),
        ("marks", record_cards.marks("山膀（闺门旦）", marking, playing=False)),
    ):
        line = TimeLine(grounds.page(frame, ribbon=False), 19.2, 4.0, (1.0,), ((2.0, 3.0),), 3.5)
        _apart(
            [v.layout(frame) for v in (slip, line, KeyHints(record_cards.keys(page), more=False))],
            frame,
        )


def _apart(layouts, frame):
    for laid in layouts:
        assert inside(laid.box, window(frame), 0.01)
        assert all(inside(box, laid.box, 0.02) for _text, box in boxes(laid, frame))
    for one, other in combinations(layouts, 2):
        assert not one.box.overlaps(other.box, 0.002), (one.box, other.box)


def test_a_mirror_shows_the_left_hand_at_the_left():
    motion = warm_up()
    joints = motion.joints
    pose = pose_at(motion, 3.0)
    seen = flipped(pose)
    assert (
        seen[joints.index("left_wrist")] == pose[joints.index("right_wrist")] * [-1, 1, 1]
    ).all()
    moved_away = pose + [2.0, 1.0, 0.0]
    assert np.nanmax(abs(standing(moved_away) - standing(pose))) < 1e-9


def test_limbs_that_are_not_seen_are_named():
    pose = hidden(warm_up(), "left_wrist", "right_ankle").positions[0]
    assert set(unseen_limbs(pose)) == {"left_forearm", "right_shank"}
    assert "left wrist" in words.unseen(("left_forearm",))


@pytest.mark.parametrize("size", WIDE)
def test_names_stand_below_their_figures_and_beside_one_another(size, speaks):
    frame = Frame(size)
    ground = grounds.page(frame, ribbon=False)
    wide = (ground.right - ground.left) / 2.2
    middle = (ground.left + ground.right) / 2
    long = "a master's takes · 某先生 · 闺门旦 · learnt from a teacher with a long name"
    tags = NameTags(
        ((long, middle - wide / 2), ("you", middle + wide / 2)), 1.5, 0.94 * wide, ground.bottom
    )
    one, other = (part.box for part in tags.layout(frame).parts)
    assert not one.overlaps(other)
    assert all(inside(box, window(frame), 1e-9) for box in (one, other))
    assert max(one.bottom, other.bottom) <= ground.bottom + 1e-9


def test_a_figure_is_called_by_whose_it_is():
    texts.use("en")
    tried = moved.try_(LIBRARY, "kunqu/huodong", "huxi")
    assert words.name("learner", tried) == "you"
    assert words.name("ghost", tried).startswith("the pale figure: the program's own")
    assert words.name("master", tried).startswith("the program's own")
    assert words.name("still", moved.try_(LIBRARY, "kunqu/yuanchang", "bufa_guimen")) == ""


def test_nobody_is_sent_to_watch_what_nobody_shows():
    assert words.notice("trouble", "No camera.", shown=False) == "No camera."
    assert "watch" in words.notice("trouble", "No camera.")
