"""Esc asks before it throws work away, in every room where timber is worked."""

import pytest

from content.event import Event
from content.glossary import glossary
from content.texts import use
from tests.sim.driving import click, enter, frames, shown

DONE = {
    "xiangshan/paike": "part.gripped",
    "xiangshan/zhisun": "work.cut",
    "xiangshan/zhaobing": "reading.taken",
}


@pytest.fixture(params=DONE)
def room(app, request):
    return enter(app, request.param)


@pytest.fixture
def begun(app, room):
    """Something was done in it."""
    room.events.append(Event(1, DONE[room.bench.lesson.id], {}))
    return room


def test_untouched_work_is_left_at_once(app, room):
    room.press("escape")
    app.frame()
    assert app.room is not room


def test_who_is_asked_may_stay(app, begun):
    begun.press("escape")
    assert shown(begun, "leave").question == "Leave the work?"
    click(begun, "stay")
    assert not begun.deck.shows("leave")
    begun.press("escape")
    begun.press("enter")  # any other key stays as well, and does nothing else
    frames(begun, 3)
    app.frame()
    assert app.room is begun and not begun.shop.over and not begun.deck.shows("leave")


@pytest.mark.parametrize("again", ["key", "tally"])
def test_who_is_asked_may_leave(app, begun, again):
    begun.press("escape")
    begun.press("escape") if again == "key" else click(begun, "hall")
    app.frame()
    assert app.room is not begun


def test_the_question_goes_with_the_end_and_what_is_finished_is_left_at_once(app, begun):
    begun.press("escape")
    begun._end()
    assert not begun.deck.shows("leave")
    begun.press("escape")
    app.frame()
    assert app.room is not begun


def test_the_end_is_asked_about_while_steps_are_open(room):
    room.press("enter")
    frames(room, 3)
    card = shown(room, "end")
    assert card.question == "End the work?"
    assert card.empty.startswith(f"Step 1 of {len(room.bench.lesson.steps)} is not done yet: ")
    room.press("q")  # any other key goes on
    assert not room.deck.shows("end")
    room.press("enter")
    click(room, "go_on")
    frames(room, 3)
    assert not room.deck.shows("end") and not room.shop.over


@pytest.mark.parametrize("again", ["key", "tally"])
def test_who_answers_that_ends_the_work(room, again):
    room.press("enter")
    room.press("enter") if again == "key" else click(room, "end")
    frames(room, 10)
    assert room.shop.over and not room.deck.shows("end")


def test_done_work_ends_at_once(room, monkeypatch):
    last = room.bench.lesson.steps[-1] if "zhaobing" in room.bench.lesson.id else None
    monkeypatch.setattr(type(room.bench), "step", property(lambda _bench: last))
    room.press("enter")
    frames(room, 10)
    assert room.shop.over


def test_escape_closes_an_open_card_before_it_asks_to_leave(app, begun):
    for card, region in (("facts", "basis"), ("tip", f"term:{glossary().terms[0].key}")):
        begun._choose(region)
        assert begun.deck.shows(card)
        begun.press("escape")
        assert not begun.deck.shows(card) and not begun.deck.shows("leave")


def test_beneath_a_card_that_is_read_no_key_works(begun):
    click(begun, "basis")
    begun.press("enter")
    frames(begun, 10)
    assert not begun.deck.shows("facts") and not begun.shop.over and not begun.deck.shows("end")


def test_the_question_is_asked_in_the_language_in_use(begun):
    use("zh")
    try:
        begun.press("escape")
        assert shown(begun, "leave").question == "要放下不做了吗？"
    finally:
        use("en")
