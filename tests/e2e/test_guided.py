"""The other bracket lessons in the real window, raised by the guide's hand to their results."""

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
