"""The lesson in joinery in the real window: a learner makes the joint by mouse and keyboard."""

import json
import subprocess
import sys

import pytest

from tests.e2e.conftest import ROOT

DRIVE = ("-m", "tests.e2e.drive_joinery")


@pytest.fixture
def log(tmp_path):
    """The post's lines and its mortise as a quick hand makes them, as a recorded log."""
    acts = [("square", {"piece": "post", "u": u, "skew": 0}) for u in (-203, 203)]
    for v in (70, -70):
        acts.append(("snap", {"piece": "post", "u0": -200, "v0": v, "u1": 200, "v1": v}))
    for u in (-162, -81, 0, 81, 162):
        acts.append(("chisel", {"piece": "post", "u": u, "v": 0, "turn": 0, "lean": 0}))
        acts += [("blow", {"piece": "post", "force": 100})] * 8
    path = tmp_path / "log.json"
    path.write_text(json.dumps([(4 * k, f"hand.{n}", v) for k, (n, v) in enumerate(acts)]))
    return path


def keys(person, name, times=1):
    person.mouse("key", "--delay", 8, "--repeat", times, name)


def take(person, key, tool):
    person.mouse("key", key)
    person.wait(lambda s: s["tool"] == tool, tool)


def aim(person, place, across):
    """Point at a place, then move by tenths with the arrow keys: along it, or across it."""
    person.point(person.wait(lambda s: s["spots"], "the timbers")[place])
    goal = person.sees["plan"][place]

    def near(sees):
        piece, u, v = sees["at"] or ("", 0, 0)
        close = piece == goal[0] and max(abs(u - goal[1]), abs(v - goal[2])) < 15
        return sees["at"] if close else None

    axis = 2 if across else 1
    off = goal[axis] - person.wait(near, f"the pointer at {place}")[axis]
    if off:
        less, more = ("Down", "Up") if across else ("Left", "Right")
        keys(person, more if off > 0 else less, abs(off))
    person.wait(lambda s: s["at"][axis] == goal[axis], f"the tool at {place}")


def work(person, times=1):
    keys(person, "space", times)


def mark_the_rail(person):
    take(person, "2", "square")
    aim(person, "shoulder", False)
    work(person)
    take(person, "1", "ink")
    for side in ("left", "right"):
        for end in ("root", "end"):
            aim(person, f"{side} {end}", True)
            work(person)
    person.wait(lambda s: len(s["marks"]) == 3, "the rail's lines")


def saw_the_cheeks(person):
    take(person, "3", "rip")
    aim(person, "inside", True)
    work(person, 3)  # on the wrong side of the line: taken back
    person.wait(lambda s: s["cuts"] == [2], "two strokes")
    keys(person, "z", 3)
    person.wait(lambda s: s["cuts"] == [], "the wood whole again")
    aim(person, "left waste", True)
    work(person, 11)
    take(person, "3", "rip")
    aim(person, "right waste", True)
    work(person, 11)
    person.wait(lambda s: "cheeks" in s["done"], "both cheeks sawn")


def saw_the_shoulders(person):
    for side in (1, 2):
        take(person, "4", "cross")
        aim(person, "crosscut", False)
        work(person, 8)
        person.wait(lambda s, n=side: s["events"].count("waste.fell") == n, f"waste {side}")


def test_a_learner_makes_a_joint_that_closes(person, tmp_path, log):
    learner = person(tmp_path, log, drive=DRIVE)
    learner.point(learner.wait(lambda s: s["spots"], "the timbers")["mortise"])
    mark_the_rail(learner)
    saw_the_cheeks(learner)
    saw_the_shoulders(learner)
    learner.wait(lambda s: {"mark", "mortise"} <= set(s["done"]), "the mortise")
    take(learner, "6", "mallet")
    work(learner)
    learner.wait(lambda s: "try" in s["done"], "the trial")
    assert "pare" in learner.sees["done"]  # sawn close to the line, nothing is left to pare
    work(learner, 12)
    learner.click(learner.wait(lambda s: s["regions"].get("hall"), "the summary"))
    code, err = learner.leave()
    assert code == 0, err
    judged = json.loads((tmp_path / "assessment.json").read_text())
    assert judged["findings"] == [] and judged["passed"]
    measures = {m["name"]: m["value"] for m in judged["measures"]}
    assert measures["undone"] == 3 and measures["gap_mm"] == 0
    assert -0.4 < measures["fit_mm"] < 0
    asked = subprocess.run(
        [sys.executable, "main.py", "replay", str(tmp_path / "session.take"), "--json"],
        check=True, capture_output=True, text=True, timeout=60, cwd=ROOT,
    )  # fmt: skip
    assert json.loads(asked.stdout) == judged
