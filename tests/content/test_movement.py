"""A movement as it is written: what it may say, and what is refused in one sentence."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from content import texts
from content.errors import Refusal
from content.faults import look
from content.library import load
from content.model import Basis, Status, Text
from content.movement import FORMAT, Keyframe, Limb, Movement, Pose, Stills

OWN = ["ceyao", "huxi", "quxi", "shengbi", "shenkai", "wanzhi", "zhouhuan", "zhuanyao"]
WRITTEN = """\
format: 1
id: yi
title: {zh_CN: 一, en: one}
say: {zh_CN: 一, en: one}
bpm: 60
basis: {status: confirmed, source: project}
keyframes:
  - {at: 0, pose: {}}
  - at: 2
    hold: 1
    pose: {arms: {lift: 90}}
"""
STILL = """\
format: 1
stills:
  - id: shanbang
    title: {zh_CN: 山膀, en: 山膀}
    say: {zh_CN: 臂在身侧, en: the arm at the side}
    pose: {left_arm: {lift: 80}}
    basis: {status: inferred, source: words}
"""


@pytest.fixture(autouse=True)
def english():
    texts.use("en")


@pytest.fixture
def write(tmp_path):
    def _write(text: str) -> Path:
        path = tmp_path / "yi.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return _write


def own(root, name: str) -> Movement:
    return load(root / f"content/packs/kunqu/huodong/{name}.yaml", Movement, FORMAT)


def test_a_movement_is_read(write):
    movement = load(write(WRITTEN), Movement, FORMAT)
    assert movement.beats == 3 and [k.at for k in movement.keyframes] == [0, 2]
    assert movement.keyframes[1].pose.limb("right", "arm") == Limb(lift=90)


def test_a_still_is_read(write):
    (still,) = load(write(STILL), Stills, FORMAT).stills
    assert still.pose.limb("left", "arm") == Limb(lift=80)
    assert still.pose.limb("right", "arm") is None and not still.basis.status.gradable


@pytest.mark.parametrize("name", OWN)
def test_the_warm_up_is_short_safe_and_the_programs_own(root, name):
    movement = own(root, name)
    assert movement.id == name and 10 <= movement.beats * 60 / movement.bpm <= 21
    assert movement.basis.source == "project"
    assert movement.keyframes[0].pose == movement.keyframes[-1].pose  # ends as it began
    for pose in (frame.pose for frame in movement.keyframes):
        assert abs(pose.trunk.side if pose.trunk else 0) <= 25
        assert abs(pose.trunk.turn if pose.trunk else 0) <= 45
        assert (pose.thighs.lift if pose.thighs else 0) <= 40


def test_two_movements_at_least_are_held(root):
    held = [
        name for name in OWN
        if any(k.hold >= 2 for k in own(root, name).keyframes)
    ]  # fmt: skip
    assert len(held) >= 2


def test_both_sides_are_meant_unless_one_is_named():
    pose = Pose(arms=Limb(lift=90), left_arm=Limb(lift=10))
    assert pose.limb("left", "arm") == Limb(lift=10)
    assert pose.limb("right", "arm") == Limb(lift=90)
    assert pose.limb("left", "forearm") is None and pose.hand("left") is None


@pytest.mark.parametrize(
    ("was", "now", "line", "said"),
    [
        ("lift: 90", "lift: 190", 11, "has to be at most 180"),
        ("arms:", "amrs:", 11, "did you mean “arms”"),
        ("at: 2", "at: 0", 7, "keyframe 2 has to begin after the one before it ends"),
        ("{at: 0, pose", "{at: 0, hold: 2, pose", 7, "keyframe 2 has to begin after"),
        ("at: 0,", "at: 1,", 7, "the first keyframe has to be at beat 0"),
        ("bpm: 60", "bpm: fast", 5, "has to be a number"),
        ("bpm: 60", "bpm: .nan", 5, "“bpm”"),
        ("hold: 1", "hold: -1", 10, "has to be at least 0"),
        ("{lift: 90}", "{forward: 9}", 11, "is missing here"),
        ("{lift: 90}}", "{lift: 90}, hands: {lift: 9}}", 7, "leaves out a hand"),
        ("  - {at: 0, pose: {}}\n", "", 7, "write two at least"),
        ("bpm: 60", "bpm: 60\nbpm: 61", 6, "stands here a second time"),
        ("format: 1", "format: 9", 1, "newer program"),
        ("format: 1\n", "", 1, "“format” is missing"),
        ("    pose: {arms", "    pose: {{arms", 11, ""),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(write, was, now, line, said):
    assert was in WRITTEN
    path = write(WRITTEN.replace(was, now))
    page = look("movement", path, "yi.yaml")
    assert [p.file for p in page.problems] == ["yi.yaml"] and page.problems[0].line == line
    assert said in page.problems[0].sentence and "\n" not in page.problems[0].sentence
    with pytest.raises(Refusal, match="yi.yaml"):
        load(path, Movement, FORMAT)


@given(st.lists(st.tuples(st.floats(0, 9), st.floats(0, 9)), min_size=2, max_size=5))
def test_keyframes_that_overlap_are_never_taken(spans):
    frames = [{"at": at, "hold": hold, "pose": {}} for at, hold in spans]
    fits = spans[0][0] == 0 and all(
        b[0] > a[0] + a[1] for a, b in zip(spans, spans[1:], strict=False)
    )
    assert _taken(frames) == fits


def _taken(frames):
    name = Text(zh_CN="一", en="one")
    try:
        Movement(
            format=1, id="yi", title=name, say=name, bpm=60,
            basis=Basis.of(Status.CONFIRMED, "project"),
            keyframes=tuple(Keyframe.model_validate(frame) for frame in frames),
        )  # fmt: skip
    except ValidationError:
        return False
    return True
