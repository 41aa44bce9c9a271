"""Pages of spoken lines, of strokes, and of what waits for a master."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content import texts
from content.model import Status
from lessons import registry
from lessons.report import lines, strokes, waiting
from lessons.report.shapes import Box, Circle, Line, Rect, Text, bounds

LIBRARY = registry.library()
SPOKEN = ("kunqu/nianbai", "pingtan/qijuese", "pingtan/shuobiao", "pingtan/pinghua", "suju/sutan")
NOT_FIRST = "，。、；：？！」』》）”’"


@pytest.fixture(autouse=True)
def english():
    texts.use("en")


def written(page, font=None):
    return [s for s in page.shapes if isinstance(s, Text) and font in (None, s.font)]


def inside(page):
    sheet = Box(0.0, 0.0, page.width, page.height)
    return all(sheet.holds(bounds(s)) for s in page.shapes)


@pytest.mark.parametrize("lesson", SPOKEN)
@pytest.mark.parametrize("width", [400.0, 720.0])
@pytest.mark.parametrize("characters", ["trad", "simp"])
def test_every_word_of_a_script_stands_on_its_page_once(lesson, width, characters):
    script = LIBRARY.script(lesson)
    page = lines.page(script, characters, width)
    for index, line in enumerate(script.lines):
        own = [s for s in written(page, "serif") if s.tap == f"line:{index}"]
        words = line.trad if characters == "trad" else line.simp
        assert "".join(s.glyphs for s in own) == words
        assert not any(s.glyphs[0] in NOT_FIRST for s in own[1:])
    assert inside(page)


@pytest.mark.parametrize("lesson", SPOKEN)
def test_a_reading_stands_only_where_a_source_gives_one(lesson):
    script = LIBRARY.script(lesson)
    shown = {s.glyphs for s in written(lines.page(script), "sans")}
    readings = {line.suzhou.text for line in script.lines if line.suzhou}
    assert readings <= shown
    notes = " ".join(lines.page(script).notes)
    assert ("No source gives how these words are spoken" in notes) == (not readings)


def test_lines_lie_below_one_another():
    page = lines.page(LIBRARY.script("pingtan/shuobiao"))
    tops = [min(bounds(s).top for s in page.shapes if s.tap == f"line:{k}") for k in range(11)]
    assert tops == sorted(tops) and len(set(tops)) == len(tops)


def test_a_pause_of_an_editor_is_paler_than_one_of_the_source():
    script = LIBRARY.script("pingtan/shuobiao")

    def pause(status):
        line = script.lines[0].model_copy(update={"pause_after": status})
        one = script.model_copy(update={"lines": (line,)})
        # rules are level; a pause is the one stroke that slants
        return [s.stroke for s in lines.page(one).shapes if isinstance(s, Line) and s.x1 != s.x2
                and s.y1 != s.y2]  # fmt: skip

    assert pause(Status.CONFIRMED) == ["camphor"]
    assert pause(Status.INFERRED) == ["stone"]
    assert pause(None) == []


@pytest.fixture(params=["shangshou.yaml", "xiashou.yaml"])
def pattern(request):
    return LIBRARY.pattern("pingtan/tanchang", request.param)


@pytest.mark.parametrize("width", [360.0, 720.0])
def test_each_stroke_is_one_dot_at_its_time_in_rows_that_fit(pattern, width):
    page = strokes.page(pattern, width)
    dots = [s for s in page.shapes if isinstance(s, Circle)]
    assert [d.tap for d in dots] == [f"stroke:{i}" for i in range(len(pattern.strokes))]
    order = [(d.y, d.x) for d in dots]
    assert order == sorted(order)
    assert inside(page)


def test_what_is_inferred_is_a_pale_dot(pattern):
    first = pattern.strokes[0].model_copy(update={"onset_status": Status.INFERRED})
    other = pattern.model_copy(update={"strokes": (first, *pattern.strokes[1:])})
    dots = [s.fill for s in strokes.page(other).shapes if isinstance(s, Circle)]
    assert dots[0] == "slip" and set(dots[1:]) == {"camphor"}


def test_an_exercise_says_that_it_is_one(pattern):
    assert pattern.notice in strokes.page(pattern).notes
    assert not any("exercise" in n for n in
                   strokes.page(pattern.model_copy(update={"exercise": False})).notes)  # fmt: skip


def test_the_bars_leave_the_words_of_the_strokes_free(pattern):
    page = strokes.page(pattern)
    words = [bounds(s) for s in written(page) if (s.tap or "").startswith("stroke")]
    bars = [bounds(s) for s in page.shapes if isinstance(s, Line) and s.x1 == s.x2]
    assert words and not any(w.overlaps(b) for w in words for b in bars)


@given(st.text("一二三，。 abc", min_size=1, max_size=200).filter(str.strip))
@example("a" * 11 + "。" * 30)
@example("a" * 200 + "，")
def test_what_is_waited_for_stands_whole_inside_its_frame(slot):
    page = waiting.page("title", slot)
    frame = next(s for s in page.shapes if isinstance(s, Rect))
    rows = [s for s in written(page, "serif") if s.glyphs != "title"]
    assert "".join(s.glyphs for s in rows).split() == "".join(slot).split() or (
        "".join(s.glyphs for s in rows).replace(" ", "") == slot.replace(" ", "")
    )
    assert all(bounds(frame).holds(bounds(s)) for s in rows)
    assert "Nothing is invented" in page.notes[0]


def test_rows_end_with_the_pattern_and_no_string_is_made_up(pattern):
    two = (*pattern.strings, pattern.strings[0].model_copy(update={"name": "另"}))
    plain = {"string": None, "semitones": None, "pitch_status": Status.UNRESOLVED}
    any_string = pattern.strokes[0].model_copy(update=plain)
    doubtful = {"string": two[0].name, "semitones": 2, "pitch_status": Status.INFERRED}
    some_pitch = pattern.strokes[1].model_copy(update=doubtful)
    other = pattern.model_copy(update={"strings": two, "strokes": (any_string, some_pitch)})
    page = strokes.page(other)
    wires = {s.y1 for s in page.shapes if isinstance(s, Line) and s.y1 == s.y2}
    first, second = (s for s in page.shapes if isinstance(s, Circle))
    assert len(wires) == 2 and first.y not in wires and second.y in wires
    assert "+2?" in [s.glyphs for s in written(page)]
    assert any("any string" in n for n in page.notes)
    assert any("the pitch is an editor's" in n for n in page.notes)
    end = some_pitch.onset + some_pitch.duration
    beats = {s.x1 for s in page.shapes if isinstance(s, Line) and s.x1 == s.x2}
    assert len(beats) == end + 1
