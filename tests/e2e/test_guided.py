"""Lessons of timber in the real window, played by the guide's hand to their results."""

import json

import pytest

DRIVE = ("-m", "tests.e2e.drive_guided")


@pytest.mark.parametrize("lesson", ["xiangshan/paike_siliu", "xiangshan/paike_liusheng"])
def test_a_set_raised_by_the_guide_comes_to_its_result(person, tmp_path, lesson):
    code, err = person(tmp_path, lesson, drive=DRIVE).leave()
    assert code == 0, err
    end = json.loads((tmp_path / "judged.json").read_text())
    assert end["judged"]["passed"] and end["judged"]["lesson"] == lesson
    assert {"again", "report", "hall"} <= set(end["regions"])
    assert (tmp_path / "end.png").stat().st_size > 20_000


def test_a_little_that_was_built_freely_comes_to_a_picture_without_a_score(person, tmp_path):
    code, err = person(tmp_path, "xiangshan/ziyou", drive=DRIVE).leave()
    assert code == 0, err
    end = json.loads((tmp_path / "judged.json").read_text())
    assert end["judged"]["score"] is None
    assert {"again", "hall"} <= set(end["regions"])
