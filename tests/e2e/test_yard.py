"""The yard in the real window: what stands is loaded, looked into and gone back from."""

import json

from tests.e2e.test_window import enter_lesson

DRIVE = ("-m", "tests.e2e.drive_yard")


def test_a_learner_finds_and_uses_the_acts_of_the_yard(person, tmp_path):
    learner = person(tmp_path, drive=DRIVE)
    enter_lesson(learner)
    learner.wait(lambda s: s["events"].count("step.done") >= 3, "all that stands")
    learner.click(learner.sees["regions"]["key:l"])  # the line beside what was seated last
    learner.click(learner.sees["regions"]["key:x"])
    learner.click(learner.sees["regions"]["key:1"])
    learner.wait(lambda s: "trial.begun" in s["events"], "the load")
    learner.wait(lambda s: "trial.done" in s["events"], "the end of the trial")
    learner.mouse("key", "z")
    learner.wait(lambda s: "work.undone" in s["events"], "one step back")
    learner.mouse("key", "Return")
    learner.click(learner.wait(lambda s: s["regions"].get("hall"), "the summary"))
    code, err = learner.leave()
    assert code == 0, err
    judged = json.loads((tmp_path / "assessment.json").read_text())
    assert judged["passed"] and judged["findings"] == []
