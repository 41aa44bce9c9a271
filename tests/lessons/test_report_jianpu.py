"""Jianpu as it is drawn: bars, lengths, octaves and rests."""

import pytest

from content.errors import Refusal
from lessons.report import jianpu
from lessons.report.jianpu_signs import bars, pitch, spell
from lessons.report.shapes import Circle, Line, Polyline, Text, bounds
from tests.lessons.drawn import texts


def test_a_note_over_a_marked_beat_is_tied(little_score):
    _opening, _one, two, three = bars(little_score)
    assert [(s.digit, s.octave, s.tied) for s in two.signs] == [("5", -1, False), ("-", 0, False)]
    assert [(s.digit, s.tied) for s in three.signs] == [("5", True), ("1", False)]
    arcs = [s for s in jianpu.page(little_score).shapes if isinstance(s, Polyline)]
    assert len(arcs) == 1


def test_jianpu_bars_add_up(little_score):
    for bar in bars(little_score)[1:]:
        beats = 0.0
        for sign in bar.signs:
            beats += (1.5 if sign.dotted else 1.0) / 2**sign.underlines
        assert beats == 2.0


def test_the_golden_bar(little_score):
    """1· 2 3 6 of the first marked beat: a dotted half, a quarter, two halves."""
    signs = bars(little_score)[1].signs
    assert [(s.digit, s.octave) for s in signs] == [("1", 0), ("2", 0), ("3", 0), ("6", -1)]
    assert [(s.underlines, s.dotted) for s in signs] == [
        (1, True),
        (2, False),
        (1, False),
        (1, False),
    ]
    lines = [s for s in jianpu.page(little_score).shapes if isinstance(s, Line) and s.y1 == s.y2]
    assert len(lines) == 4  # one under each beat, one short under the quarter, one dash


def test_octave_dots(build_score):
    page = jianpu.page(build_score([("四", 0, 1), ("上", 0, 1), ("仜", 0, 1)]))
    digits = {t.tap: bounds(t) for t in texts(page, "note")}
    low, high = [s for s in page.shapes if isinstance(s, Circle)]
    assert low.y > digits["note:0"].bottom
    assert high.y < digits["note:2"].top + 3


@pytest.mark.parametrize(
    ("length", "spelled"),
    [
        (0.25, [(0.25, 2, False)]),
        (0.75, [(0.75, 1, True)]),
        (1.0, [(1.0, 0, False)]),
        (1.5, [(1.5, 0, True)]),
        (1.25, [(1.0, 0, False), (0.25, 2, False)]),
        (3.0, [(3.0, 0, False)]),
        (0.625, [(0.5, 1, False), (0.125, 3, False)]),
    ],
)
def test_lengths_are_spelled(length, spelled):
    assert list(spell(length)) == spelled


def test_a_triplet_is_refused_in_words():
    with pytest.raises(Refusal, match="eighths of a beat"):
        spell(1 / 3)


def test_pitch_texts():
    assert pitch("6,") == ("6", -1)
    assert pitch("3'") == ("3", 1)
    assert pitch("5") == ("5", 0)


def test_silence_is_a_nought_for_each_beat(little_score):
    """A gap of two and a half beats before the last note is drawn and has no tap."""
    last = little_score.notes[-1]
    later = last.model_copy(update={"onset": last.onset + 2.5})
    score = little_score.model_copy(update={"notes": (*little_score.notes[:-1], later)})
    found = [s for bar in bars(score) for s in bar.signs if s.rest]
    assert not [s for bar in bars(little_score) for s in bar.signs if s.rest]
    assert sum(0.5 if s.underlines else 1.0 for s in found) == 2.5
    assert found[0].onset == pytest.approx(last.onset)
    drawn = [s for s in jianpu.page(score).shapes if isinstance(s, Text) and s.glyphs == "0"]
    assert len(drawn) == len(found) and not any(s.tap for s in drawn)
