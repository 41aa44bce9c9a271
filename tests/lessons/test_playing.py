"""What is followed and what is played along: on one clock, counted in, each part its own."""

import numpy as np
import pytest
import soxr

from audio import faults, metre, synth
from audio.instruments import perform
from audio.tone import RATE
from content.stream import Stream
from lessons import asked as asking
from lessons import playing, registry
from lessons.guban import guban
from lessons.judging import Sound, judge
from lessons.playing import Playing
from lessons.voice_notes import score_notes

LIBRARY = registry.library()
SLOW = Playing(tempo=0.5)


def asked(lesson_id, step=0):
    return asking.ask(LIBRARY, lesson_id, LIBRARY.lesson(lesson_id).steps[step].id)


def step_of(lesson_id, scorer):
    lesson = LIBRARY.lesson(lesson_id)
    return next(i for i, s in enumerate(lesson.steps) if lesson.scorer_of(s) == scorer)


@pytest.fixture(scope="module")
def metred():
    """A sung phrase in even metre."""
    return asked("kunqu/zuifugui")


@pytest.fixture(scope="module")
def free():
    """A sung phrase in 散板."""
    return asked("kunqu/bubujiao")


@pytest.fixture(scope="module")
def tapped():
    return asked("kunqu/gongche_banyan", step_of("kunqu/gongche_banyan", "ban"))


@pytest.fixture(scope="module")
def upper():
    """The 上手 of two players."""
    return asked("pingtan/tanchang")


def test_the_part_lies_where_the_score_and_the_wishes_say(metred):
    plain, other = playing.part(metred, Playing()), playing.part(metred, Playing(0.5, -3))
    beat = 60 / metred.reference.score.tempo_bpm
    assert plain.melody.onsets[0] == 0.0
    assert plain.melody.onsets[1] == pytest.approx(metred.reference.score.notes[1].onset * beat)
    assert np.allclose(other.melody.onsets, 2 * plain.melody.onsets)
    assert np.allclose(other.melody.pitches, plain.melody.pitches - 3)


def test_free_rhythm_is_free_and_metre_is_not(metred, free):
    assert playing.part(free, Playing()).free.all()
    assert not playing.part(metred, Playing()).free.any()


def test_what_is_spoken_or_plucked_is_not_followed(upper):
    assert playing.part(upper, Playing()) is None
    assert playing.part(asked("kunqu/nianbai"), Playing()) is None


def test_a_singer_is_followed_from_a_count_that_begins_alone(metred):
    start, clock = playing.start(metred, Playing(), along=True, speakers=True)
    assert clock is None and start.part is not None and start.speakers
    assert {line.instrument for line in start.lines} == {"曲笛", "板"}


def test_alone_nothing_is_played(metred):
    start, clock = playing.start(metred, Playing(), along=False, speakers=False)
    assert start.lines == () and clock is None and start.part is not None


def test_to_taps_the_program_plays_in_time_and_says_when_it_struck(tapped):
    start, clock = playing.start(tapped, SLOW, along=True, speakers=False)
    assert start.part is None and clock is not None
    assert playing.first_onset(start.lines) == pytest.approx(playing.LEAD)
    (clap,) = (line for line in start.lines if line.instrument == "板")
    struck = [clock.begins + at for at in clock.struck]
    assert struck and np.isin(np.round(struck, 6), np.round([t.onset for t in clap.tones], 6)).all()
    beats = [b for b in metre.beats(tapped.reference.score) if not b.free]
    assert len(struck) == len(beats)


@pytest.mark.parametrize(("step", "other"), [(0, "琵琶"), (1, "三弦")])
def test_of_two_players_the_program_is_the_other_one(step, other):
    mine = asked("pingtan/tanchang", step)
    start, clock = playing.start(mine, Playing(), along=True, speakers=False)
    assert {line.instrument for line in start.lines} == {other, "板"}
    assert len(clock.onsets) == len(mine.reference.pattern.strokes)
    assert len(clock.struck) == mine.reference.pattern.beats
    clap = next(line for line in start.lines if line.instrument == "板")
    struck = [clock.begins + at for at in clock.struck]
    assert struck == pytest.approx([t.onset for t in clap.tones][-len(struck) :])
    (heard,) = playing.tune(mine, Playing())
    assert heard.instrument == mine.reference.pattern.instrument != other


def test_through_speakers_nobody_plays_what_would_count_as_the_learners(upper):
    start, clock = playing.start(upper, Playing(), along=True, speakers=True)
    assert start.lines == () and clock is None


def test_both_players_keep_one_clock(upper):
    own = [t.onset for t in playing.tune(upper, Playing())[0].tones]
    other = [t.onset for t in playing.strings(upper.partner, Playing()).tones]
    assert not set(own) & set(other)  # an exercise of strokes in turn
    assert sorted(own + other)[:4] == [0.0, 0.5, 1.0, 1.5]


def test_nobody_plays_where_only_a_master_could(tapped):
    slot = asked("pingtan/tanchang", 2)
    assert slot.waits_for_master
    assert playing.start(slot, Playing(), along=True, speakers=False)[0].lines == ()


def sung_stream(asked_for, by):
    notes = [n.note for n in score_notes(asked_for.reference.score)]
    hertz = np.repeat([440 * 2 ** ((n.pitch + by - 69) / 12) for n in notes], 30)
    return Stream(np.arange(len(hertz)) / 100, hertz, np.ones(len(hertz)))


@pytest.mark.parametrize("by", [-7, -2, 0, 4])
def test_the_key_of_a_voice_is_where_it_sang(metred, by):
    assert playing.key_of_voice(metred, sung_stream(metred, by)) == by


def test_too_short_a_take_tells_no_key(metred):
    short = Stream(np.arange(9) / 100, np.full(9, 220.0), np.ones(9))
    assert playing.key_of_voice(metred, short) is None


def sung_take(metred):
    notes = [n.note for n in score_notes(metred.reference.score)]
    words = [n.syllable for n in metred.reference.score.notes]
    begins = {i for i, w in enumerate(words) if i == 0 or w != words[i - 1]}
    plain = faults.plain(
        [n.onset for n in notes], [n.duration for n in notes], [n.pitch for n in notes], begins
    )
    return synth.sing(faults.transposed(plain, -5), np.random.default_rng(3)).samples


@pytest.mark.parametrize("heard", ["silence", "板", "单皮鼓"])
def test_a_count_heard_before_the_phrase_does_not_change_the_grade(metred, heard):
    """With headphones the count is silence in the take, through speakers it is strokes."""
    sung = sung_take(metred)
    lines = guban(metred, 1.0)
    lead = -playing.first_onset(lines)
    tones = playing.moved(lines[0], lead).tones
    take = np.pad(sung, (round(lead * synth.RATE), 0))
    if heard != "silence":
        strokes = soxr.resample(perform(heard, tones, 1).astype(np.float32), RATE, synth.RATE)
        n = min(len(take), len(strokes))
        take[:n] += 0.1 * strokes[:n]
    told = [judge(metred, Sound(x, synth.RATE, "take")).assessment for x in (sung, take)]
    assert told[0].score > 95
    assert told[1].score == pytest.approx(told[0].score, abs=1.0)
    assert told[1].coverage == told[0].coverage
