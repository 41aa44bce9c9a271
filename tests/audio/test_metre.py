"""Which beats a text has, what is known of them, and what is counted before."""

import pytest

from audio.metre import CYCLES, beats, count_in, kind_of
from content.library import SHIPPED, open_library
from content.model import Basis, Status
from content.score import BeatSpan, Metre, Score

KNOWN = Basis.of(Status.CONFIRMED, "made-up")
GUESSED = Basis.of(Status.INFERRED, "made-up")


@pytest.fixture(scope="module")
def aria() -> Score:
    library = open_library((SHIPPED,))
    link = library.lesson("kunqu/bubujiao").score
    assert link is not None
    return library.score(link)


def marked(aria: Score, marks, kind="一板三眼", basis=KNOWN, gap=None) -> Score:
    """The aria with spans of one beat after its free opening, each with a mark or None."""
    spans = [
        BeatSpan(
            onset=10 + i + (1 if gap is not None and i >= gap else 0), duration=1,
            status=Status.CONFIRMED, mark=m, mark_status=Status.CONFIRMED if m else None,
        )
        for i, m in enumerate(marks)
    ]  # fmt: skip
    metre = Metre(kind=kind, basis=basis) if kind else None
    return aria.model_copy(update={"spans": tuple(spans), "metre": metre})


def test_the_cycles_have_their_lengths():
    assert [len(CYCLES[k]) for k in ("散板", "流水", "一板一眼", "一板三眼", "一板三眼加赠板")] == [
        0, 1, 2, 4, 8,
    ]  # fmt: skip
    for kind, cycle in CYCLES.items():
        assert sum(kind_of(m) == "ban" for m in cycle) == ("赠" in kind) + (kind != "散板")


def test_the_beats_of_1746_are_not_named_because_the_source_does_not_name_them(aria):
    found = beats(aria)
    assert len(found) == len(aria.spans) == 49
    assert all(b.mark is None and b.kind is None and b.status.gradable for b in found)
    assert found[1].time - found[0].time == pytest.approx(2 * 60 / 36)
    assert found[0].time == pytest.approx(10 * 60 / 36) and not found[0].free


def test_beats_between_known_marks_follow_from_the_cycle(aria):
    found = beats(marked(aria, [None, "中眼", None, "头板", None, None]))
    assert [b.mark for b in found] == ["头眼", "中眼", "末眼", "头板", "头眼", "中眼"]
    assert [b.kind for b in found] == ["yan", "yan", "yan", "ban", "yan", "yan"]


def test_a_sign_of_the_small_beat_is_told_apart_by_its_place(aria):
    found = beats(marked(aria, ["头板", "小眼", "侧中眼", "侧头末眼", "底板"]))
    assert [b.mark for b in found] == ["头板", "头眼", "侧中眼", "末眼", "底板"]


def test_with_the_added_ban_a_lone_mark_of_an_eye_tells_no_place(aria):
    alone = beats(marked(aria, [None, "中眼", None, None], "一板三眼加赠板"))
    assert [b.mark for b in alone] == [None, "中眼", None, None]
    told = beats(marked(aria, ["赠板", None, None, None, None], "一板三眼加赠板"))
    assert [b.mark for b in told] == ["赠板", "头眼", "中眼", "末眼", "头板"]


def test_marks_that_contradict_the_metre_or_a_guessed_metre_fill_nothing(aria):
    for score in (
        marked(aria, ["头板", "头板", None]),
        marked(aria, ["头板", None, None], basis=GUESSED),
        marked(aria, ["头板", None, None], kind=None),
    ):
        assert [b.mark for b in beats(score)][2] is None


def test_nothing_is_carried_over_a_gap_between_beats(aria):
    found = beats(marked(aria, ["头板", None, None, None], gap=2))
    assert [b.mark for b in found] == ["头板", "头眼", None, None]


def test_free_rhythm_keeps_to_no_clock(aria):
    assert all(b.free for b in beats(marked(aria, ["底板", None], "散板")))
    opening = aria.model_copy(update={"free_until": 15.0})
    assert [b.free for b in beats(opening)][:4] == [True, True, True, False]


def test_a_beat_is_known_no_better_than_the_one_before_it_is_long(aria):
    spans = list(aria.spans[:3])
    spans[0] = spans[0].model_copy(update={"length_status": Status.INFERRED})
    spans[2] = spans[2].model_copy(update={"status": Status.UNRESOLVED})
    found = beats(aria.model_copy(update={"spans": tuple(spans)}))
    assert [b.status for b in found] == [Status.DERIVED, Status.INFERRED, Status.UNRESOLVED]


def test_what_is_counted_before_a_phrase_begins_with_a_ban():
    assert count_in("一板三眼", "头板", 0) == ("头板", "头眼", "中眼", "末眼")
    assert count_in("一板三眼", "中眼", 0)[0] == "头板"
    assert count_in("一板三眼", "中眼", 0)[-1] == "头眼"
    assert count_in("一板三眼加赠板", "头板", 0) == ("赠板", "头眼", "中眼", "末眼")
    assert count_in("流水", "头板", 0) == ("头板",) * 4
    assert count_in("一板一眼", "头板", 0) == ("头板", "眼") * 2
    assert count_in(None, None, 0) == (None,) * 4
    assert count_in("散板", None, 0) == ()


def test_an_upbeat_takes_the_place_of_the_last_counts():
    cycle = CYCLES["一板三眼"]
    assert count_in("一板三眼", "头板", 1) == (*cycle, *cycle[:3])
    assert count_in("一板一眼", "头板", 2) == ("头板", "眼") * 2
