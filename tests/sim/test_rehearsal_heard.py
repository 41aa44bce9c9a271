"""What the room of a page lesson lets be heard, and what it says of a take."""

import numpy as np
import pytest

from audio.filedevice import FileMic
from content.assessment import Measure, Where
from content.stream import Stream
from lessons import registry
from lessons.report.shapes import Text
from sim.rooms import reading
from tests.sim.driving import click, enter, frames, shown, take, told
from tests.sim.stubs import flat, sung

SPOKEN, STRINGS = "kunqu/nianbai", "pingtan/tanchang"


def test_the_first_stage_only_listens(heard, room):
    room.press("1")
    frames(room)
    room.press("space")
    job, (asked, how), _future = heard.judge.asked[-1]
    assert job == "master" and how == room.singing.playing and not heard._ears.started
    heard.judge.tell(np.zeros(48_000 * 30, np.float32))
    frames(room)
    assert len(heard._ears.started[-1].tune) == 48_000 * 30
    for _ in range(60):
        room.frame(0.1)
    assert room.page._pointed[0].startswith("syllable:")
    room.press("space")  # the same key ends it
    frames(room)
    assert not room.singing.player.playing and room.page._pointed == ()


def test_mine_and_both_ask_for_the_last_take(heard, room):
    told(heard, room)
    click(room, "again")
    room.press("m")
    job, (sound,), _future = heard.judge.asked[-1]
    assert job == "mine" and len(sound.samples) == 2.0 * sound.rate
    room.press("b")
    job, (asked, again, found), _future = heard.judge.asked[-1]
    assert job == "both" and again.rate == sound.rate and found.score == 90.0


def test_before_a_take_there_is_nothing_of_mine_to_hear(heard, room):
    room.press("m")
    room.press("b")
    assert not heard.judge.asked


def test_a_phrase_is_played_again_and_again_until_it_is_ended(heard, room):
    room.press("l")
    heard.judge.tell(np.zeros(48_000, np.float32))
    for _ in range(25):
        room.frame(0.1)
    assert len(heard._ears.started) == 3  # 2.5 seconds of a tune of one
    click(room, "loop")
    frames(room, 30)
    assert len(heard._ears.started) == 3 and heard._ears.state == "ready"


def test_a_take_is_not_disturbed_by_what_was_being_played(heard, room):
    room.press("p")
    heard.judge.tell(np.zeros(48_000, np.float32))
    frames(room)
    room.press("space")
    frames(room)
    assert not room.singing.player.playing and heard._ears.started[-1].tune is None


def test_a_finding_lets_its_place_be_heard(heard, room):
    items = (sung(0), sung(1, 1.1))
    told(heard, room, findings=(flat(1),), items=items)
    click(room, "finding:0")
    job, (asked, _sound, found, span), _future = heard.judge.asked[-1]
    assert job == "in_turn" and span == (1, 1) and found.items == items
    assert asked.step == room.lesson.steps[0]


def test_each_thing_to_work_on_shows_its_own_row(heard, room):
    n = len(room.singing.asked.reference.score.notes)
    items = tuple(sung(i, 1.0 + i) for i in range(n))
    told(heard, room, findings=(flat(0), flat(n - 1, "來 尺", -40.0)), items=items)

    def drawn():
        shapes = shown(room, "question").picture.shapes
        return {tap for s in shapes if (tap := getattr(s, "tap", None))}

    assert len(shown(room, "question").findings) == 2
    assert "note:0" in drawn() and f"note:{n - 1}" not in drawn()
    click(room, "finding:1")
    assert f"note:{n - 1}" in drawn()
    assert heard.judge.asked[-1][1][3] == (n - 1, n - 1)


def test_what_costs_as_a_whole_is_told_too_and_what_costs_nothing_stands_apart(heard):
    room = enter(heard, STRINGS)

    def whole(cause, cost):
        where = Where(kind="whole", id="take")
        return flat(0).model_copy(update={"cause": cause, "where": where, "cost": cost})

    told(heard, room, findings=(whole("strings.extra", 6.0), whole("strings.unplaced", 0.0)))
    card = shown(room, "question")
    assert len(card.findings) == 1 and "Strokes that the pattern" in card.findings[0]
    assert card.heard == () and any("evenness alone" in words for words in card.remarks)


