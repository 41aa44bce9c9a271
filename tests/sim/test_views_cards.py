"""Single views: the board, the keys, the slips, what on them answers to the pointer."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from content.library import open_library
from content.model import Status
from lessons.report.shapes import Text
from sim.views.board import Board
from sim.views.busy import Busy
from sim.views.choice_card import Choice, ChoiceCard
from sim.views.column import Column, Ink
from sim.views.frame import Frame
from sim.views.key_hints import KeyHints
from sim.views.layout import Picture, hit, regions
from sim.views.slip import Slip
from sim.views.step_card import StepCard
from sim.views.summary_card import SummaryCard
from tests.sim.laid import BUTTONS, PAGE, WINDOWS, boxes, inside


def test_a_lesson_that_cannot_begin_says_why_and_is_no_region() -> None:
    frame = Frame(WINDOWS[0])
    entries = tuple(e for e in open_library().lessons(set()) if not e.ready)
    laid = Board(entries).layout(frame)
    named = {region.name for region in regions(laid, frame)}
    assert not any(name.startswith("lesson:") for name in named)
    shown = "".join(t.glyphs for t, _box in boxes(laid, frame)).replace(" ", "")
    first = entries[0].why_not
    assert first is not None and first.replace(" ", "") in shown


@pytest.mark.parametrize("size", WINDOWS)
def test_the_board_shows_every_lesson_of_one_art_and_no_other_and_says_which_page(
    size: tuple[int, int],
) -> None:
    frame = Frame(size)
    entries = open_library().lessons({"physics", "recording", "camera"})
    for art in (None, *Board(entries).arts):
        board, found, page = Board(entries, art=art), set(), 0
        for page in range(len(entries)):
            laid = replace(board, page=page).layout(frame)
            shown = {r.name for r in regions(laid, frame) if r.name.startswith("lesson:")}
            if shown <= found:
                break
            found |= shown
            words = {t.glyphs for t, _box in boxes(laid, frame)}
            assert page == 0 or any(str(page + 1) in w for w in words)
        assert found == {f"lesson:{e.lesson.id}" for e in entries if art in (None, e.lesson.art)}


@pytest.mark.parametrize("size", WINDOWS)
def test_the_pages_number_stands_clear_between_its_two_tallies(size: tuple[int, int]) -> None:
    frame = Frame(size)
    laid = Board(open_library().lessons({"physics", "recording"})).layout(frame)
    tallies = {p.name: p.box for p in laid.parts if p.name in ("back", "more") and p.box}
    (number,) = (
        box for text, box in boxes(laid, frame) if "1" in text.glyphs and "page" in text.glyphs
    )
    assert tallies["back"].right < number.left and number.right < tallies["more"].left
    assert tallies["more"].right < laid.box.right


def test_an_art_without_lessons_has_no_tally_and_one_art_alone_needs_none() -> None:
    entries = tuple(e for e in open_library().lessons({"physics"}) if e.lesson.art == "pingtan")
    named = {r.name for r in regions(Board(entries).layout(Frame(WINDOWS[0])), Frame(WINDOWS[0]))}
    assert not any(name.startswith("art:") for name in named)
    assert Board(open_library().lessons(set())).arts == (
        "kunqu", "ciyue", "pingtan", "suju", "taohuawu", "xiangshan",
    )  # fmt: skip


def test_broken_latin_words_keep_their_space_where_a_line_is_cut_short() -> None:
    column = Column(Frame(WINDOWS[0]), 0.0, 0.0, 0.5)
    column.text("one two three four five six seven eight nine ten", Ink(0.05, most=2))
    assert isinstance(last := column.items[-1], Text)
    whole = "one two three four five six seven eight nine ten"
    assert last.glyphs.rstrip("…·⋯ ") in whole


def test_keys_that_do_not_fit_one_cord_are_asked_for() -> None:
    frame = Frame((800, 720))
    rows = tuple((str(k), "turn the part to the left") for k in range(9))

    def shown(hints: KeyHints) -> set[str]:
        return {text.glyphs for text, _box in boxes(hints.layout(frame), frame)}

    labels = {label for label, _does in rows}
    assert not labels <= shown(KeyHints(rows))
    assert labels <= shown(KeyHints(rows, all=True))
    assert "?" in shown(KeyHints(rows)) & shown(KeyHints(rows, all=True))
    assert "?" not in shown(KeyHints(rows[:2], more=False))


def test_opened_out_the_keys_read_from_above_to_below() -> None:
    frame = Frame((800, 720))
    rows = tuple((str(k), "turn the part to the left") for k in range(9))
    parts = boxes(KeyHints(rows, all=True).layout(frame), frame)
    at = {text.glyphs: (box.top, box.left) for text, box in parts}
    assert sorted((*map(str, range(9)), "?"), key=lambda key: at[key]) == [
        *map(str, range(9)),
        "?",
    ]


def test_a_tally_that_can_be_pressed_is_a_region() -> None:
    hints = KeyHints((("Q", "turn"), ("click", "grip")), presses=(("Q", "q"),))
    parts = hints.layout(Frame((800, 720))).parts
    assert {part.name for part in parts if part.name} == {"key:q", "?"}


def test_more_pages_go_round() -> None:
    frame = Frame(WINDOWS[0])
    card = partial(ChoiceCard, "?", tuple(Choice(str(k), str(k)) for k in range(6)))
    pages = [[r.name for r in regions(card(page=k).layout(frame), frame)] for k in range(3)]
    assert pages[0] == ["choice:0", "choice:1", "choice:2", "choice:3", "more"]
    assert pages[1] == ["choice:4", "choice:5", "more"]
    assert pages[2] == pages[0]


def test_a_term_is_one_region_and_a_longer_term_hides_a_shorter_one() -> None:
    frame = Frame(WINDOWS[0])
    card = StepCard(1, 1, "t", "一斗三升，升，一斗三升", "升", Status.CONFIRMED, "s", (),
                    (("一斗三升", "term:long"), ("升", "term:short")))  # fmt: skip
    names = [r.name for r in regions(card.layout(frame), frame)]
    assert names.count("term:long") == 1
    assert names.count("term:short") <= 1


def test_the_pointer_finds_the_topmost_region() -> None:
    frame = Frame((1280, 720))
    laid = Slip("t", "b", buttons=BUTTONS).layout(frame)
    found = regions(laid, frame)
    for one in found:
        assert hit(found, (one.left + one.right) / 2, (one.bottom + one.top) / 2) == one.name
    assert hit(found, frame.width, 0.0) is None
    assert frame.place(1.0, -1.0) == pytest.approx((1280 / 720, -1.0))


def test_a_picture_lies_in_its_card() -> None:
    frame = Frame(WINDOWS[1])
    laid = SummaryCard("t", 90, None, True, picture=PAGE).layout(frame)
    pictures = [i for p in laid.parts for i in p.items if isinstance(i, Picture)]
    assert len(pictures) == 1
    assert inside(pictures[0].box, laid.box, 0.0)


def test_the_brush_moves_inside_its_slip() -> None:
    laid = Busy("...").layout(Frame(WINDOWS[0]))
    moving: Callable[[float], tuple[object, ...]] | None = laid.moving
    assert moving is not None
    assert moving(0.2) != moving(0.9)
