"""`shuimo reference motion`: what it makes of a master's takes, and what it refuses."""

import json
from pathlib import Path

import numpy as np
import pytest

from motion import reference_file
from tests.lessons import moving
from tests.lessons.moving import kept, masters, moved
from tests.motion.test_files import NAMES
from tests.one_sentence import sentence


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    return moving.filled(tmp_path)


def test_a_masters_takes_become_a_reference(shuimo, stage):
    out = stage / "new" / "shanbang.ref"
    words = ("--title", "山膀", "--home", "闺门旦", "--school", "某师", "--performer", "某人",
             "--kind", "master", "--consent", "c-1", "--keyframe", "2.0", "--hold", "1.5-2.5",
             "--weight", "left_forearm=2", "--beats", "0,1,2.5", "--credit", "某人授")  # fmt: skip
    code, said, err = shuimo("reference", "motion", *masters(stage), "--out", out, *words, "--json")
    assert code == 0, err
    found = json.loads(said)
    assert found["enough"] and len(found["takes"]) == 3 and len(found["apart_deg"]) == 3
    assert all(0 < far["degrees"] < 10 for far in found["apart_deg"])
    assert found["holds"] == [[1.5, 2.5]] and 4 < found["duration"] < 4.4
    reference, about = reference_file.read(out)
    about_him = (about.title, about.home, about.kind, about.credit)
    assert about_him == ("山膀", "闺门旦", "master", "某人授")
    assert reference.marks.weights == {"left_forearm": 2.0}
    assert reference.marks.beats == (0.0, 1.0, 2.5) and reference.marks.keyframes == (2.0,)
    code, said, _err = shuimo("grade", "motion", "--reference", out, "--take", stage / "good.npz")
    assert code == 0 and "山膀" in said and "闺门旦" in said


def test_few_takes_are_warned_of_and_nothing_is_written_over(shuimo, stage):
    out = stage / "a.ref"
    words = ("reference", "motion", *masters(stage)[:2], "--out", out, "--consent", "c-1")
    code, said, _err = shuimo("--lang", "en", *words)
    assert code == 0 and "2 of the 3 to 5 takes" in said
    before = out.read_bytes()
    code, _out, err = shuimo("--lang", "en", *words)
    assert code == 2 and "--force" in sentence(err) and out.read_bytes() == before
    assert shuimo(*words, "--force")[0] == 0


def test_a_take_of_another_movement_is_asked_about(shuimo, stage):
    kept(stage / "other.npz", moved(lift=-40.0, droop=-60.0, seed=9))
    out, takes = stage / "a.ref", [*masters(stage)[:2], stage / "other.npz"]
    words = ("reference", "motion", *takes, "--out", out, "--consent", "c-1", "--force")
    code, said, _err = shuimo(*words, "--json")
    assert code == 0 and json.loads(said)["strange"] == [str(stage / "other.npz")]
    assert "other.npz is 2" in shuimo("--lang", "en", *words)[1]


def test_marks_are_kept_in_order(shuimo, stage):
    out = stage / "a.ref"
    words = (
        "--beats",
        "2,0,1,1",
        "--keyframe",
        "3",
        "--keyframe",
        "1",
        "--hold",
        "2-3",
        "--hold",
        "0-1",
    )
    code, _out, err = shuimo("reference", "motion", masters(stage)[0], "--out", out, *words,
                             "--consent", "c-1")  # fmt: skip
    assert code == 0, err
    found = reference_file.read(out)[0].marks
    assert (found.beats, found.keyframes) == ((0.0, 1.0, 2.0), (1.0, 3.0))
    assert found.holds == ((0.0, 1.0), (2.0, 3.0))


ARM = ("left_shoulder", "right_shoulder", "left_elbow", "left_wrist", "left_hip", "right_hip")
WRONG = {
    "no consent": (["master1.npz"], [], "nobody's consent"),
    "nobody": (["master1.npz", "unseen.npz"], ["--consent", "c"], "unseen.npz"),
    "other joints": (["master1.npz", "half.npz"], ["--consent", "c"], "different joints"),
    "twice": (["master1.npz", "master1.npz"], ["--consent", "c"], "the same take"),
    "missing": (["none.npz"], ["--consent", "c"], "none.npz"),
    "blank consent": (["master1.npz"], ["--consent", " "], "nobody's consent"),
    "nobody's body": (["master1.npz"], ["--kind", "program"], "no kind program"),
    "twelve minutes": (["minutes.npz"], ["--consent", "c"], "longer than 10 minutes"),
    "holds overlap": (
        ["master1.npz"],
        ["--consent", "c", "--hold", "1-2", "--hold", "0-1.5"],
        "--hold 0-1.5 and --hold 1-2",
    ),
    "head": (["master1.npz"], ["--consent", "c", "--weight", "head=2"], "no bone head"),
    "two weights": (["master1.npz"], ["--consent", "c", "--weight", "trunk=1=2"], "trunk=1=2"),
    "unseen bone": (["master1.npz"], ["--consent", "c", "--weight", "left_foot=2"], "left_foot"),
    "no weight": (
        ["arm.npz"],
        [
            "--consent",
            "c",
            "--weight",
            "left_upper_arm=0",
            "--weight",
            "left_forearm=0",
            "--weight",
            "trunk=0",
        ],
        "nothing to be judged",
    ),
    "another clock": (["later.npz"], ["--consent", "c", "--hold", "1-2"], "from 100.0 to 104.0"),
    "kind": (["master1.npz"], ["--consent", "c", "--kind", "god"], "god"),
    "ending": (["master1.npz"], ["--consent", "c", "--out", "a.zip"], ".ref"),
    "hold": (["master1.npz"], ["--consent", "c", "--hold", "3-2"], "3-2"),
    "hold in words": (["master1.npz"], ["--consent", "c", "--hold", "end"], "--hold end"),
    "bone": (["master1.npz"], ["--consent", "c", "--weight", "nose=2"], "nose"),
    "weight": (["master1.npz"], ["--consent", "c", "--weight", "trunk=-2"], "--weight"),
    "late": (["master1.npz"], ["--consent", "c", "--keyframe", "60"], "60 s"),
    "beats": (["master1.npz"], ["--consent", "c", "--beats", "1,x"], "--beats"),
}


@pytest.mark.parametrize("what", list(WRONG))
def test_what_makes_no_reference_is_one_sentence(shuimo, stage, monkeypatch, what):
    monkeypatch.chdir(stage)
    seen = [k for k, name in enumerate(NAMES) if "left" in name or name == "neck"]
    kept(stage / "half.npz", moved()[:, seen], tuple(NAMES[k] for k in seen))
    arm = [k for k, name in enumerate(NAMES) if name in ARM]
    kept(stage / "arm.npz", moved()[:, arm], tuple(NAMES[k] for k in arm))
    kept(stage / "minutes.npz", moved(seconds=120.0), step=0.2)
    times = 100 + np.arange(121) / 30
    np.savez(stage / "later.npz", times=times, joints=np.array(NAMES), positions=moved(121 / 30))
    given, words, said = WRONG[what]
    out = () if "--out" in words else ("--out", "a.ref")
    code, printed, err = shuimo("--lang", "en", "reference", "motion", *given, *out, *words)
    assert (code, printed) == (2, "") and said in sentence(err)
    assert not list(stage.glob("a.*"))
