import re
from dataclasses import replace

import numpy as np
import pytest

from content import texts
from content.movement import Still
from lessons import advice_motion, motion_report, moved, registry
from lessons.judging import Sound
from lessons.moved import Tried
from lessons.report import motion_figure, motion_lanes, motion_moments
from lessons.report.html import take_page
from lessons.report.model import TakeReport
from lessons.report.shapes import Circle, Line, Page, Polyline, Text, extent
from motion import synthetic
from motion.graded import Fault, Graded
from motion.motion import Motion
from motion.reference import build
from motion.reference_file import About
from tests.lessons.dancing import low_arm, turned, without

MASTER = About(
    id="m", title="闲庭院", kind="master", performer="某老师", home="闺门旦", school="某派",
    consent_id="c1",
)  # fmt: skip


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def tried(step: str = "shengbi", lesson: str = "kunqu/huodong") -> Tried:
    return moved.try_(registry.library(), lesson, step)


def report(of: Tried, take: Motion, **more) -> TakeReport:
    found = moved.judge(of, take, **more).report
    assert isinstance(found, TakeReport)
    return found


def words(page: Page) -> str:
    return " ".join(shape.glyphs for shape in page.shapes if isinstance(shape, Text))


def spoiled(ghost: Motion) -> dict[str, Motion]:
    rng = np.random.default_rng(5)
    late = synthetic.danced(ghost, synthetic.route(float(ghost.times[-1]), rng))
    return {
        "itself": ghost,
        "arm": low_arm(ghost),
        "leg unseen": without(low_arm(ghost), "left_ankle", "left_toe"),
        "trunk unseen for a while": synthetic.unseen(ghost, ("left_hip", "neck"), 4.0, 7.0),
        "late, noisy, turned": synthetic.noisy(synthetic.yawed(late, 0.5), rng),
        "nobody": replace(ghost, positions=np.full_like(ghost.positions, np.nan)),
        "two frames": ghost.between(0.0, 0.05),
        "nothing": ghost.between(900.0, 901.0),
        "far away": replace(ghost, positions=ghost.positions * 1e6),
        "a point": replace(ghost, positions=np.zeros_like(ghost.positions)),
    }


@pytest.mark.parametrize("name", list(spoiled(tried().reference.ghost)))
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_report_can_be_painted_and_has_no_number_that_is_none(name, language):
    of = tried()
    texts.use(language)
    try:
        page = take_page(report(of, spoiled(of.reference.ghost)[name]))
    finally:
        texts.use("en")
    drawn = "".join(re.findall(r"<svg.*?</svg>", page, re.S))
    assert not re.search(r"\b(nan|NaN|inf|Infinity|None)\b", page), name
    assert "{" not in re.sub(r"<style.*?</style>", "", page, flags=re.S)
    assert drawn.count("<svg") == drawn.count("</svg>")


def test_nothing_is_painted_beyond_its_page():
    of = tried()
    for take in spoiled(of.reference.ghost).values():
        for page in report(of, take).drawings:
            box = extent(page.shapes)
            assert box.left > -40 and box.top > -40
            assert box.right < page.width + 40 and box.bottom < page.height + 40


def test_what_was_off_is_red_has_an_open_mark_and_an_arrow():
    of = tried()
    first, lanes = report(of, low_arm(of.reference.ghost)).drawings
    marks = [s for s in first.shapes if isinstance(s, Circle) and s.stroke == "red"]
    assert marks and all(mark.fill is None for mark in marks)
    assert any(isinstance(s, Polyline) and s.stroke == "red" for s in first.shapes)
    assert any(isinstance(s, Line) and s.stroke == "red" for s in first.shapes)
    assert "left elbow" in words(first) and "°" in words(first)
    assert "left elbow" in words(lanes) and "100 %" in words(lanes)


def test_a_good_take_has_no_red_and_says_so():
    of = tried()
    for page in report(of, of.reference.ghost).drawings:
        assert not any(getattr(s, "stroke", None) == "red" for s in page.shapes)
    assert "Nothing was off" in words(report(of, of.reference.ghost).drawings[0])


def test_what_was_not_seen_is_hatched_and_in_words():
    of = tried()
    hidden = report(of, without(low_arm(of.reference.ghost), "right_wrist"))
    figures, lanes = hidden.drawings
    assert any(isinstance(s, Line) and s.stroke == "stone" for s in figures.shapes)
    assert "0 %" in words(lanes)
    assert any("not seen" in sentence for _f, sentence in hidden.advice)


