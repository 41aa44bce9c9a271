"""Lesson T1 in the real window, by mouse and keyboard, right and wrong, and its replay."""

import json
import subprocess
import sys

import pytest

from lessons import registry
from lessons.arts import raising_guide
from lessons.arts.raising_guide import Guide
from sim.headless import play

LESSON = "xiangshan/paike"


@pytest.fixture(scope="module")
def after_first_step(tmp_path_factory):
    """The inputs of a brisk guide for every step after the first, as a recorded log."""
    bench, _sizes = registry.bench(registry.library(), LESSON)
    with pytest.MonkeyPatch.context() as patch:  # a window without a graphics card is slow
        patch.setattr(raising_guide, "LOOK_S", 0.15)
        patch.setattr(raising_guide, "CARRY_SPEED", 0.6)
        session = play(bench, [Guide(bench)])
    bench.close()
    assert session.assessment.passed
    start = next(e.tick for e in session.events if e.name == "step.done")
    later = [[e.tick - start, e.name, dict(e.value)] for e in session.inputs if e.tick > start]
    path = tmp_path_factory.mktemp("log") / "middle.json"
    path.write_text(json.dumps(later))
    return path


def slips_seen(sees):
    """The lessons' slips that lie on the board, with their places."""
    return {name: at for name, at in sees["regions"].items() if name.startswith("lesson:")}


def new_slips(sees, before):
    """The slips on the board once they are others than before."""
    slips = slips_seen(sees)
    return slips if slips and set(slips) != before else {}


def enter_lesson(person):
    """Open the board in the hall, leaf through it to the lesson's slip and take it."""
    person.click(person.wait(lambda s: s["board"], "the hall"))
    slips = person.wait(slips_seen, "slips on the board")
    while f"lesson:{LESSON}" not in slips:
        person.click(person.sees["regions"]["more"])
        before = set(slips)
        slips = person.wait(lambda s, old=before: new_slips(s, old), "the next page of the board")
    person.click(slips[f"lesson:{LESSON}"])
    person.wait(lambda s: s["room"] == "bench", "the bench")


def place(person, part, keys=""):
    """Take a part up, turn it by keys, carry it over its place, set it down."""
    person.click(person.wait(lambda s: s["parts"][part], part))
    person.wait(lambda s: s["held"] == part and not s["lifting"], f"{part} in the hand")
    assert person.wait(lambda s: s["ghosts"], "the ghost")
    for key in keys:
        person.mouse("key", key)
    aim = person.wait(lambda s: s["aim"], "its place")
    for _ in range(10):  # about two seconds of the session: the hand follows the pointer
        person.point(aim)
    person.click(aim)


def test_a_learner_raises_the_set_and_passes(person, after_first_step, tmp_path):
    learner = person(tmp_path, after_first_step)
    enter_lesson(learner)
    place(learner, "zuodou")
    learner.wait(lambda s: "step.done" in s["events"], "the first step done")
    learner.wait(lambda s: "lesson.done" in s["events"], "the lesson done", most_s=240)
    learner.click(learner.wait(lambda s: s["regions"].get("hall"), "the summary"))
    code, err = learner.leave()
    assert code == 0, err
    judged = json.loads((tmp_path / "assessment.json").read_text())
    assert judged["passed"] and judged["score"] > 95
    assert judged["findings"] == []
    height = next(m["value"] for m in judged["measures"] if m["name"] == "bed_height_mm")
    assert abs(height - 220) < 0.5
    for rate in (90, 30, 2):
        assert replayed(tmp_path / "session.take", rate) == judged


def test_a_learner_who_begins_with_the_arm_is_told_why(person, tmp_path):
    learner = person(tmp_path)
    enter_lesson(learner)
    place(learner, "gong", keys="ee")
    learner.wait(lambda s: "order" in s["causes"], "the remark about the order")
    learner.mouse("key", "Return")
    learner.click(learner.wait(lambda s: s["regions"].get("end"), "the question, steps are open"))
    learner.click(learner.wait(lambda s: s["regions"].get("hall"), "the summary"))
    code, err = learner.leave()
    assert code == 0, err
    judged = json.loads((tmp_path / "assessment.json").read_text())
    assert not judged["passed"]
    found = {f["where"]["id"]: f["cause"] for f in judged["findings"]}
    assert found["gong"] == "timber.order"
    assert found["zuodou"] == "timber.missing"
    assert replayed(tmp_path / "session.take", 30) == judged


def replayed(take, rate):
    """Judge a session again with the command a user would use."""
    asked = subprocess.run(
        [sys.executable, "main.py", "replay", str(take), "--rate", str(rate), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(asked.stdout)
