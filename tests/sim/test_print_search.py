"""The search for the faults of prints: sheets are looked at, answers given and told."""

import time

import pytest

from content.event import Event
from lessons.arts import printing_file
from lessons.arts.printing_misprints import REMEDIES
from sim.rooms import printshop_search
from sim.rooms.printshop import PrintshopRoom
from tests.sim.driving import TICK, click, frames, shown


@pytest.fixture
def room(app, monkeypatch):
    read = printing_file.read
    small = {"cells": 128, "blocks": ("key", "hong"), "sheets": 2}
    monkeypatch.setattr(printing_file, "read", lambda p: read(p).model_copy(update=small))
    monkeypatch.setattr(printshop_search.secrets, "randbelow", lambda _most: 5)
    made = PrintshopRoom(app, "taohuawu/zhaobing")
    end = time.monotonic() + 60
    while (made.floor is None or not made.floor.lesson.ready) and time.monotonic() < end:
        made.frame(TICK)
    frames(made)
    yield made
    made.close()


def answer(room, fault, block):
    for region in (f"fault:{fault}", f"block:{block}", f"remedy:{REMEDIES[fault]}"):
        click(room, region)
    click(room, "say")
    frames(room)


def test_an_answer_is_given_when_all_three_are_chosen_and_a_wrong_part_is_told(room):
    (fault, block), _second = room.floor.lesson.search().hidden
    other = next(f for f in REMEDIES if f != fault)
    assert not shown(room, "say").ready
    answer(room, other, block)
    slip = shown(room, "say")
    assert slip.ready and slip.remark and not room.floor.lesson.found
    answer(room, fault, block)
    assert room.floor.lesson.found == {0} and not shown(room, "say").ready


def test_tab_turns_to_the_next_sheet_and_begins_its_answer_anew(room):
    click(room, "fault:dry")
    room.press("tab")
    assert room.floor.sheet == 1
    assert not any(on for _words, answers in shown(room, "say").asked for *_rest, on in answers)
    room.press("tab")
    assert room.floor.sheet == 0


def test_who_names_every_fault_comes_to_the_end(room, app):
    for sheet, (fault, block) in enumerate(room.floor.lesson.search().hidden):
        if sheet:
            room.press("tab")
        answer(room, fault, block)
    for _twice in range(2):  # the lesson has more steps than this small search has sheets
        room.press("enter")
    frames(room)
    card = shown(room, "summary")
    assert "2" in card.right and card.aside
    assert app.session.assessment.scorer == "misprints"


def test_the_slip_shows_what_the_lesson_rests_on(room):
    click(room, "basis")
    assert room.deck.shows("facts")
    click(room, "close")
    assert not room.deck.shows("facts")
    assert not room.floor.shop._feel.take(Event(0, "search.ready", {})).sounds