def test_all_that_was_not_seen_is_one_sentence_that_says_what_to_do():
    of = tried()
    hidden = report(of, without(of.reference.ghost, "left_elbow", "left_wrist"))
    (said,) = (sentence for _f, sentence in hidden.advice if "not seen" in sentence)
    assert "eft elbow" in said and "left wrist" in said and "Step back" in said
    assert "Come nearer" in advice_motion.unseen(["left_hand", "left_index"])


def test_a_take_that_is_not_judged_shows_nothing_as_right_or_wrong():
    of = tried()
    unseen = ("right_wrist", "left_ankle", "left_toe", "right_elbow")
    figures, lanes = report(of, without(low_arm(of.reference.ghost), *unseen)).drawings
    assert "Not judged" in words(figures) and "Nothing was off" not in words(figures)
    hands = tried("wanzhi")
    away = [j for j in hands.reference.ghost.joints if "hand" in j]
    blind = report(hands, without(low_arm(hands.reference.ghost), *away))
    assert blind.assessment.score is None
    for page in (figures, lanes, *blind.drawings):
        assert not any(getattr(s, "stroke", None) == "red" for s in page.shapes)


def test_at_most_three_and_the_strongest_first():
    of = tried()
    bad = turned(low_arm(of.reference.ghost), "right_shoulder", ("right_elbow",), 60, (0, 0, 1))
    bad = turned(bad, "left_knee", ("left_ankle", "left_toe"), 50, (1, 0, 0))
    said = [f for f, _s in report(of, bad).advice if f.cost > 0]
    assert 1 <= len(said) <= 3
    assert [f.cost for f in said] == sorted((f.cost for f in said), reverse=True)
    assert len({f.where.id for f in said}) == len(said)


def test_the_worst_moment_lies_in_the_faults_own_phase():
    of = tried()
    take = low_arm(of.reference.ghost)
    graded = moved.grade(of.reference, take)
    went = motion_lanes.course(of.reference, take, graded)
    for fault in motion_moments.worst(graded):
        at = motion_moments.moment(of.reference, went, fault)
        assert fault.start - 0.1 <= at <= fault.end + 0.1


def test_an_arrow_points_the_way_a_bone_should_go():
    def way(bone: str, direction, view="front"):
        return motion_figure.heading_of(motion_figure.Blame(bone, direction), view)

    assert way("left_forearm", "higher") == "up" and way("left_forearm", "lower") == "down"
    assert way("left_forearm", "outward") == "right" == way("right_forearm", "inward")
    assert way("right_forearm", "outward") == "left" == way("trunk", "outward")
    assert way("left_forearm", "forward", "left") == "left"
    assert way("right_forearm", "forward", "right") == "right"
    assert way("right_forearm", "back", "right") == "left"
    assert way("left_index", "forward", "top") == "down"
    assert way("left_forearm", "forward", "front") is None


@pytest.mark.parametrize(
    ("bone", "direction", "arm", "view"),
    [
        ("left_upper_arm", "forward", (1, 0, 0), "left"),
        ("right_upper_arm", "back", (-1, 0, 0), "right"),
        ("left_upper_arm", "outward", (0, 0, -1), "front"),
        ("left_upper_arm", "higher", (1, 0, 0), "front"),
        ("left_upper_arm", "lower", (0.1, -1, 0.1), "left"),  # it points to who looks
        ("right_upper_arm", "higher", (-0.1, -1, 0.1), "right"),
    ],
)
def test_a_fault_is_seen_from_where_it_shows(bone, direction, arm, view):
    side = bone.partition("_")[0]
    joints = {f"{side}_shoulder": np.zeros(3), f"{side}_elbow": np.array(arm, float)}
    pose = motion_figure.Pose(joints)
    assert motion_figure.view_of(motion_figure.Blame(bone, direction), pose, pose) == view
    empty = motion_figure.Pose({})
    assert motion_figure.view_of(motion_figure.Blame(bone, direction), empty) in (view, "front")


def test_a_hand_is_drawn_large_from_where_it_shows_most():
    of = tried("wanzhi")
    ghost = of.reference.ghost
    index = [f"left_hand_index_{part}" for part in ("intermediate", "distal", "tip")]
    bad = turned(ghost, "left_hand_index_proximal", index, 60, (0, 0, 1))
    (first, _lanes) = report(of, bad).drawings
    assert "index finger" in words(first)
    box = extent([s for s in first.shapes if isinstance(s, Line) and s.stroke == "red"])
    assert max(box.right - box.left, box.bottom - box.top) > 30


def test_what_was_measured_is_told_in_words():
    of = tried()
    found = moved.judge(of, low_arm(of.reference.ghost)).assessment
    told = {line.name: line for line in motion_report.told(found, marked=True)}
    assert len(told) == 5 and not any("_" in name for name in told)
    shape = next(line for name, line in told.items() if name.startswith("shape"))
    assert shape.value.endswith("°") and shape.mark.isdigit()
    assert all(not line.mark.isdigit() for line in motion_report.told(found, marked=False))


