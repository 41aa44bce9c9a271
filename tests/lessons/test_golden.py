"""Golden cases of every scorer: (reference, take, expected), and what a scorer must say of itself.

Positions are compared with the tolerance of the measurement, words and verdicts exactly: the
physics is bit-equal on one machine only.
"""

import importlib
import json
import pkgutil
from functools import cache
from typing import get_args

import pytest

from content import take as takes
from content.lesson import Need
from content.reference import Reference
from lessons import advice, judging, moved, registry, scorers
from lessons.scorers.voice import judge
from sim.headless import replay

SLACK = {"mm": 0.05, "deg": 0.05, "cents": 1.0, "ms": 3.0, "late_ms": 3.0, "score": 0.5}
SCORERS = {
    info.name: importlib.import_module(f"lessons.scorers.{info.name}")
    for info in pkgutil.iter_modules(scorers.__path__)
}
KNOWN = (
    "timber_right", "timber_wrong", "voice_faults", "strings_faults", "speech_faults",
    "ban_faults", "marking_faults", "joinery_right", "joinery_wrong",
    "inspection_faults", "printing_right", "printing_askew", "misprints_wrong",
    "motion_faults",
)  # fmt: skip


@cache
def judged(path):
    """The assessment of a golden take, judged once for all tests."""
    take = takes.read(path)
    library = registry.library()
    lesson = library.lesson(take.lesson)
    if lesson.scorer == registry.MOTION:
        return moved.again(library, take, "golden").assessment
    if any(e.name == judging.OF for e in take.inputs):
        return judging.again(library, take, "golden").assessment
    if lesson.scorer == "voice":  # kept before a take named its step
        score = library.score(lesson.score)
        written = Reference(score.id, score.home, score.school, score.edition, score=score)
        return judge(written, take)[0]
    return session(path, 90).assessment


@cache
def session(path, rate):
    """What becomes of the inputs of a golden take in a window of so many frames a second."""
    take = takes.read(path)
    bench = registry.handwork(registry.library(), take.lesson)
    done = replay(bench, take.inputs, take.ticks, rate)
    bench.close()
    return done


def alike(got, expected, where=""):
    """Compare two JSON values; numbers within what the measurement can tell."""
    if isinstance(expected, dict):
        assert got.keys() == expected.keys(), where
        for key in expected.keys() - {"lesson_hash"}:
            alike(got[key], expected[key], f"{where}.{key}")
    elif isinstance(expected, list):
        assert len(got) == len(expected), where
        for i, pair in enumerate(zip(got, expected, strict=True)):
            alike(*pair, f"{where}[{i}]")
    elif isinstance(expected, float) and isinstance(got, float | int):
        name = where.rpartition(".")[2]
        slack = next((s for unit, s in SLACK.items() if name.endswith(unit)), 0.1)
        assert got == pytest.approx(expected, abs=slack), where
    else:
        assert got == expected, where


@pytest.mark.parametrize("name", KNOWN)
def test_a_golden_take_is_judged_as_it_was(root, name):
    folder = root / "tests/golden"
    expected = json.loads((folder / f"{name}.json").read_text())
    alike(judged(folder / f"{name}.take").model_dump(mode="json"), expected)


def test_the_same_log_gives_the_same_events_at_any_frame_rate(root):
    path = root / "tests/golden/timber_right.take"
    sessions = [session(path, rate) for rate in (90, 30, 2)]
    assert len(sessions[0].events) > 10
    assert sessions[0] == sessions[1] == sessions[2]


def edited(document, edit):
    changed = json.loads(json.dumps(document))
    edit(changed)
    return changed


@pytest.mark.parametrize("name", KNOWN)
@pytest.mark.parametrize(
    "edit",
    [
        lambda d: d.update(score=5.0 if d["score"] is None else d["score"] - 2),
        lambda d: d.pop("withheld"),
        lambda d: d.update(more=1),
        lambda d: d["findings"].append({}),
        lambda d: d.update(passed="perhaps"),
    ],
    ids=["score", "field gone", "field more", "finding more", "verdict"],
)
def test_a_changed_assessment_would_be_seen(root, name, edit):
    expected = json.loads((root / f"tests/golden/{name}.json").read_text())
    alike(edited(expected, lambda d: None), expected)
    with pytest.raises(AssertionError):
        alike(edited(expected, edit), expected)


def test_a_changed_cause_would_be_seen(root):
    expected = json.loads((root / "tests/golden/timber_wrong.json").read_text())
    with pytest.raises(AssertionError):
        alike(edited(expected, lambda d: d["findings"][0].update(cause="timber.gap")), expected)


@pytest.mark.parametrize("name", SCORERS)
def test_every_scorer_says_what_it_is_and_has_a_golden_take(name):
    scorer = SCORERS[name]
    assert scorer.__doc__
    assert set(scorer.NEEDS) <= set(get_args(Need))
    assert scorer.VERSION >= 1
    assert any(known.startswith(f"{name}_") for known in KNOWN)


def test_every_cause_in_the_golden_takes_has_a_sentence(root):
    for name in KNOWN:
        for finding in judged(root / f"tests/golden/{name}.take").findings:
            sentence = advice.sentence(finding)
            assert sentence.endswith((".", "?")) and "{" not in sentence


def test_every_lesson_names_a_scorer_that_is_there():
    library = registry.library()
    judged_lessons = [
        e for e in library.lessons(registry.needs_met()) if e.lesson.scorer != registry.BUILDING
    ]
    assert len(judged_lessons) > 15
    for entry in judged_lessons:
        assert entry.lesson.scorer in SCORERS
        assert set(entry.lesson.needs) >= set(SCORERS[entry.lesson.scorer].NEEDS)
