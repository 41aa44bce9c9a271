"""The four stages in the print shop: what each shows, and which comes next."""

from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest

from content.assessment import Assessment
from content.event import Event
from lessons.arts import printing_made
from sim.headless import Session
from sim.rooms.printshop_ahead import Ahead
from sim.rooms.printshop_ladder import ALONE, FOLLOW, REHEARSE, WATCH, after
from tests.sim.driving import click, frames, shown
from tests.sim.test_print_room import room, small  # noqa: F401  (fixtures)

FOUND = partial(
    Assessment, lesson="a", lesson_hash="", references=(), scorer="printing", scorer_version=1,
    coverage=1.0,
)  # fmt: skip


def went(passed, *stages):
    """A session in which a step was done at each of these stages."""
    inputs = [Event(10 * k, "stage.go", {"stage": s}) for k, s in enumerate(stages)]
    events = [Event(10 * k + 5, "step.done", {"step": "ink"}) for k in range(len(stages))]
    found = SimpleNamespace(passed=passed)
    return Session(tuple(events), tuple(inputs), 10 * len(stages) + 9, found)


@pytest.mark.parametrize(
    ("passed", "stages", "then"),
    [
        (True, (FOLLOW,), ALONE), (True, (ALONE,), REHEARSE), (True, (REHEARSE,), REHEARSE),
        (False, (REHEARSE,), ALONE), (False, (ALONE,), FOLLOW), (False, (FOLLOW,), FOLLOW),
        (True, (REHEARSE, FOLLOW), ALONE), (True, (WATCH, REHEARSE), FOLLOW),
        (None, (ALONE,), ALONE), (True, (), ALONE),
    ],
)  # fmt: skip
def test_passing_thins_the_guidance_and_failing_brings_one_layer_back(passed, stages, then):
    assert after(went(passed, *stages)) == then


def test_the_line_ahead_is_the_guides_and_goes_on_as_the_rows_are_inked(room):  # noqa: F811
    lesson = room.floor.lesson
    ahead, board = Ahead(lesson), lesson.shop.board
    seen = []
    while (stroke := ahead.stroke()) is not None:
        assert stroke.on == "block" and stroke.ways[0] not in seen
        seen.append(stroke.ways[0])
        j = stroke.ways[0][1] / lesson.work.grid.cell
        near = np.abs(np.arange(len(board.depth)) - j) * lesson.work.grid.cell < 0.008
        board.film.mass[near] = 9.0
    assert len(seen) > 5 and [w[1] for w in seen] == sorted(w[1] for w in seen)


def test_follow_draws_ahead_alone_does_not_and_from_memory_nothing_is_shown(room):  # noqa: F811
    floor = room.floor
    frames(room)
    lines = floor.table.ahead._lines
    assert shown(room, "stage").stage == FOLLOW and lines["block"]._node is not None
    click(room, f"stage:{ALONE}")
    frames(room)
    assert lines["block"]._node is None and not floor.lesson.ghost
    room.press("g")
    room.press("x")
    frames(room)
    assert floor.lesson.ghost and floor._show.mapped and shown(room, "step") is not None
    click(room, f"stage:{REHEARSE}")
    frames(room)
    assert not floor.lesson.ghost and not floor._show.mapped and shown(room, "step") is None
    assert shown(room, "aid").words == ""
    assert not {"G", "V", "X", "Z"} & {label for label, _does in shown(room, "keys").rows}
    for key in ("v", "x", "g"):
        room.press(key)
        frames(room)
        assert not (floor.shop.guides.busy or floor._show.mapped or floor.lesson.ghost)


def test_who_watches_is_shown_step_after_step_and_takes_over_by_choosing(room):  # noqa: F811
    floor = room.floor
    frames(room)
    click(room, f"stage:{WATCH}")
    first = floor.lesson.step.id
    for _ in range(4000):
        room.frame(1 / 20)
        if len(floor.lesson.shown) > 1:
            break
    assert floor.lesson.shown[0] == first and first in floor.lesson.done
    assert floor.shop.guides.busy
    click(room, f"stage:{FOLLOW}")
    frames(room)
    assert not floor.shop.guides.busy and floor.stages.stage == FOLLOW


def test_of_several_sheets_the_judged_one_is_named_in_the_assessment(room, monkeypatch):  # noqa: F811
    shop = room.floor.lesson.shop
    monkeypatch.setattr(printing_made, "candidates", lambda _shop: (2, 0))
    tried = {2: 40.0, 0: 70.0}
    monkeypatch.setattr(printing_made, "sheets", lambda _found: dict(tried))
    monkeypatch.setattr(
        printing_made.scorer, "assess", lambda lesson, text, made: FOUND(score=made.sheet)
    )
    found = replace(printing_made.evidence(room.floor.lesson), sheets={2: None, 0: None})
    best = printing_made.judge(found)
    assert best.score == 70.0 and printing_made.judged(shop, best) == 0
    assert printing_made.judged(shop, FOUND(score=40.0)) == 2  # where it names none: the last
