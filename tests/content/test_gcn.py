"""GCN in and out: what the code has survives, what it has not is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import gcn, gcn_write
from content.errors import Refusal
from content.foreign import Heading
from content.lesson import ScoreLink
from content.library import open_library
from content.model import Status, Text
from content.score import Score
from tests.content.scores import scores

NAME = Text(zh_CN="例", en="example")
HEADING = Heading("example", NAME, NAME)


def again(score: Score) -> Score:
    return gcn.read(gcn_write.write(score).data.decode(), HEADING)


@settings(max_examples=60, deadline=None)
@given(score=scores())
def test_what_gcn_has_survives(score: Score) -> None:
    back = again(score)
    assert [s.trad for s in back.syllables] == [s.trad for s in score.syllables]
    for ours, theirs in zip(score.notes, back.notes, strict=True):
        assert (theirs.gongche, theirs.semitones, theirs.jianpu, theirs.syllable) == (
            ours.gongche, ours.semitones, ours.jianpu, ours.syllable,
        )  # fmt: skip
        assert (theirs.ornaments, theirs.breath) == (ours.ornaments, ours.breath)
        if ours.onset_status is Status.CONFIRMED:  # a note on a beat stands where it stood
            assert (theirs.onset, theirs.onset_status) == (ours.onset, Status.CONFIRMED)
    marks = [(s.onset, gcn.CODES[s.mark]) for s in score.spans if s.mark]
    assert [(s.onset, gcn.CODES[s.mark]) for s in back.spans if s.mark] == marks
    assert back.free_until == score.free_until


@settings(max_examples=60, deadline=None)
@given(score=scores())
def test_the_second_time_nothing_changes(score: Score) -> None:
    once = again(score)
    assert again(once) == once


def test_the_example_of_the_field() -> None:
    score = gcn.read("字{六4（五）上+2s五36h}", HEADING)
    assert [n.gongche for n in score.notes] == ["六", "五", "仩", "五"]
    assert [n.semitones for n in score.notes] == [7, 9, 12, 9]
    assert [[o.kind for o in n.ornaments] for n in score.notes] == [[], ["带"], ["擞"], ["豁"]]
    assert [n.onset for n in score.notes] == [0, 0.5, 1, 2]
    assert score.notes[3].duration == 2  # 36: held through the 末眼
    assert [s.mark for s in score.spans] == ["赠板", "头眼", "中眼", "侧头末眼"]


def test_a_mark_off_the_beat_begins_in_its_second_half() -> None:
    score = gcn.read("字{工1合6四}", HEADING)
    assert [n.onset for n in score.notes] == [0, 1.5, 1.75]
    assert [n.onset_status.value for n in score.notes] == ["confirmed", "inferred", "inferred"]


def test_low_and_high_signs() -> None:
    score = gcn.read("字{工-1/合276四46合工-36/}", HEADING)
    assert [n.semitones for n in score.notes] == [-8, -5, -3, -5, -8]
    assert [n.duration for n in score.notes] == [1, 3, 1.5, 0.5, 2]
    assert [n.breath for n in score.notes] == [Status.CONFIRMED, None, None, None, Status.CONFIRMED]


def test_without_a_beat_notes_are_counted_and_nothing_is_sure() -> None:
    score = gcn.read("天{六五}地{上5}", HEADING)
    assert score.free_until == 3
    assert [n.onset for n in score.notes] == [0, 1, 2]
    assert not any(n.onset_status.gradable for n in score.notes)
    (pause,) = score.spans
    assert (pause.onset, pause.mark) == (2, "底板")
    assert again(score) == score


def test_titles_and_punctuation_are_passed_over() -> None:
    score = gcn.read("【懒画眉】\n天{上1}，\n地 玄{尺2}。", HEADING)
    assert [s.trad for s in score.syllables] == ["天", "地", "玄"]
    assert [n.syllable for n in score.notes] == [0, 2]


def test_empty_braces_are_no_notes_and_the_character_is_kept() -> None:
    score = gcn.read("天{ }地{上1}", HEADING)
    assert [n.syllable for n in score.notes] == [1]
    written = gcn_write.write(score)
    assert [s.trad for s in again(score).syllables] == ["天", "地"]
    assert not any("Characters" in sentence for sentence in written.lost)


def test_beats_of_which_the_source_says_no_more_are_not_written() -> None:
    link = ScoreLink(pack="kunqu/jiugong1746", score="bubujiao")
    written = gcn_write.write(open_library().score(link))
    assert not set("12345678") & set(written.data.decode())
    assert any("which 板 or 眼" in sentence for sentence in written.lost)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("天{上1", "line 1: at “{”: a brace"),
        ("天{上1}\n地}", "line 2: at “}”: a brace"),
        ("天{上1}\n地{王2}", "line 2: at “王”: it is no gongche sign"),
        ("天{合-1}", "“合-”: there is no such sign"),
        ("天{上1（尺）2}", "“2”: it is no gongche sign"),
        ("天{（上1}", "a bracket is not closed"),
        ("tune 1=D", "line 1: at “t”: it is no character"),
        ("天地", "there is no note"),
        ("", "there is no note"),
        ("天{" + "上" * 1501 + "}", "more than 1500 notes"),
        ("天" * 200_001, "too long"),
    ],
)
def test_odd_input_is_one_sentence(text: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        gcn.read(text, HEADING)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.sampled_from("天地{}（）()上尺工合+-12345678hsdc/ ，\n王x"), max_size=40))
def test_any_text_is_a_score_or_one_sentence(text: str) -> None:
    try:
        score = gcn.read(text, HEADING)
    except Refusal as e:
        assert len(str(e)) < 200
        return
    assert again(score) == again(again(score))
