"""`shuimo grade motion`, `reference motion` and `rate motion`: what they print and refuse."""

import csv
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from content import take as takes
from content.take import Take
from lessons.motion_files import Kept
from motion import files, reference_file
from motion.motion import Motion
from tests.motion.test_files import NAMES, STANDING
from tests.one_sentence import sentence

KEYS = {
    "score", "withheld", "distance", "shape_deg", "timing_ms", "coverage", "findings",
}  # fmt: skip
FINDING = {"bone", "phase", "degrees", "direction", "remedy"}


def moved(
    seconds: float = 4.0, lift: float = 60.0, droop: float = 0.0, seed: int = 0
) -> np.ndarray:
    """Both arms rise from hanging to `lift` degrees and sink again, the left `droop` lower."""
    frames = round(seconds * 30)
    share = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(frames) / (frames - 1))
    positions = np.tile(np.array(list(STANDING.values()), float), (frames, 1, 1))
    for side, sign, less in (("left", 1, droop), ("right", -1, 0.0)):
        angle = np.radians(-80 + (80 + lift) * share - less)
        way = np.stack([sign * np.cos(angle), np.zeros(frames), np.sin(angle)], axis=1)
        shoulder = positions[:, NAMES.index(f"{side}_shoulder")]
        positions[:, NAMES.index(f"{side}_elbow")] = shoulder + 0.25 * way
        positions[:, NAMES.index(f"{side}_wrist")] = shoulder + 0.5 * way
    return positions + np.random.default_rng(seed).normal(0, 0.003, positions.shape)


def kept(path: Path, positions: np.ndarray, names: tuple[str, ...] = NAMES, step: float = 1 / 30):
    times = np.arange(len(positions)) * step
    np.savez(path, times=times, joints=np.array(names), positions=positions)
    return path


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    """A folder with a master's three takes, a good and a bad one, and some that are no use."""
    for k in (1, 2, 3):
        kept(tmp_path / f"master{k}.npz", moved(4.0 + k / 10, 60.0 + k, seed=k))
    kept(tmp_path / "good.npz", moved(seed=7))
    kept(tmp_path / "bad.npz", moved(droop=35.0, seed=8))
    kept(tmp_path / "unseen.npz", moved() * np.nan)
    kept(tmp_path / "short.npz", moved()[:2])
    kept(tmp_path / "hours.npz", moved(), step=120.0)
    kept(tmp_path / "hands.npz", moved()[:, :2], ("left_index_tip", "left_index"))
    return tmp_path


def masters(stage: Path) -> list[Path]:
    return [stage / f"master{k}.npz" for k in (1, 2, 3)]


def graded(shuimo: Any, stage: Path, take: Path | str) -> dict[str, Any]:
    code, out, err = shuimo(
        "grade", "motion", "--reference", *masters(stage), "--take", stage / take, "--json"
    )
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    assert set(found) >= KEYS
    return found


def test_a_good_take_has_a_score_and_a_bad_one_a_remedy(shuimo, stage):
    good, bad = graded(shuimo, stage, "good.npz"), graded(shuimo, stage, "bad.npz")
    assert good["score"] > bad["score"] and good["distance"] < bad["distance"]
    assert good["findings"] == [] and good["coverage"] > 0.95
    first = bad["findings"][0]
    assert set(first) >= FINDING and first["remedy"].endswith(".")
    assert first["bone"] in ("left_upper_arm", "left_forearm") and first["direction"] == "higher"
    assert 25 < first["degrees"] < 45


def test_references_may_be_repeated_and_asked_for_in_words(shuimo, stage):
    one, two, three = masters(stage)
    words = ("--reference", one, "--reference", two, "--reference", three)
    code, out, _err = shuimo("--lang", "en", "grade", "motion", *words,
                             "--take", stage / "bad.npz")  # fmt: skip
    assert code == 0 and "Score: " in out and "→ Left" in out
    code, out, _err = shuimo("--lang", "zh_CN", "grade", "motion", *words,
                             "--take", stage / "bad.npz")  # fmt: skip
    assert code == 0 and "满分" in out and "普通文件" in out


@pytest.mark.parametrize(("take", "why"), [("unseen.npz", "not_seen"), ("short.npz", "few_frames")])
def test_what_cannot_be_judged_is_withheld(shuimo, stage, take, why):
    found = graded(shuimo, stage, take)
    assert found["score"] is None and found["withheld"] == why
    assert found["distance"] is None and found["reason"].endswith(".")