def test_whose_a_reference_is_stands_in_the_report():
    said = motion_report.whose(MASTER)
    for word in ("某老师", "闲庭院", "闺门旦", "某派", "c1", "not scored", "眼神"):
        assert word in said
    thanked = MASTER.model_copy(update={"credit": "谢某剧团"})
    assert motion_report.whose(thanked) == f"{said} 谢某剧团"
    assert "not said" in motion_report.whose(About(id="x", kind="own", consent_id="c"))


def test_a_step_that_a_master_recorded_is_no_more_from_words():
    ghost = tried("shenkai").reference.ghost
    before = tried("shanbang_guimen", "kunqu/shenduan")
    assert report(before, ghost).editions == ("From words, no performer",)
    moved.keep_reference(
        registry.library(), "kunqu/shenduan", "shanbang_guimen", build([ghost]), MASTER
    )
    page = take_page(report(tried("shanbang_guimen", "kunqu/shenduan"), ghost))
    assert "no performer" not in page.lower() and "某老师" in page


def test_a_pose_from_words_says_that_nobody_performed_it():
    of = tried("shanbang_guimen", "kunqu/shenduan")
    assert all(isinstance(still, Still) for still in of.stills)
    page = motion_moments.stills(of.stills)
    assert "无人演示" in page.notes[0]
    assert not any(getattr(s, "stroke", None) == "red" for s in page.shapes)


def test_without_a_grade_there_are_no_pictures_of_one():
    of = tried()
    assert list(motion_report.pages(of.reference, MASTER, (of.reference.ghost, None))) == []
    empty = Graded(None, "not_seen", *[float("nan")] * 4, 0.0)
    assert list(motion_report.pages(of.reference, MASTER, (of.reference.ghost, empty))) == []


def test_early_and_late_are_told_with_seconds():
    of = tried()
    fault = Fault("", 1.0, 3.0, float("nan"), float("nan"), "late", 1.0, 10.0)
    graded = moved.grade(of.reference, of.reference.ghost)
    found = moved.scorer.assessment(
        ("a/b", "", "r"), of.reference, replace(graded, late=(fault,)), of.step
    )
    assert "s late" in motion_report.advised(found)[0][1]


def test_what_is_off_from_beginning_to_end_is_said_so_and_what_is_off_for_a_while_with_seconds():
    of = tried()
    ghost = of.reference.ghost
    fault = Fault("left_thigh", 0.2, float(ghost.times[-1]) - 0.3, 35.0, 18.0, "back", 1.0, 9.0)
    graded = moved.grade(of.reference, ghost)

    def said(end: float) -> tuple[str, str]:
        faults = (replace(fault, end=end),)
        found = moved.scorer.assessment(
            ("a/b", "", "r"), of.reference, replace(graded, faults=faults), of.step
        )
        (told,) = motion_report.advised(found)
        return told[0].cause, told[1]

    always, while_ = said(fault.end), said(9.0)
    assert always[0].endswith("back.throughout") and "all the time" in always[1]
    assert " s it was" not in always[1] and "Straighten the knee" in always[1]
    assert while_[0] == "motion.back" and "From 0.2 to 9.0 s" in while_[1]


def test_voice_and_body_of_one_take_are_judged_apart_and_drawn_together():
    from audio import synth
    from audio.files import RATE
    from tests.lessons import singing

    ghost = tried("shenkai").reference.ghost
    library = registry.library()
    moved.keep_reference(library, "kunqu/taxi", "ta_xian", build([ghost]), MASTER)
    of = tried("ta_xian", "kunqu/taxi")
    notes = singing.as_sung(of.voice.reference.score)
    sung = synth.sing(notes, np.random.default_rng(0)).samples
    sound = Sound(np.asarray(sung, np.float32), RATE, "take")
    judged = moved.judge(of, low_arm(ghost), sound)
    voice, body = judged.assessment.parts
    assert (voice.scorer, body.scorer) == ("voice", "motion")
    assert voice.score > 90 > body.score or body.score < voice.score
    assert judged.assessment.score == pytest.approx((voice.score + body.score) / 2)
    assert judged.assessment.passed == (voice.score >= 80 and body.score >= 80)
    assert len(judged.report.drawings) > 2  # figures, lanes, and the curve of the voice
    assert {"f0", "body"} <= set(judged.take.streams)
    mute = moved.judge(of, ghost).assessment
    assert mute.score is None and mute.withheld == "voice" and mute.parts[1].score > 90
    again = moved.again(library, judged.take, "kept").assessment
    assert again.score == pytest.approx(judged.assessment.score)
