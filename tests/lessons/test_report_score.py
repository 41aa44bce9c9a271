"""Gongche and jianpu pages: every note once, nothing on top of anything, all of it valid."""

from collections import Counter
from collections.abc import Callable
from itertools import combinations
from typing import get_args
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.excerpt import excerpt
from content.model import Basis, Status
from content.model import Text as Words
from content.score import GONGCHE, Mark, Metre, Ornament, Score, Tone, Variant
from lessons.report import gongche, gongche_rows, jianpu, labels
from lessons.report.jianpu_signs import bars
from lessons.report.palette import COLOURS, HEX, contrast, rgb
from lessons.report.shapes import Box, Line, Page, Polygon, Polyline, Text, bounds
from lessons.report.strands import Strand, strands
from lessons.report.svg import svg
from tests.lessons.drawn import taps, texts

LENGTHS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)


MELODIES = st.lists(
    st.tuples(st.sampled_from(sorted(GONGCHE)), st.booleans(), st.sampled_from(LENGTHS)),
    min_size=1,
    max_size=40,
)


MARKS = get_args(Mark)


STATUSES = (Status.CONFIRMED, Status.INFERRED)


DRAWINGS = (gongche.columns, gongche_rows.rows, jianpu.page)


def melody(build: Callable[..., Score], tune: list[tuple[str, bool, float]], free: int) -> Score:
    """A score whose syllables change where the drawn booleans say so."""
    syllable, notes = 0, []
    for i, (sign, new, beats) in enumerate(tune):
        syllable += int(new and i > 0)
        notes.append((sign, syllable, 1.0 if i < free else beats))
    return build(notes, float(min(free, len(notes))))


@settings(max_examples=40, deadline=None)
@given(tune=MELODIES, free=st.integers(0, 5))
def test_every_note_word_and_mark_is_drawn_once(build_score, tune, free):
    score = melody(build_score, tune, free)
    notes = {f"note:{i}": 1 for i in range(len(score.notes))}
    words = {f"syllable:{i}": 1 for i in range(len(score.syllables))}
    spans = {f"span:{i}": 1 for i in range(len(score.spans))}
    for draw in (gongche.columns, gongche_rows.rows):
        page = draw(score)
        assert taps(page, "note") == notes
        assert taps(page, "syllable") == words
        marks = Counter(s.tap for s in page.shapes if isinstance(s, Polygon))
        assert marks == spans
    page = jianpu.page(score)
    assert taps(page, "note").keys() == notes.keys()
    assert taps(page, "syllable") == words


@settings(max_examples=40, deadline=None)
@given(tune=MELODIES, free=st.integers(0, 5), room=st.integers(300, 900))
def test_nothing_overlaps_and_all_is_inside(build_score, tune, free, room):
    score = melody(build_score, tune, free)
    for draw in DRAWINGS:
        page = draw(score, "trad", float(room))
        glyphs = [s for s in page.shapes if isinstance(s, Text | Polygon)]
        for one, other in combinations(glyphs, 2):
            assert not bounds(one).overlaps(bounds(other), 0.01), (draw.__name__, one, other)
        whole = Box(0, 0, page.width, page.height)
        assert all(whole.holds(bounds(s)) for s in page.shapes), draw.__name__
        ElementTree.fromstring(svg(page))


