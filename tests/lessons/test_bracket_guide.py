import math

import pytest

from content.event import SUBSTEPS_PER_SECOND, Event
from lessons.arts.raising import Raising
from lessons.arts.raising_guide import Guide


def perform(bench, guide, first=0, most=90 * SUBSTEPS_PER_SECOND):
    inputs, events, tick = [], [], first
    while not guide.done and tick - first < most:
        due = list(guide.poll(tick))
        inputs += due
        events += bench.advance(tick, due)
        tick += 1
    return inputs, events, tick


@pytest.fixture
def bench(paike):
    made = Raising(*paike)
    yield made
    made.close()


def test_the_demonstration_passes_at_a_pace_to_watch(paike, bench):
    guide = Guide(bench)
    inputs, events, ticks = perform(bench, guide)
    assert bench.assess().passed
    assert [e.value["step"] for e in events if e.name == "step.done"] == ["zuodou", "gong", "sheng"]
    assert not [e for e in events if e.name in ("part.blocked", "part.fell")]
    assert 30 < ticks / SUBSTEPS_PER_SECOND < 50
    again = Raising(*paike)
    log = {e.tick: [] for e in inputs}
    for e in inputs:
        log[e.tick].append(e)
    replayed = [e for t in range(ticks) for e in again.advance(t, log.get(t, []))]
    assert replayed == events
    again.close()


def test_one_step_can_be_shown_alone(bench):
    perform(bench, Guide(bench, "zuodou"))
    assert bench.seated == {"zuodou"}
    perform(bench, Guide(bench, "gong"), 5000)
    assert bench.seated == {"zuodou", "gong"}


def test_the_guide_clears_what_stands_in_the_way_and_turns_what_lies_wrong(bench):
    """A 升 in the mouth before the arm, and the arm on its head on the bench."""
    _, _, tick = perform(bench, Guide(bench, "zuodou"))
    tick = by_hand(bench, tick, "sheng_middle", 0.0, 0.0)
    assert bench.astray("sheng_middle")
    tick = by_hand(bench, tick, "gong", -0.5, -0.15, roll=math.pi)
    assert bench.pose("gong").matrix[2, 2] < -0.99
    perform(bench, Guide(bench, "gong"), tick)
    assert {"zuodou", "gong"} <= bench.seated


def test_what_is_in_the_learners_hand_is_set_down_first(bench):
    bench.advance(0, [Event(0, "hand.grip", {"part": "gong", "point": [0, 0, 0.09]})])
    for tick in range(1, 200):
        bench.advance(tick, [])
    perform(bench, Guide(bench, "zuodou"), 200)
    assert bench.held is None and "zuodou" in bench.seated


def by_hand(bench, tick, part, x, y, roll=0.0):
    point = [0, 0, bench.height(part)]
    script = {
        0: ("hand.grip", {"part": part, "point": point}),
        360: ("hand.turn", {"axis": "roll", "rad": roll}),
        720: ("hand.move", {"to": [x, y, None]}),
        1200: ("hand.down", {}),
    }
    for i in range(2400):
        due = [Event(tick + i, *script[i])] if i in script else []
        bench.advance(tick + i, due)
        if i > 1200 and bench.calm:
            return tick + i + 1
    raise AssertionError("the part never came to rest")
