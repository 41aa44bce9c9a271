"""The pitch curve: every note in one row, marks that say what the figures say, time put right."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.model import Status
from lessons.report import curve
from lessons.report.marks import annotate, arrow, hatched, mark
from lessons.report.notes import (
    Judged,
    Limits,
    NoteBox,
    boxes,
    judged,
    pitch_verdict,
    time_verdict,
)
from lessons.report.shapes import Box, Circle, Page, Polyline, Rect, Text, bounds, extent

LIMITS = Limits(cents=40, ms=100)
NOTE = NoteBox(0, "閒", "上", 0.0, 1.0, 0)
FAIR = Judged(0, 3.0, 20.0, Status.CONFIRMED, missing=False)


@dataclass(frozen=True)
class Line10:
    """A voice a second late and half as fast that sings 上 for two seconds, then 尺."""

    times: np.ndarray
    semitones: np.ndarray
    lag_s: float = 1.0
    tempo_ratio: float = 2.0


@pytest.fixture
def sung():
    times = np.arange(0, 5, 0.01)
    return Line10(times, np.where(times < 1, np.nan, np.where(times < 3, 0.0, 2.0)))


def drawn(said: Judged | None, sung=None) -> Page:
    about = {} if said is None else {0: said}
    (page,) = curve.pages((NOTE,), about, sung, LIMITS)
    return page


def words(page: Page) -> str:
    return " ".join(s.glyphs for s in page.shapes if isinstance(s, Text))


def inks(page: Page) -> list[Polyline]:
    return [s for s in page.shapes if isinstance(s, Polyline) and s.stroke == "ink"]


def circles(page: Page) -> list[tuple[str | None, str | None]]:
    return [(c.fill, c.stroke) for c in page.shapes if isinstance(c, Circle)]


def test_a_fair_note_has_two_filled_marks():
    assert circles(drawn(FAIR)) == [("moss", None), ("moss", None)]


@pytest.mark.parametrize(("cents", "word"), [(-48.4, "−48"), (62.0, "+62")])
def test_a_note_out_of_tune_has_an_open_mark_an_arrow_and_a_number(cents, word):
    page = drawn(replace(FAIR, cents=cents))
    assert circles(page) == [(None, "red"), ("moss", None)]
    assert word in words(page)
    (pointer,) = [s for s in page.shapes if isinstance(s, Polyline)]
    (_x1, start), (_x2, tip) = pointer.points[:2]
    assert (tip < start) == (cents > 0)


def test_a_late_beat_points_right_and_says_how_late():
    page = drawn(replace(FAIR, late_ms=140.0))
    assert circles(page) == [("moss", None), (None, "red")]
    assert "+140 ms" in words(page)
    (pointer,) = [s for s in page.shapes if isinstance(s, Polyline)]
    assert pointer.points[1][0] > pointer.points[0][0]


def test_inferred_timing_is_shown_grey_and_never_marked():
    page = drawn(replace(FAIR, late_ms=400.0, timing=Status.INFERRED))
    assert circles(page) == [("moss", None)]
    (pointer,) = [s for s in page.shapes if isinstance(s, Polyline)]
    assert pointer.stroke == "stone"
    assert "ms" not in words(page)


@pytest.mark.parametrize(
    "said", [None, replace(FAIR, missing=True, cents=None, late_ms=None)], ids=["none", "missing"]
)
def test_what_was_not_heard_is_hatched(said):
    page = drawn(said)
    assert not circles(page)
    assert any(isinstance(s, Polyline) and s.stroke == "stone" for s in page.shapes)
    assert not any(isinstance(s, Rect) and s.fill == "bar" for s in page.shapes)


def test_tempo_and_start_are_taken_out(sung):
    pair = (NOTE, replace(NOTE, index=1, gongche="尺", onset_s=1.0, semitones=2))
    (page,) = curve.pages(pair, {}, sung, LIMITS)
    (ink,) = inks(page)
    (row,) = curve.rows(pair, *curve.WIDE)
    low = [x for x, y in ink.points if y == row.y(0.0)]
    assert min(low) == pytest.approx(row.x(0.0), abs=3)
    assert max(low) == pytest.approx(row.x(1.0), abs=3)
    assert max(x for x, _ in ink.points) == pytest.approx(row.x(2.0), abs=4)


def test_silence_breaks_the_line(sung):
    holes = np.where(np.abs(sung.times - 2) < 0.1, np.nan, sung.semitones)
    (page,) = curve.pages((NOTE,), {}, replace(sung, semitones=holes), LIMITS)
    assert len(inks(page)) == 2


def test_a_line_that_is_all_silence_or_empty_is_no_line(sung):
    for quiet in (np.full_like(sung.times, np.nan), sung.times[:0]):
        silent = replace(sung, times=sung.times[: len(quiet)], semitones=quiet)
        assert not inks(drawn(FAIR, silent))


@settings(max_examples=50, deadline=None)
@given(
    lengths=st.lists(st.floats(0.05, 12), min_size=1, max_size=30),
    pitches=st.lists(st.integers(-5, 16), min_size=30, max_size=30),
    size=st.sampled_from((curve.WIDE, curve.NARROW)),
)
def test_every_note_is_in_one_row_and_every_shape_on_its_page(lengths, pitches, size):
    onsets = np.cumsum([0.0, *lengths])
    notes = tuple(
        NoteBox(i, "一二三四"[i // 3 % 4], None, float(onsets[i]), length, pitches[i], i // 3)
        for i, length in enumerate(lengths)
    )
    rows = curve.rows(notes, *size)
    assert [n.index for row in rows for n in row.notes] == list(range(len(notes)))
    assert all(r.end_s - r.start_s <= max(size[1], max(lengths) * 2) + size[1] for r in rows)
    for page in curve.pages(notes, {}, None, LIMITS, size):
        whole = Box(0, 0, page.width + 20, page.height)
        assert all(whole.holds(bounds(s)) for s in page.shapes)
    assert {p.width for p in curve.pages(notes, {}, None, LIMITS, size)} == {size[0]}


def test_a_character_sung_twice_in_a_row_stands_there_twice(little_score):
    twice = tuple(s.model_copy(update={"trad": "生"}) for s in little_score.syllables)
    notes = boxes(little_score.model_copy(update={"syllables": twice}), "trad")
    words = [s for page in curve.pages(notes, {}, None, LIMITS) for s in page.shapes]
    assert sum(isinstance(s, Text) and s.glyphs == "生" for s in words) == len(twice)


def test_no_notes_no_pages():
    assert curve.pages((), {}, None, LIMITS) == ()


def test_items_become_judged_notes():
    item = {
        "index": 4, "lyric": "來", "ref_onset_s": 1.0, "take_onset_s": None, "cents": None,
        "late_ms": -3.5, "timing_status": "derived", "missing": True,
    }  # fmt: skip
    assert judged([item]) == {4: Judged(4, None, -3.5, Status.DERIVED, missing=True)}


def test_verdicts_at_their_limits():
    assert pitch_verdict(replace(FAIR, cents=-40.0), LIMITS) == "good"
    assert pitch_verdict(replace(FAIR, cents=-40.1), LIMITS) == "off"
    assert pitch_verdict(replace(FAIR, cents=None), LIMITS) == "untold"
    assert time_verdict(replace(FAIR, late_ms=100.0), LIMITS) == "good"
    assert time_verdict(replace(FAIR, late_ms=-101.0), LIMITS) == "off"
    assert time_verdict(replace(FAIR, timing=Status.UNRESOLVED), LIMITS) == "untold"


def test_boxes_of_a_score_are_in_seconds(little_score):
    notes = boxes(little_score, "trad")
    assert [n.index for n in notes] == list(range(8))
    assert notes[2].onset_s == pytest.approx(2 * 60 / 36)
    assert notes[2].duration_s == pytest.approx(0.75 * 60 / 36)
    assert notes[2].lyric == little_score.syllables[1].trad


def test_hatching_stays_in_its_box():
    box = Box(10, 20, 47, 26)
    strokes, frame = hatched(box)
    assert Box(9, 19, 48, 27).holds(extent((strokes, frame)))
    assert len(strokes.points) > 16


def test_untold_has_no_mark_and_arrows_point_where_they_say():
    assert list(mark("untold", 1, 1)) == []
    tips = {h: arrow(h, 0, 0, 8, "red").points[1] for h in ("up", "down", "left", "right")}
    assert tips == {"up": (0, -4), "down": (0, 4), "left": (-4, 0), "right": (4, 0)}


def test_annotation_rings_what_is_off_and_hatches_what_was_not_heard():
    glyphs = tuple(Text("上", 30.0 * i, 20, 16, tap=f"note:{i}") for i in range(3))
    page = annotate(Page(99, 30, "x", glyphs), {"note:1": "off", "note:2": "unseen"})
    (ring,) = [s for s in page.shapes if isinstance(s, Circle)]
    assert bounds(glyphs[1]).left < ring.x < bounds(glyphs[1]).right
    assert [s for s in page.shapes if isinstance(s, Text)] == list(glyphs)
    assert all(s.x > 55 for s in page.shapes if isinstance(s, Rect))
