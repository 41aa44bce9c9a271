"""What a learner is given to hear: the phrase, himself, both, and one place in turn."""

import numpy as np
import pytest

from audio import pitch
from audio.contour import midi
from audio.tone import RATE
from content.assessment import Assessment, Measure
from content.errors import Refusal
from lessons import asked as asking
from lessons import comparing, playing, registry
from lessons.judging import Sound
from lessons.playing import Playing

LIBRARY = registry.library()


def asked(lesson_id, step=0):
    return asking.ask(LIBRARY, lesson_id, LIBRARY.lesson(lesson_id).steps[step].id)


@pytest.fixture(scope="module")
def sung():
    return asked("kunqu/bubujiao")


@pytest.fixture(scope="module")
def plucked():
    return asked("pingtan/tanchang")


def told(wanted, onsets, **measures):
    """What a judge says of a take whose notes began at `onsets` (None: not sung)."""
    ref = [t.onset for t in playing.tune(wanted, Playing())[0].tones]
    items = tuple(
        {"index": i, "take_onset_s": at, "ref_onset_s": ref[i]} for i, at in enumerate(onsets)
    )
    found = tuple(Measure(name=k, value=v, unit="", n=1) for k, v in measures.items())
    return Assessment(
        lesson=wanted.lesson.id, lesson_hash="", references=("x",), scorer=wanted.scorer,
        scorer_version=1, score=90.0, coverage=1.0, items=items, measures=found,
    )  # fmt: skip


def tone(seconds, hertz=220.0):
    times = np.arange(round(seconds * RATE)) / RATE
    return Sound((0.3 * np.sin(2 * np.pi * hertz * times)).astype(np.float32), RATE, "take")


def test_the_phrase_is_as_long_as_written_and_slower_when_asked(sung):
    plain, slow = (comparing.master(sung, how) for how in (Playing(), Playing(0.5)))
    written = playing.tune(sung, Playing())[0].tones[-1].end
    assert len(plain) / RATE == pytest.approx(written, abs=1.5)
    assert len(slow) / len(plain) == pytest.approx(2.0, abs=0.1)


def test_strings_are_heard_on_their_own_instrument_with_the_beat(plucked):
    lines = comparing.to_hear(plucked, Playing())
    assert [line.instrument for line in lines] == ["三弦", "板"]
    assert np.abs(comparing.master(plucked, Playing())).max() > 0.05


def test_where_a_master_is_missing_nothing_sounds():
    with pytest.raises(Refusal, match="missing"):
        comparing.master(asked("kunqu/nianbai"), Playing())


def test_mine_is_the_take_as_it_was():
    take = tone(2.0)
    heard = comparing.mine(take)
    assert len(heard) == 2 * RATE
    assert np.corrcoef(heard[1000:-1000], take.samples[1000:-1000])[0, 1] > 0.999


def test_one_place_is_heard_as_it_should_be_then_mine_then_both(sung):
    found = told(sung, [1.0, 2.0, 3.0, *([None] * 7)], tempo_ratio=1.0, key_semitones=0.0)
    take = tone(6.0, 100.0)
    heard = comparing.in_turn(sung, take, found, (1, 1))
    quiet = np.abs(heard) < 1e-6
    rests = np.flatnonzero(np.diff(np.concatenate([[0], quiet.astype(int), [0]])))
    long = [(a, b) for a, b in zip(rests[::2], rests[1::2], strict=True)
            if b - a > 0.9 * comparing.BETWEEN * RATE]  # fmt: skip
    assert len(long) == 3  # after each of the three
    first, second = heard[: long[0][0]], heard[long[0][1] : long[1][0]]
    wanted = playing.tune(sung, Playing())[0].tones[1].pitch
    assert abs(heard_pitch(first) - wanted) < 0.5
    assert abs(heard_pitch(second) - midi(np.array([100.0]))[0]) < 0.5


def heard_pitch(samples):
    low = samples[: len(samples) // 3 * 3].reshape(-1, 3).mean(axis=1).astype(np.float32)
    hertz = pitch.track(low).values
    return float(np.median(midi(hertz[hertz > 0])))


def test_what_is_written_is_played_in_the_key_and_the_tempo_of_the_take(sung):
    onsets = [0.5 + 2.0 * t.onset for t in playing.tune(sung, Playing())[0].tones]
    found = told(sung, onsets, tempo_ratio=2.0, key_semitones=-5.0)
    other = comparing._other(sung, found)
    assert np.allclose(np.diff(other.starts), np.diff(onsets))
    assert heard_pitch(other.samples[: 3 * RATE]) == pytest.approx(
        playing.tune(sung, Playing())[0].tones[0].pitch - 5, abs=0.5
    )


def test_a_place_that_was_not_sung_refuses_in_words(sung):
    found = told(sung, [1.0, None, *([None] * 8)])
    with pytest.raises(Refusal, match="No note"):
        comparing.in_turn(sung, tone(3.0), found, (1, 1))


def test_a_take_is_compared_where_both_have_the_same_notes(sung, plucked):
    notes, none = [1.0] * 10, [None] * 10
    assert comparing.comparable(sung, told(sung, notes))
    assert not comparing.comparable(sung, told(sung, none))
    assert comparing.comparable(plucked, told(plucked, [1.0] * 16))
    spoken = asked("kunqu/nianbai")
    assert not comparing.comparable(spoken, told(sung, notes))
    slot = asked("pingtan/tanchang", 2)
    assert not comparing.comparable(slot, told(sung, notes))
