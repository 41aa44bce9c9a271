"""`shuimo rate motion`: what it prints of raters, and what it refuses."""

import json
from pathlib import Path

import pytest

from tests.lessons import moving
from tests.lessons.moving import kept, moved, table
from tests.one_sentence import sentence


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    return moving.filled(tmp_path)


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
