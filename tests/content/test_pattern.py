"""A pattern of strokes: what it may hold, and what is refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from content import texts
from content.model import Basis, Status, Text
from content.pattern import OpenString, Pattern, Stroke

SEEN = Basis.of(Status.CONFIRMED, "made-up")
NAME = Text(zh_CN="练习", en="drill")


@pytest.fixture(autouse=True)
def english():
    texts.use("en")


def stroke(onset, string="老弦", semitones=0, **rest):
    known = {"onset_status": Status.CONFIRMED, "pitch_status": Status.CONFIRMED}
    return Stroke(**{"onset": onset, "duration": 1, "string": string, "semitones": semitones,
                     **known, **rest})  # fmt: skip


def pattern(strokes, strings=(("老弦", 50), ("中弦", 57)), **rest):
    made = tuple(OpenString(name=n, midi=m, basis=SEEN) for n, m in strings)
    plain = {
        "id": "drill", "title": NAME, "instrument": "三弦", "role": "上手", "exercise": True,
        "metre": "一板一眼", "metre_basis": SEEN, "tempo_bpm": 60, "tempo_basis": SEEN,
        "strings": made, "strokes": tuple(strokes), "strokes_basis": SEEN,
    }  # fmt: skip
    return Pattern(**{**plain, **rest})


def test_pitch_is_above_the_open_string():
    made = pattern([stroke(0), stroke(1, "中弦", 5), stroke(2, None, None)])
    assert [made.midi(s) for s in made.strokes] == [50, 62, None]


@pytest.mark.parametrize("kind", ["轮", "滚"])
def test_a_roll_is_one_stroke(kind):
    assert stroke(0, stroke=kind).rolled
    assert not stroke(0, stroke="弹").rolled and not stroke(0).rolled


def test_an_exercise_says_what_it_is():
    assert "no 过门 of any school" in (pattern([stroke(0)]).notice or "")
    assert pattern([stroke(0)], exercise=False).notice is None


@pytest.mark.parametrize(
    ("strokes", "strings", "said"),
    [
        ([stroke(0, "子弦")], None, "stroke 1: there is no string “子弦”; there are: 老弦, 中弦"),
        ([stroke(0, None, 3)], None, "stroke 1: there is no string"),
        ([stroke(0), stroke(0.5)], None, "stroke 2 begins before the one before it ends"),
        ([stroke(0)], (("老弦", 50), ("老弦", 57)), "two strings have one name"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(strokes, strings, said):
    with pytest.raises(ValidationError, match=said):
        pattern(strokes, strings or (("老弦", 50), ("中弦", 57)))


@pytest.mark.parametrize("change", [{"strokes": ()}, {"strings": ()}, {"tempo_bpm": 0}, {"x": 1}])
def test_what_is_missing_or_unknown_is_refused(change):
    with pytest.raises(ValidationError):
        pattern(**{"strokes": [stroke(0)], **change})


@given(st.lists(st.integers(1, 9), min_size=1, max_size=12))
def test_thirds_of_a_beat_stand_one_after_the_other(lengths):
    at, strokes = 0.0, []
    for n in lengths:
        strokes.append(stroke(at, duration=n / 3))
        at += n / 3
    assert len(pattern(strokes).strokes) == len(lengths)
