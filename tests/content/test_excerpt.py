"""A phrase of a score: the same notes, counted from its own beginning."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import Refusal
from content.excerpt import excerpt
from content.lesson import ScoreLink
from content.library import open_library
from content.model import Status
from content.score import Score


@pytest.fixture(scope="module", params=["bubujiao", "zuifugui"])
def aria(request: pytest.FixtureRequest) -> Score:
    return open_library().score(ScoreLink(pack="kunqu/jiugong1746", score=request.param))


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_phrase_is_the_whole_moved_to_the_beginning(aria: Score, data: st.DataObject) -> None:
    n = len(aria.syllables)
    first = data.draw(st.integers(0, n - 1))
    last = data.draw(st.integers(first, n - 1))
    phrase = excerpt(aria, first, last)
    assert phrase.score.syllables == aria.syllables[first : last + 1]
    assert phrase.score.notes[0].onset == 0
    for i, note in zip(phrase.notes, phrase.score.notes, strict=True):
        whole = aria.notes[i]
        assert note.onset + phrase.onset == pytest.approx(whole.onset)
        assert note.syllable + first == whole.syllable
        assert (note.gongche, note.duration, note.onset_status) == (
            whole.gongche, whole.duration, whole.onset_status,
        )  # fmt: skip
    free = [n.onset < phrase.score.free_until for n in phrase.score.notes]
    assert free == [aria.notes[i].onset < aria.free_until for i in phrase.notes]


def test_the_whole_is_its_own_excerpt(aria: Score) -> None:
    assert excerpt(aria, 0, len(aria.syllables) - 1).score == aria


def test_phrases_share_out_the_spans_and_the_last_is_cut(aria: Score) -> None:
    n = len(aria.syllables)
    starts: list[float] = []
    for first in range(0, n, 7):
        phrase = excerpt(aria, first, min(first + 6, n - 1))
        end = phrase.score.notes[-1].onset + phrase.score.notes[-1].duration
        starts += [s.onset + phrase.onset for s in phrase.score.spans]
        for span in phrase.score.spans:
            assert span.onset >= 0 and span.onset + span.duration <= end + 1e-6
            shortened = span.duration != aria.spans[0].duration
            assert (span.length_status is Status.INFERRED) == shortened
    assert starts == [s.onset for s in aria.spans]


@pytest.mark.parametrize("span", [(3, 2), (-1, 2), (0, 999)])
def test_no_such_phrase_is_said(aria: Score, span: tuple[int, int]) -> None:
    with pytest.raises(Refusal, match="has no notes on syllables"):
        excerpt(aria, *span)