def test_a_take_of_other_joints_is_withheld(shuimo, stage):
    found = graded(shuimo, stage, "hands.npz")
    assert found["score"] is None and found["withheld"] in ("other_joints", "not_seen")


def test_every_kind_of_file_is_judged(shuimo, stage, root, monkeypatch):
    motion = files.read(stage / "good.npz")
    mine = Take("kunqu/huodong", "0" * 64, "test", consent_id="c-1", streams=motion.streams())
    takes.write(mine, stage / "good.take")
    assert graded(shuimo, stage, "good.take")["score"] > 80
    (stage / "a.bvh").write_bytes((root / "tests/golden/motion_arm.bvh").read_bytes())
    assert graded(shuimo, stage, "a.bvh")["withheld"] == "few_frames"
    watched: list[Path] = []

    def watch_file(path: Path, **_how: Any) -> Motion:
        watched.append(path)
        return motion

    monkeypatch.setitem(sys.modules, "motion.eyes", SimpleNamespace(watch_file=watch_file))
    (stage / "good.mp4").write_bytes(b"")
    (stage / "pictures").mkdir()
    for name in ("good.mp4", "pictures"):
        assert graded(shuimo, stage, name)["score"] > 80
    assert watched == [stage / "good.mp4", stage / "pictures"]


def test_the_report_is_written(shuimo, stage):
    out = stage / "report.html"
    words = ("--reference", masters(stage)[0], "--take", stage / "bad.npz", "--html", out)
    assert shuimo("--lang", "en", "grade", "motion", *words)[0] == 0
    page = out.read_text(encoding="utf-8")
    assert "bad.npz" in page and "master1.npz" in page and "Left" in page


def table(stage: Path, rows: list[dict[str, str]], name: str = "pairs.csv") -> Path:
    path = stage / name
    with path.open("w", newline="", encoding="utf-8-sig") as f:
        writer = csv.DictWriter(f, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_pairs_are_printed_in_order_and_bad_rows_say_why(shuimo, stage, monkeypatch):
    whole = ";".join(f"master{k}.npz" for k in (1, 2, 3))
    long = "x" * 300 + ".npz"
    names = ["good.npz", "bad.npz", "none.npz", "unseen.npz", "hours.npz", "good.npz", "", long]
    read: list[str] = []
    files_read = files.read
    monkeypatch.setattr(files, "read", lambda path: (read.append(path.name), files_read(path))[1])
    pairs = table(stage, [{"reference": whole, "take": name} for name in names])
    code, out, err = shuimo("--lang", "en", "grade", "motion", "--pairs", pairs)
    assert code == 0 and "Traceback" not in err
    found = json.loads(out)
    assert [Path(f["take"] or "").name for f in found] == names
    assert all(set(f) >= KEYS for f in found)
    scores = [f["score"] for f in found]
    assert scores[0] == scores[5] > scores[1] and scores[2:5] == [None] * 3
    why = [f["withheld"] for f in found]
    assert why[2:5] == ["unreadable", "not_seen", "unreadable"] and why[6:] == ["unreadable"] * 2
    said = [f["reason"] for f in found]
    assert "none.npz" in said[2] and "minutes" in said[4] and "no reference" in said[6]
    assert "no such file" in said[7]
    assert len(read) == len(set(read))  # each file once


def test_the_oldest_files_give_way_to_the_newest():
    opened: list[str] = []
    held = Kept(lambda name: (opened.append(name), len(name))[1], lambda size: size, 5)
    assert [held.get(name) for name in ("aaa", "bb", "aaa", "c", "bb", "aaa")] == [3, 2, 3, 1, 2, 3]
    assert opened == ["aaa", "bb", "c", "aaa"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "no such file"),
        ("take\na.npz\n", "reference"),
        ("", "reference, take"),
        ("\xff\xfe\x00", "table in UTF-8"),
        ("reference,take\n\xc9\xbd\xb0\xf2,a.npz\n", "table in UTF-8"),  # GBK, as Excel writes it
        ('reference,take\n"a,b\n', "table in UTF-8"),
    ],
)
def test_a_table_that_is_none_is_one_sentence(shuimo, tmp_path, text, said):
    path = tmp_path / "pairs.csv"
    if text is not None:
        path.write_bytes(text.encode("latin-1"))
    code, out, err = shuimo("--lang", "en", "grade", "motion", "--pairs", path)
    assert (code, out) == (2, "") and said in sentence(err) and str(path) in err