def test_strokes_from_a_recording_are_held_against_no_beat(heard, tmp_path):
    heard.mic = FileMic(tmp_path / "mine.wav")
    room = enter(heard, STRINGS)
    frames(room)
    assert "evenness alone" in shown(room, "take").says
    _job, (_asked, _sound, made, *_device), _future = take(heard, room)
    assert heard._ears.started[-1].lines == ()
    assert not any(event.name == "ban.struck" for event in made)


def test_what_cannot_be_played_is_said_of_the_loudspeaker(heard, room):
    room.press("p")
    heard.judge.tell(np.zeros(48_000, np.float32))
    frames(room, 1)
    heard._ears.trouble = "There is no microphone here."
    frames(room)
    assert "loudspeaker" in shown(room, "question").body


def test_numbers_can_be_hidden(heard, room):
    told(heard, room, score=91.0, findings=(flat(1),))
    card = shown(room, "question")
    assert not card.bare and any(c.isdigit() for c in card.findings[0])
    room.press("n")
    card = shown(room, "question")
    assert card.bare and card.right is None
    assert card.findings == ("工 of “晴”: too low",)
    room.press("n")
    assert not shown(room, "question").bare


def test_hidden_numbers_are_hidden_in_the_picture_too(heard, room):
    n = len(room.singing.asked.reference.score.notes)
    told(heard, room, findings=(flat(1),), items=tuple(sung(i, 1.0 + i) for i in range(n)))
    figures = [s for s in shown(room, "question").picture.shapes if isinstance(s, Text)]
    assert any(c.isdigit() for s in figures for c in s.glyphs)
    room.press("n")
    figures = [s for s in shown(room, "question").picture.shapes if isinstance(s, Text)]
    assert figures and not any(c.isdigit() for s in figures for c in s.glyphs)


def test_a_key_for_the_voice_is_offered_after_a_take(heard, room):
    hertz = np.full(400, 220.0)  # an A where the phrase lies about a D
    stream = Stream(np.arange(400) / 100, hertz, np.ones(400))
    told(heard, room, streams={"f0": stream})
    click(room, "again")
    frames(room)
    click(room, "range")
    assert room.singing.playing.key < -2
    frames(room)
    assert "range" not in {b.name for b in shown(room, "take").buttons}


def test_the_program_plays_the_other_part(heard):
    room = enter(heard, STRINGS)
    room.press("space")
    frames(room)
    assert {line.instrument for line in heard._ears.started[-1].lines} == {"琵琶", "板"}
    heard._ears.seconds = 8.0
    frames(room)
    assert room.page._view._pointed[0].startswith("stroke:")


def test_tempo_and_key_stay_within_their_limits(heard, room):
    for _ in range(20):
        room.press("-")
        room.press("[")
    assert (room.singing.playing.tempo, room.singing.playing.key) == (0.5, -12)
    for _ in range(40):
        room.press("=")
        room.press("]")
    assert (room.singing.playing.tempo, room.singing.playing.key) == (1.0, 12)


def test_lines_that_are_never_marked_tell_what_was_measured(heard):
    room = enter(heard, SPOKEN)
    told(heard, room, score=None)
    card = shown(room, "question")
    assert card.score is None and card.passed is None


def test_through_speakers_the_other_part_is_silent_and_the_slip_says_why(heard):
    room = enter(heard, STRINGS)
    room.press("h")
    frames(room)
    assert "speakers" in shown(room, "take").says
    room.press("space")
    frames(room)
    assert heard._ears.started[-1].lines == ()


def test_each_report_has_a_file_of_its_own_that_is_opened_and_named(heard, room, monkeypatch):
    opened = []
    monkeypatch.setattr(reading.webbrowser, "open", opened.append)
    told(heard, room)
    click(room, "report")
    (file,) = (registry.user_folder() / "reports").iterdir()
    assert file.name.startswith(f"kunqu-bubujiao-{room.practice.step.id}-20")
    assert opened == [file.as_uri()] and str(file) in shown(room, "question").body


@pytest.mark.parametrize(
    ("name", "value", "score", "right"),
    [("marks_right", 0.0, 0.0, False), ("coverage", 0.33, None, False),
     ("coverage", 0.9, None, True), ("marks_right", 0.8, 80.0, True)],
)  # fmt: skip
def test_nothing_bad_is_told_as_right(heard, name, value, score, right):
    room = enter(heard, SPOKEN)
    measure = Measure(name=name, value=value, unit="share", n=9, score=score)
    told(heard, room, score=score, measures=(measure,))
    card = shown(room, "question")
    assert (card.right is not None) == right
    assert bool(card.told) == (score is None and not right)
