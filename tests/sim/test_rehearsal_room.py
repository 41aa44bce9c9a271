"""Takes in the room of a page lesson: begun, ended, judged, in trouble, tapped, left."""

import pytest

from audio.place import Place
from content.errors import Refusal
from lessons.arts.rehearsal import ALONE, FOLLOW, REHEARSE, WATCH
from sim.rooms.hall import HallRoom
from tests.sim.driving import click, enter, frames, region, shown, told


def test_the_space_bar_begins_a_take_and_ends_it(heard, room):
    room.press("space")
    frames(room)
    assert room.practice.place.doing == "listening" and room.deck.shows("ribbon")
    assert heard._ears.started[-1].part is not None and heard._ears.started[-1].lines
    region(room, "take")  # a click on the ribbon ends it as well
    heard._ears.seconds = 1.5
    room.press("space")
    frames(room)
    job, (asked, sound, made, device, leaks), _future = heard.judge.asked[-1]
    assert job == "judge" and asked.step == room.lesson.steps[0]
    assert not leaks and not made
    assert len(sound.samples) == 1.5 * sound.rate and device is heard._ears.facts
    assert not room.deck.shows("ribbon") and shown(room, "take").buttons == ()


def test_a_judged_take_lies_on_the_page_and_is_left_to_the_program(heard, room):
    told(heard, room, score=91.0)
    assert shown(room, "question").score == 91.0
    assert heard.session.assessment.score == 91.0
    assert [e.name for e in heard.session.events if e.name.startswith("take")] == [
        "take.open", "take.closed", "take.judged",
    ]  # fmt: skip
    click(room, "again")
    frames(room)
    assert {b.name for b in shown(room, "take").buttons} >= {"take", "mine", "both", "told"}
    click(room, "told")
    assert shown(room, "question").score == 91.0


def test_passing_twice_thins_the_guidance_and_shows_it(heard, room):
    for _ in range(2):
        assert room.practice.place.stage == FOLLOW
        told(heard, room, score=95.0)
        click(room, "again")
    frames(room)
    assert shown(room, "take").stage == ALONE
    room.press("space")
    frames(room)
    assert not room.deck.shows("ribbon") and heard._ears.started[-1].lines == ()


def test_after_a_pass_the_next_step_is_one_press_away(heard, room):
    told(heard, room, score=95.0)
    click(room, "onward")
    frames(room)
    assert room.practice.place.step == 1 and not room.deck.shows("question")
    assert shown(room, "step").number == 2


@pytest.mark.parametrize(("key", "rung"), [("1", WATCH), ("3", ALONE), ("4", REHEARSE)])
def test_a_stage_is_chosen_by_key_or_on_the_ladder(heard, room, key, rung):
    room.press(key)
    frames(room)
    assert room.practice.place.stage == rung == shown(room, "take").stage
    click(room, f"stage:{FOLLOW}")
    frames(room)
    assert room.practice.place.stage == FOLLOW


@pytest.mark.parametrize("doing", ["ready", "listening"])
def test_trouble_is_said_and_the_lesson_goes_on(heard, room, doing):
    if doing == "listening":
        room.press("space")
        frames(room)
        heard._ears.state, heard._ears.trouble = "trouble", "the microphone is gone"
        frames(room)
        heard.judge.refuse(Refusal("too little was heard"))
    else:
        room.press("p")
        heard.judge.refuse(Refusal("the microphone is gone"))
    frames(room)
    assert "the microphone is gone" in shown(room, "question").body
    click(room, "back")
    frames(room)
    assert room.practice.place.doing == "ready" and shown(room, "take").buttons


def test_a_machine_without_a_microphone_says_so_beside_the_step(heard, room):
    heard._ears.state, heard._ears.trouble = "trouble", "there is no microphone"
    frames(room)
    assert "no microphone" in shown(room, "take").small
    assert not room.deck.shows("question")


def test_the_voice_moves_the_page_on_over_the_wash_of_the_step(heard, room):
    room.press("space")
    frames(room)
    heard._ears.places = (Place(0.1, 3, 1.0, False, 1.0, 2.0, 0.0),)
    frames(room)
    first = room.practice.step.syllables[0]
    note = room.singing.asked.reference.score.notes[3]
    assert room.page._view._pointed == (f"syllable:{first + note.syllable}",)
    assert f"syllable:{first}" in room.page._view._marked
    room.press("space")
    frames(room)
    assert room.page._view._pointed == ()


def test_leaving_during_a_take_lets_it_go(heard, room):
    room.press("space")
    frames(room)
    ears = heard._ears
    room.press("escape")
    heard.frame()
    assert isinstance(heard.room, HallRoom) and ears.stops == 1 and not heard.judge.asked


def test_turning_the_page_during_a_take_lets_it_go(heard, room):
    room.press("space")
    frames(room)
    room.press("arrow_right")
    frames(room)
    assert room.practice.place.doing == "ready" and not heard.judge.asked
    assert not room.deck.shows("ribbon") and shown(room, "step").number == 2


def test_taps_go_to_the_judge_with_what_the_program_struck(heard):
    room = enter(heard, "kunqu/gongche_banyan")
    click(room, "choice:score")
    step = next(s for s in room.lesson.steps if s.scorer == "ban")
    room.singing.sitting.act("step.go", step=step.id)
    frames(room)
    room.press("space")
    frames(room)
    assert heard._ears.started[-1].part is None and heard._ears.started[-1].lines
    for second in (1.0, 2.0):
        heard._ears.seconds = second
        room.press("d")
        frames(room)
    assert len(room.singing.sitting.trace.taps) == 2
    room.press("space")
    frames(room)
    made = heard.judge.asked[-1][1][2]
    assert [e.tick for e in made if e.name == "ban.tap"] == [240, 480]


def test_the_first_take_is_introduced_once(heard, room):
    heard.introduced = False
    room.press("space")
    frames(room)
    slip = shown(room, "question")
    assert "desk microphone" in slip.body and "headphones" in slip.body
    assert room.practice.place.doing == "ready"
    click(room, "begin")
    frames(room)
    assert room.practice.place.doing == "listening" and heard.introduced


def test_without_headphones_the_introduction_says_what_that_means(heard, room):
    heard.introduced = False
    room.press("space")
    frames(room)
    room.press("h")
    frames(room)
    assert "speakers" in shown(room, "question").body and room.singing.speakers
    click(room, "begin")
    frames(room)
    assert heard._ears.started[-1].speakers


def test_who_leaves_the_room_is_heard_no_more(heard, room):
    assert heard._ears is not None
    room.press("escape")
    heard.frame()
    assert heard._ears is None
