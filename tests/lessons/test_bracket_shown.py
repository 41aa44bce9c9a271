"""A step that the guide showed is not the learner's own work."""

from dataclasses import replace

import pytest

from lessons import advice
from lessons.arts.raising import Raising
from lessons.arts.raising_guide import Guide
from sim.headless import play, replay


def quick(work):
    """The same lesson with a hand three times as quick."""
    lesson, design = work
    return lesson, replace(design, room=replace(design.room, quick=3.0))


@pytest.fixture(scope="module")
def first_step_shown(paike):
    """The guide shows the first step, then raises the rest as the learner would."""
    bench = Raising(*quick(paike))
    show = Guide(bench, "zuodou")

    class Then:
        own = None

        def poll(self, tick):
            if not show.done:
                return show.poll(tick)
            self.own = self.own or Guide(bench)
            return self.own.poll(tick)

    session = play(bench, [Then()])
    bench.close()
    return session


def test_a_shown_step_costs_its_share_and_the_lesson_is_not_passed(first_step_shown):
    judged = first_step_shown.assessment
    assert (judged.score, judged.passed) == (80, False)
    assert [(f.cause, f.where.id) for f in judged.findings] == [("timber.shown", "zuodou")]
    assert "own hand" in advice.sentence(judged.findings[0])


def test_that_it_was_shown_is_in_the_log(first_step_shown, paike):
    again = Raising(*quick(paike))
    session = replay(again, first_step_shown.inputs, first_step_shown.ticks, 30)
    again.close()
    assert session.assessment == first_step_shown.assessment
