"""What all rooms share in which hands work: what is kept, heard, told; the guide; the end."""

import pytest

from audio.knock import Knock
from content.assessment import Assessment
from content.event import Event
from sim.rooms.felt import Felt
from sim.rooms.workshop import Workshop

JUDGED = Assessment(
    lesson="x/y", lesson_hash="", references=(), scorer="timber", scorer_version=1, coverage=1
)


class Work:
    """A practice in which something happens with every substep, and a feel for it."""

    lesson = step = None

    def __init__(self):
        self.done = False

    def advance(self, tick, inputs):
        asked = [e for e in inputs if e.name == "lesson.finish"]
        return [Event(tick, "work.cut"), *(Event(tick, "lesson.done") for _ in asked)]

    def assess(self):
        return JUDGED

    def take(self, event):
        return Felt((Knock(0.1, "fir", 0.1),), hand=True) if event.name == "work.cut" else Felt()


class Hand:
    """A source that does what a test says, once."""

    def __init__(self):
        self.acts, self.done = [], False

    def poll(self, tick):
        acts, self.acts = self.acts, []
        return [Event(tick, name) for name in acts]


@pytest.fixture
def hand():
    return Hand()


@pytest.fixture
def shop(app, hand):
    work = Work()
    made = Workshop(app, "x/y", work, hand, work)
    yield made
    made.close()


def told(shop, substeps=1):
    return [e.name for e in shop.frame(substeps / 240)]


def test_what_happens_is_kept_with_what_the_hand_felt_of_it_and_heard(shop):
    assert told(shop, 2) == ["work.cut", "work.cut"]
    assert [e.name for e in shop.events] == ["work.cut", "pulse"] * 2
    assert len(shop._speaker.played) == 2


def test_after_the_end_of_a_frame_things_are_kept_and_not_told_and_then_nothing_goes_on(
    shop, hand, app
):
    hand.acts = ["lesson.finish"]
    names = []
    for event in shop.frame(3 / 240):
        names.append(event.name)
        if event.name == "lesson.done":
            assert shop.end() == JUDGED
    assert names == ["work.cut", "lesson.done"]
    assert [e.name for e in shop.events].count("work.cut") == 3
    assert [e.name for e in app.session.events] == ["work.cut", "pulse", "lesson.done"]
    assert [e.name for e in app.session.inputs] == ["lesson.finish"]
    assert app.session.assessment == JUDGED and app.session.ended is not None
    assert told(shop) == [] and not shop.free


def test_a_guide_works_beside_the_hand_until_it_is_done_or_sent_away(shop):
    first, second = Hand(), Hand()
    shop.guides.begin(first)
    assert not shop.free and not shop.guides.ended()
    shop.guides.begin(second)  # never two at once
    assert shop.loop.sources[1:] == [second]
    second.done = True
    assert shop.guides.ended() and shop.free and not shop.guides.ended()
    shop.guides.stop()
    assert len(shop.loop.sources) == 1


def test_keys_that_are_not_of_every_room_are_the_rooms_own(shop):
    chosen, used = [], []
    for key in ("q", "mouse1", "escape"):  # something may be lost: Esc asks
        told(shop)
        shop.press(key, chosen.append, used.append)
    assert used == ["q", "mouse1"] and shop.leaving.asked
    shop.press("q", chosen.append, used.append)  # any key stays
    assert used == ["q", "mouse1"] and not shop.leaving.asked and not chosen
