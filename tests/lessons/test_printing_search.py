"""Finding what is wrong with prints: from a seed, by the same physics, every answer told."""

import pytest

from content.event import Event
from lessons import advice, registry
from lessons.arts import printing_file
from lessons.arts.printing_misprints import FAULTS, REMEDIES, misprints
from lessons.arts.printing_search import PrintSearch
from lessons.arts.printing_search_guide import SearchGuide
from sim.headless import play, replay

LESSON = "taohuawu/zhaobing"
LIBRARY = registry.library()


def search():
    path = LIBRARY.file(LESSON, "print.yaml")
    asked = printing_file.read(path).model_copy(
        update={"cells": 512, "blocks": ("key", "hong", "lv")}
    )
    return PrintSearch(LIBRARY.lesson(LESSON), printing_file.work(asked, path))


@pytest.fixture(scope="module")
def played():
    one = search()
    return play(one, [SearchGuide(one, seed=7)]), one


def test_every_fault_is_found_by_looking_at_the_sheets_alone(played):
    session, one = played
    assert session.assessment.score == 100 and session.assessment.passed
    assert not session.assessment.findings
    assert {fault for fault, _block in one.search().hidden} == set(FAULTS)
    assert one.found == {0, 1, 2, 3}


def test_the_same_log_gives_the_same_search(played):
    session, _one = played
    again = replay(search(), session.inputs, session.ticks, 2)
    assert again.events == session.events and again.assessment == session.assessment


def test_wrong_answers_are_told_and_cost(played):
    _session, one = played
    hidden = one.search().hidden
    fault, block = hidden[0]
    other = next(f for f in FAULTS if f != fault)
    elsewhere = next(b.name for b in one.shop.boards if b.name != block)
    fresh = search()
    fresh.advance(0, [Event(0, "faults.seed", {"seed": 7})])
    tick = 1
    while not fresh.ready:
        fresh.advance(tick, [])
        tick += 1

    def say(**answer):
        return fresh.advance(tick, [Event(tick, "fault.name", {"sheet": 0, **answer})])

    right = {"fault": fault, "block": block, "remedy": REMEDIES[fault]}
    for wrong in ({"fault": other}, {"block": elsewhere}, {"remedy": REMEDIES[other]}):
        (told,) = say(**{**right, **wrong})
        said_right = {k: told.value[k] for k in ("fault", "block", "remedy")}
        assert said_right == {k: k not in wrong for k in said_right}
    assert not say(fault="torn", block=block, remedy="fix") and not say(**right, sheet=9)
    assert [e.name for e in say(**right)] == ["fault.told", "step.done"]
    assert not say(**right)  # it is found already
    fresh.advance(tick, [Event(tick, "lesson.finish", {})])
    judged = fresh.assess()
    found = sorted(f.cause.removeprefix("misprints.") for f in judged.findings)
    missed = sorted(f"missed_{f}" for f, _b in hidden[1:])
    assert found == sorted([*missed, "wrong_fault", "wrong_block", "wrong_remedy"])
    assert judged.score == 100 - 3 * 20 - 3 * 4 and not judged.passed
    assert all(advice.sentence(f).startswith("Sheet ") for f in judged.findings)


def test_nothing_can_be_named_before_the_sheets_are_printed():
    one = search()
    value = {"sheet": 0, "fault": "dry", "block": "hong", "remedy": "wet"}
    assert one.advance(0, [Event(0, "fault.name", value)]) == []
    for seed in (-1, 2**40, "one", None):
        one.advance(1, [Event(1, "faults.seed", {"seed": seed})])
    assert one.share is None
    judged = one.assess()
    assert judged.score is None and judged.withheld == "unseeded"


def test_each_seed_hides_each_fault_once_and_never_in_the_key():
    for seed in range(200):
        found = misprints(seed, 4, 4)
        assert sorted(w.fault for w in found) == sorted(FAULTS)
        assert all(1 <= w.block < 4 for w in found)
        assert found == misprints(seed, 4, 4)
