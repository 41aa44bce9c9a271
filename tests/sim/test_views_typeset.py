"""How text is set: nothing lost, no mark where it may not stand, lines within their width."""

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.views.typeset import (
    _WIDE_CLOSING,
    _WIDE_OPENING,
    break_lines,
    is_wide,
    place,
    shorten,
    tokens,
    width,
)

EM = 20.0


def advance(char: str) -> float:
    return EM if is_wide(char) or char in "“”‘’—…" else EM / 2


measure = partial(width, advance=advance, body=EM)
texts = st.text("栱要躺在斗口里，。、：；（）“”《》…a bcDE 1.5mm寸%°升", max_size=60)


@given(texts, st.floats(3 * EM, 20 * EM))
@settings(max_examples=200, deadline=None)
def test_nothing_is_lost_and_lines_keep_their_width(text: str, room: float) -> None:
    lines = break_lines(text, room, measure)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(measure(line) <= room + 1e-9 for line in lines)


@given(texts, st.floats(8 * EM, 20 * EM))
@settings(max_examples=200, deadline=None)
def test_a_line_breaks_only_between_tokens_that_fit(text: str, room: float) -> None:
    lines = break_lines(text, room, measure)
    ends, whole = {0}, ""
    for token in tokens(text):
        whole += "".join(token.split())
        ends.add(len(whole))
    at = 0
    for line in lines:
        at += len("".join(line.split()))
        long = any(measure(t.strip()) > room for t in tokens(text))
        assert long or at in ends


def test_closing_marks_never_begin_and_opening_marks_never_end_a_line() -> None:
    text = "先放（坐斗），再落“栱”。三个升、五七式：《营造法原》；好！对吗？是（升）" * 3
    for room in range(60, 400, 7):
        for line in break_lines(text, room, measure):
            assert line[0] not in _WIDE_CLOSING
            assert line[-1] not in _WIDE_OPENING


@pytest.mark.parametrize("whole", ["68.75 mm", "30 音分", "8 寸", "five-seven", "1746", "80 ms"])
def test_words_and_measures_stay_whole(whole: str) -> None:
    text = f"允许的偏差是{whole}左右，再{whole}也可以；一共{whole}。"
    for room in range(200, 420, 9):
        assert sum(line.count(whole) for line in break_lines(text, room, measure)) == 3


def test_a_term_in_an_english_sentence_is_a_word() -> None:
    text = "From the foot of the 坐斗 to the bed of the 升 (上升腰底) it is 8 寸, 220 mm."
    for room in range(140, 500, 7):
        lines = break_lines(text, room, measure)
        assert sum(line.count("坐斗") + line.count("(上升腰底)") for line in lines) == 2


def test_a_token_longer_than_the_line_is_broken_inside() -> None:
    lines = break_lines("x" * 25, 10 * EM / 2, measure)
    assert lines == ("x" * 10, "x" * 10, "x" * 5)


def test_a_line_feed_begins_a_new_line() -> None:
    assert break_lines("栱\n\n升", 100, measure) == ("栱", "", "升")


def test_hanzi_and_latin_stand_a_little_apart() -> None:
    assert measure("高8寸") == pytest.approx(2 * EM + EM / 2 + 2 * 0.16 * EM)
    assert measure("高，8") == pytest.approx(2 * EM + EM / 2)


def test_marks_that_meet_give_up_their_blank_half() -> None:
    assert measure("升”。") == pytest.approx(2.5 * EM)
    assert measure("（升") == pytest.approx(1.5 * EM)
    pens, _wide = place("（升", advance, EM)
    assert pens[0] == pytest.approx(-EM / 2)


def test_shortened_text_says_so() -> None:
    assert shorten("一斗三升", 10 * EM, measure) == "一斗三升"
    cut = shorten("一斗三升五七式", 4 * EM, measure)
    assert cut == "一斗三…"
    assert measure(cut) <= 4 * EM
