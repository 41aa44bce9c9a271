"""The search for mistakes in the real window, by mouse and keyboard, and its replay."""

import json
import subprocess
import sys

DRIVE = ("-m", "tests.e2e.drive_inspection")


def point(person, part):
    person.point(person.wait(lambda s: s["parts"][part], part))


def hold(person, key, tool, part):
    """Take a tool, hold it to a part, and return what it reads."""
    person.mouse("key", key)
    point(person, part)
    person.mouse("click", 1)
    person.wait(lambda s: f"{part} {tool}" in s["read"], f"{tool} at {part}")
    return person.sees["read"][f"{part} {tool}"]


def choose(person, region):
    person.click(person.wait(lambda s: s["regions"].get(region), region))


def mark(person, part, kind):
    point(person, part)
    person.mouse("key", "m")
    choose(person, f"choice:kind:{kind}")
    person.wait(lambda s: s["marks"].get(part) == kind, f"{part} marked")


def test_a_learner_finds_both_mistakes_and_foretells_the_trial(person, tmp_path):
    learner = person(tmp_path, drive=DRIVE)
    learner.wait(lambda s: s["room"] == "search", "the lesson")
    assert hold(learner, "2", "plumb", "zuodou") == 15.0
    assert hold(learner, "3", "feeler", "sheng_left") == 0.0
    assert hold(learner, "3", "feeler", "sheng_right") == 2.0
    mark(learner, "sheng_right", "chip")
    mark(learner, "zuodou", "lean")
    learner.mouse("key", "p")
    choose(learner, "choice:trial:0")
    choose(learner, "choice:stands:1")
    learner.wait(lambda s: "trial.done" in s["events"], "the end of the trial")
    learner.mouse("key", "Return")
    choose(learner, "hall")
    code, err = learner.leave()
    assert code == 0, err
    judged = json.loads((tmp_path / "assessment.json").read_text())
    assert (judged["score"], judged["passed"], judged["findings"]) == (100.0, True, [])
    counts = {m["name"]: (m["value"], m["n"]) for m in judged["measures"]}
    assert counts["found_count"] == (2.0, 2) and counts["foretold_right"] == (1.0, 1)
    asked = ["main.py", "replay", str(tmp_path / "session.take"), "--rate", "30", "--json"]
    again = subprocess.run([sys.executable, *asked], capture_output=True, text=True, timeout=120)
    assert json.loads(again.stdout) == judged, again.stderr