def test_an_empty_table_is_an_empty_list(shuimo, tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("reference,take\n")
    assert json.loads(shuimo("grade", "motion", "--pairs", path)[1]) == []


BAD = {
    "no take": (["--reference", "good.npz"], "--take"),
    "no reference": (["--take", "good.npz"], "--reference"),
    "pairs and take": (["--pairs", "x.csv", "--take", "good.npz"], "--pairs"),
    "missing": (["--reference", "master1.npz", "--take", "none.npz"], "none.npz"),
    "missing video": (["--reference", "master1.npz", "--take", "none.mp4"], "none.mp4"),
    "two hours": (["--reference", "master1.npz", "--take", "hours.npz"], "minutes"),
    "nobody": (["--reference", "unseen.npz", "--take", "good.npz"], "Nobody"),
    "text": (["--reference", "words.txt", "--take", "good.npz"], "words.txt"),
    "a long name": (["--reference", "master1.npz", "--take", "x" * 300], "no such file"),
    "a long video": (["--reference", "x" * 300 + ".mp4", "--take", "good.npz"], "no such file"),
    "six takes": (["--reference", *["good.npz"] * 6, "--take", "good.npz"], "1 to 5"),
}


@pytest.mark.parametrize("what", list(BAD))
def test_what_cannot_be_graded_is_one_sentence(shuimo, stage, monkeypatch, what):
    monkeypatch.chdir(stage)
    (stage / "words.txt").write_text("x")
    words, said = BAD[what]
    code, out, err = shuimo("--lang", "en", "grade", "motion", *words)
    assert (code, out) == (2, "") and said in sentence(err)


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


def rated(stage: Path) -> Path:
    rows = []
    for k, droop in enumerate((0, 8, 16, 24, 32, 40)):
        kept(stage / f"t{k}.npz", moved(droop=float(droop), seed=20 + k))
        for rater, off in (("A", 0), ("B", 5), ("C", -3)):
            score = 95 - droop + off + (2 if (k + off) % 2 else 0)
            rows.append({"take": f"t{k}.npz", "rater": rater, "score": str(score),
                         "reference": "master1.npz;master2.npz;master3.npz"})  # fmt: skip
    return table(stage, rows, "ratings.csv")


def test_raters_and_the_program_are_compared(shuimo, stage):
    path = rated(stage)
    code, out, err = shuimo("rate", "motion", path, "--json")
    assert code == 0, err
    found = json.loads(out)
    assert set(found["raters"]) == {"A", "B", "C"} and min(found["raters"].values()) > 0.9
    assert found["program"] > 0.9 and 0.8 < found["icc"] < 1
    assert (found["takes"], found["complete"], found["enough"]) == (6, 6, False)
    code, out, _err = shuimo("--lang", "en", "rate", "motion", path)
    assert code == 0 and "Shrout and Fleiss 1979" in out and "Too few" in out


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"take": "good.npz", "rater": "A", "reference": "master1.npz"}], "score"),
        ([{"take": "good.npz", "rater": "A", "score": "x", "reference": "m.npz"}], "line 2"),
        ([{"take": "good.npz", "rater": "", "score": "1", "reference": "m.npz"}], "line 2"),
        ([{"take": "good.npz", "rater": "A", "score": "1", "reference": "m.npz"}], "m.npz"),
    ],
)
def test_ratings_that_are_none_are_one_sentence(shuimo, stage, monkeypatch, rows, said):
    monkeypatch.chdir(stage)
    code, out, err = shuimo("--lang", "en", "rate", "motion", table(stage, rows))
    assert (code, out) == (2, "") and said in sentence(err)


def test_a_bad_rating_is_named_by_its_line(shuimo, stage):
    path = stage / "ratings.csv"
    path.write_text("take,rater,score,reference\n\n\ngood.npz,A,x,m.npz\n")
    assert "line 4" in sentence(shuimo("--lang", "en", "rate", "motion", path)[2])


def test_no_ratings_are_one_sentence(shuimo, stage):
    empty = stage / "empty.csv"
    empty.write_text("take,rater,score,reference\n")
    assert "no rating" in sentence(shuimo("--lang", "en", "rate", "motion", empty)[2])
