from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.assessment import Assessment
from content.event import Event
from sim.headless import play, replay
from sim.loop import LIVE_S, LIVE_SUBSTEPS, Loop
from sim.replay import Log


class Counting:
    """A practice whose state depends on when each input came."""

    def __init__(self, end: int = 10**9) -> None:
        self.state = 1
        self.end = end

    def advance(self, tick: int, inputs: Sequence[Event]) -> list[Event]:
        for e in inputs:
            self.state = (self.state * 31 + tick * e.value["x"]) % 1_000_003
        self.state = (self.state * 7 + 1) % 1_000_003
        done = [Event(tick, "lesson.done")] if tick == self.end else []
        return done + ([Event(tick, "felt", {"state": self.state})] if inputs else [])

    def assess(self) -> Assessment:
        return Assessment(
            lesson="a/b", lesson_hash="", references=(), scorer="count", scorer_version=1,
            score=self.state % 101, coverage=1.0,
        )  # fmt: skip


logs = st.lists(st.tuples(st.integers(0, 900), st.integers(-9, 9)), max_size=20)


@settings(max_examples=40)
@given(logs)
def test_same_log_same_events_at_any_frame_rate(pairs):
    inputs = [Event(t, "hand.move", {"x": x}) for t, x in sorted(pairs)]
    runs = [replay(Counting(), inputs, 961, rate) for rate in (90, 30, 2, 1000, 7.3)]
    assert all(r.events == runs[0].events for r in runs)
    assert all(r.assessment == runs[0].assessment for r in runs)
    assert runs[0].ticks == 961


def test_live_frame_never_makes_more_than_the_cap():
    loop = Loop(Counting(), [])
    loop.frame(10.0)
    assert loop.tick == LIVE_SUBSTEPS
    loop.frame(0.0)
    assert loop.tick == LIVE_SUBSTEPS  # the time that was lost is not made up: the clock stretches


@pytest.mark.parametrize(("cap", "made"), [(LIVE_SUBSTEPS, 3), (None, 24)])
def test_a_live_frame_stops_when_its_substeps_take_long_a_replay_does_not(cap, made):
    class Heavy(Counting):
        now = 0.0

        def advance(self, tick: int, inputs: Sequence[Event]) -> list[Event]:
            self.now += 0.4 * LIVE_S
            return super().advance(tick, inputs)

    heavy = Heavy()
    loop = Loop(heavy, [], cap=cap, clock=lambda: heavy.now)
    loop.frame(0.1)
    assert loop.tick == made


@pytest.mark.parametrize("rate", [90, 30, 2, 59.94])
def test_no_substep_is_lost_to_rounding(rate):
    loop = Loop(Counting(), [], cap=None)
    for _ in range(round(rate * 20)):
        loop.frame(1 / rate)
    assert abs(loop.tick - 20 * 240) <= 1


def test_inputs_are_stamped_with_the_substep_at_which_they_took_effect():
    class Late:
        def poll(self, tick: int) -> list[Event]:
            return [Event(0, "hand.down", {"x": 1})] if tick == 5 else []

    session = play(Counting(end=20), [Late()])
    assert [e.tick for e in session.inputs] == [5]
    assert session.events[0] == replay(Counting(), session.inputs, 21, 2).events[0]


def test_log_can_start_later():
    log = Log([Event(0, "a"), Event(3, "b")], start=10)
    assert log.poll(9) == []
    assert [e.name for e in log.poll(10)] == ["a"]
    assert not log.done
    assert [e.name for e in log.poll(99)] == ["b"]
    assert log.done
