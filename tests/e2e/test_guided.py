"""Lessons of timber in the real window, played by scripted hands to their results."""

import json

import pytest

DRIVE = ("-m", "tests.e2e.drive_guided")
PAVILION = "xiangshan/xiaofangting"
SEARCH = "xiangshan/zhaobing_fangting"


@pytest.fixture
def play(person, tmp_path):
    """Play attempts at a lesson in one window; what each came to, by its name."""

    def run(lesson, *attempts):
        code, err = person(tmp_path, lesson, *attempts, drive=DRIVE).leave(most_s=400)
        assert code == 0, err
        ends = [json.loads((tmp_path / f"{name}.json").read_text()) for name in attempts]
        for name, end in zip(attempts, ends, strict=True):
            assert end["judged"]["lesson"] == lesson and {"again", "hall"} <= set(end["regions"])
            assert (tmp_path / f"{name}.png").stat().st_size > 20_000
        return ends

    return run


def reports(folder, lesson):
    """Return the reports that lie in the learner's folder, the oldest first."""
    found = sorted((folder / "home").rglob(f"reports/{lesson.replace('/', '-')}-*.html"))
    return [path.read_text() for path in found]


def costs(end):
    """Return what each finding cost; what costs nothing is only told."""
    return [f["cost"] for f in end["judged"]["findings"]]


@pytest.mark.parametrize("lesson", ["xiangshan/paike_siliu", "xiangshan/paike_liusheng"])
def test_a_set_raised_by_the_guide_comes_to_its_result(play, tmp_path, lesson):
    (end,) = play(lesson, "guide")
    assert end["judged"]["passed"] and "report" in end["regions"]
    (page,) = reports(tmp_path, lesson)
    assert "<svg" in page


def test_a_little_that_was_built_freely_comes_to_a_picture_without_a_score(play):
    (end,) = play("xiangshan/ziyou", "guide")
    assert end["judged"]["score"] is None


def test_a_pavilion_begun_with_a_column_is_told_so(play, tmp_path):
    (early,) = play(PAVILION, "early")
    found = {f["where"]["id"]: f["cause"] for f in early["judged"]["findings"]}
    assert early["causes"] == ["order"] and not early["judged"]["passed"]
    assert found["langzhu_sw"] == "timber.order" and found["gudeng_sw"] == "timber.missing"
    assert any("廊柱" in sentence for sentence in early["said"])
    assert len(reports(tmp_path, PAVILION)) == 1


def test_a_pavilion_raised_by_the_guide_stands_and_passes(play, tmp_path):
    (end,) = play(PAVILION, "guide")
    judged = end["judged"]
    assert judged["passed"] and judged["score"] == 100 and not judged["findings"]
    measures = {m["name"]: (m["value"], m["n"]) for m in judged["measures"]}
    assert measures["order_faults"] == (0.0, 33) and measures["gap_mm"][1] == 33
    assert end["causes"] == []
    (page,) = reports(tmp_path, PAVILION)
    assert "<svg" in page


def test_mistakes_in_a_pavilion_are_found_by_tools_and_blind_blame_is_told(play, tmp_path):
    blind, right = play(SEARCH, "blame", "guide")
    causes = [f["cause"] for f in blind["judged"]["findings"]]
    assert not blind["judged"]["passed"] and "inspection.false_alarm" in causes
    overlooked = [c for c in causes if c.startswith(("inspection.missed_", "inspection.mistaken_"))]
    assert len(overlooked) == 4 and len(blind["said"]) == 4
    assert right["judged"]["score"] == 100 and not any(costs(right))
    measures = {m["name"]: (m["value"], m["n"]) for m in right["judged"]["measures"]}
    assert measures["found_count"] == (4.0, 4) and measures["foretold_right"] == (1.0, 1)
    assert len(reports(tmp_path, SEARCH)) == 2
