"""`shuimo grade motion`: what it prints and refuses."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from content import take as takes
from content.take import Take
from lessons.motion_files import Kept
from motion import files
from motion.motion import Motion
from tests.lessons import moving
from tests.lessons.moving import masters, table
from tests.one_sentence import sentence

KEYS = {
    "score", "withheld", "distance", "shape_deg", "timing_ms", "coverage", "findings",
}  # fmt: skip
FINDING = {"bone", "phase", "degrees", "direction", "remedy"}


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    return moving.filled(tmp_path)


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
