"""Esc asks before it throws work away, in every room where timber is worked."""

import pytest

from content.event import Event
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


def test_the_question_is_asked_in_the_language_in_use(begun):
    use("zh")
    try:
        begun.press("escape")
        assert shown(begun, "leave").question == "要放下不做了吗？"
    finally:
        use("en")