def marked(build_score: Callable[..., Score], seed: int) -> Score:
    """A score that carries every kind of small sign."""
    tune = [("六", i // 4, (0.5, 1.0, 2.0)[(i + seed) % 3]) for i in range(18)]
    score = build_score(tune, 2.0)
    kinds = (("豁",), ("橄榄", "擞"), (), ("带",))
    notes = [
        n.model_copy(
            update={
                "ornaments": tuple(
                    Ornament(kind=k, status=STATUSES[i % 2]) for k in kinds[(i + seed) % 4]
                ),
                "breath": STATUSES[i % 2] if (i + seed) % 5 == 0 else None,
                "variants": (Variant(edition="a", gongche="五"),) if i % 7 == 0 else (),
            }
        )
        for i, n in enumerate(score.notes)
    ]
    spans = [
        s.model_copy(
            update={"mark": MARKS[(k + seed) % len(MARKS)], "mark_status": STATUSES[k % 2]}
        )
        for k, s in enumerate(score.spans)
    ]
    tone = Tone(kind="平", yinyang="阴", basis=Basis.of(Status.CONFIRMED, "x"))
    words = [s.model_copy(update={"tone": tone}) for s in score.syllables]
    changes = {"notes": notes, "spans": spans, "syllables": words}
    editions = {"a": Words(zh_CN="甲本", en="Edition A")}
    return Score.model_validate({**dict(score), **changes, "editions": editions})


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("draw", DRAWINGS)
def test_small_signs_are_all_drawn_and_nothing_overlaps(build_score, draw, seed):
    score = marked(build_score, seed)
    page = draw(score)
    glyphs = [s for s in page.shapes if isinstance(s, Text | Polygon)]
    for one, other in combinations(glyphs, 2):
        assert not bounds(one).overlaps(bounds(other), 0.01), (one, other)
    whole = Box(0, 0, page.width, page.height)
    assert all(whole.holds(bounds(s)) for s in page.shapes)
    small = Counter(s.glyphs for s in page.shapes if isinstance(s, Text) and s.size == labels.SIZE)
    wanted: Counter[str] = Counter()
    for n in score.notes:
        wanted += Counter("".join(labels.named(o.kind, "trad") for o in n.ornaments))
        wanted += Counter(labels.readings(n))
    wanted += Counter(labels.named("阴平", "trad") for _s in score.syllables)
    assert small == wanted
    breaths = [s for s in page.shapes if isinstance(s, Polyline) and s.width == labels.BREATH]
    assert len(breaths) == sum(n.breath is not None for n in score.notes)
    spans = {s.tap for s in page.shapes if s.tap and s.tap.startswith("span:")}
    assert spans == {f"span:{i}" for i in range(len(score.spans))}


def test_the_legend_names_what_is_there_and_nothing_else(build_score, little_score):
    said = " ".join(gongche.columns(marked(build_score, 0)).notes)
    for words in ("、 頭板", "× 贈板", "橄欖", "气口", "Edition A", "tone", "only inferred"):
        assert words in said, words
    assert "◆" not in said and "metre" not in said
    seen = Basis.of(Status.INFERRED, "x")
    timed = little_score.model_copy(update={"metre": Metre(kind="一板三眼加赠板", basis=seen)})
    for draw in (gongche_rows.rows, jianpu.page):
        assert "一板三眼加贈板, inferred" in " ".join(draw(timed).notes)
    bare = " ".join(gongche.columns(little_score).notes)
    assert "◆" in bare
    for words in ("板眼", "腔格", "气口", "tone", "in brackets", "only inferred"):
        assert words not in bare, words


def test_what_is_only_inferred_is_grey(build_score):
    score = marked(build_score, 0)
    page = gongche.columns(score)
    colours = {
        s.glyphs: s.colour for s in page.shapes if isinstance(s, Text) and s.size == labels.SIZE
    }
    assert colours["陰平"] == "camphor"
    inks = [s.colour for s in page.shapes if isinstance(s, Text) and s.glyphs == "豁"]
    known = [o.status.gradable for n in score.notes for o in n.ornaments if o.kind == "豁"]
    assert sorted(inks) == sorted("camphor" if k else "soft" for k in known)


def test_a_phrase_that_begins_between_beats_is_drawn_whole(little_score):
    held = excerpt(little_score, 3, 3).score
    assert held.notes[0].onset == 0 and not held.spans
    for draw in DRAWINGS:
        assert taps(draw(held), "note").keys() == {f"note:{i}" for i in range(len(held.notes))}


@pytest.mark.parametrize("free", [0.0, 40.0])
def test_a_melisma_longer_than_a_row_goes_on_in_the_next(build_score, free):
    score = build_score([("上", 0, 0.5)] * 40, free)
    page = gongche_rows.rows(score, "trad", 300.0)
    assert taps(page, "note") == {f"note:{i}": 1 for i in range(40)}
    assert taps(page, "syllable") == {"syllable:0": 1}
    assert len({t.y for t in texts(page, "note")}) >= 3
    assert all(bounds(s).right <= 300 for s in page.shapes)


def test_high_and_low_signs_have_their_tails(build_score):
    score = build_score([("上", 0, 1.0), ("上", 0, 1.0)])
    low, high = (
        n.model_copy(update={"gongche": sign, "semitones": semitones})
        for n, (sign, semitones) in zip(score.notes, (("工-", -8), ("五+", 21)), strict=True)
    )
    page = gongche.columns(score.model_copy(update={"notes": (low, high)}))
    assert [t.glyphs for t in texts(page, "note")] == ["工", "五"]
    assert len([s for s in page.shapes if isinstance(s, Line)]) == 3  # one tail, 亻 of two strokes


def test_columns_run_from_right_to_left(little_score):
    page = gongche.columns(little_score, height=100)
    first, *_rest, last = texts(page, "syllable")
    assert first.x > last.x
    assert bounds(first).top == bounds(last).top


def test_a_cape_hangs_down_and_to_the_right(build_score):
    page = gongche.columns(build_score([("上", 0, 0.5), ("尺", 0, 0.5), ("工", 0, 1)]))
    word = texts(page, "syllable")[0]
    cape = texts(page, "note")
    assert all(bounds(note).left > bounds(word).right for note in cape)
    steps = [(b.x - a.x, b.y - a.y) for a, b in zip(cape, cape[1:], strict=False)]
    assert all(right > 0 and down > 0 for right, down in steps)


def test_a_span_on_a_held_note_keeps_its_word(little_score):
    held = Strand(2, (), 2)
    assert held in strands(little_score)
    page = gongche.columns(little_score)
    mark = next(s for s in page.shapes if s.tap == "span:2")
    words = {t.tap: t.y for t in texts(page, "syllable")}
    assert bounds(mark).top < words["syllable:3"]


def test_free_opening_has_no_marks_bars_or_lengths(little_score):
    opening, *timed = bars(little_score)
    assert opening.span is None
    assert [s.digit for s in opening.signs] == ["5", "3"]
    assert [b.span for b in timed] == [0, 1, 2]
    assert "散板" in " ".join(gongche.columns(little_score).notes)


def test_script_is_the_keyed_one(little_score):
    other = little_score.syllables[0].model_copy(update={"simp": "简", "trad": "繁"})
    score = little_score.model_copy(update={"syllables": (other, *little_score.syllables[1:])})
    assert texts(gongche_rows.rows(score, "trad"), "syllable")[0].glyphs == "繁"
    assert texts(jianpu.page(score, "simp"), "syllable")[0].glyphs == "简"


def test_hostile_glyphs_are_escaped():
    page = Page(9, 9, "<script>&", (Text('"<b>', 1, 8, 4, tap='"x"<'),))
    drawn = ElementTree.fromstring(svg(page))
    assert drawn[0].text == "<script>&"
    assert drawn[1].text == '"<b>'
    assert drawn[1].get("data-tap") == '"x"<'


def test_colours_of_the_house():
    assert set(HEX) == set(COLOURS)
    assert rgb("red") == pytest.approx((200 / 255, 56 / 255, 46 / 255))
    for ink in ("ink", "soft", "moss_deep", "red_deep", "camphor"):
        assert contrast(ink, "paper") >= 4.5
    for mark in ("moss", "red", "stone", "camphor"):
        assert contrast(mark, "slip") >= 3
