"""Every view at every window: type inside its paper, regions apart, contrast enough."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import texts
from content.glossary import lookup
from content.library import open_library
from content.model import Status
from lessons.report.palette import Colour, contrast, rgb
from lessons.report.shapes import ASCENT, Box, Circle, Page, Rect, Text
from sim.views import paper
from sim.views.board import Board
from sim.views.busy import Busy
from sim.views.choice_card import Choice, ChoiceCard
from sim.views.column import Button, Column, Ink
from sim.views.frame import LEAST_PX, Frame
from sim.views.key_hints import KeyHints
from sim.views.layout import Layout, Paper, Picture, Stuff, View, hit, regions
from sim.views.remark import Remark
from sim.views.rights_line import RightsLine
from sim.views.slip import Slip
from sim.views.step_card import StepCard, open_facts, step_card, tag
from sim.views.summary_card import SummaryCard
from sim.views.term_tip import TermTip

WINDOWS = ((1280, 720), (960, 540), (1024, 768), (800, 720), (3840, 2160))
GROUND: dict[Stuff, Colour] = {
    "slip": "slip",
    "faded": "paper",
    "tally": "bar",
    "plaque": "camphor",
    "board": "camphor",
}
BUTTONS = (Button("again", "再来一次"), Button("report", "看报告"), Button("hall", "To the hall"))
PAGE = Page(200.0, 80.0, "drawing", (Rect(0, 0, 200, 80, "fir"),))


def views(words: str) -> tuple[View, ...]:
    """Every view, with `words` wherever a text can stand."""
    entries = open_library().lessons({"physics"})
    choices = tuple(Choice(str(k), words, words) for k in range(6))
    keys = tuple((label, words[:24]) for label in ("单击", "Q", "⇧E", "PgUp", "Esc", "wheel"))
    step = StepCard(
        2, 5, words, words, words, Status.CONFIRMED, words, (words,), (("升", "term:升"),)
    )
    return (
        Slip(words, words, words, BUTTONS),
        step,
        Remark(words, good=False),
        SummaryCard(words, 86.4, None, True, (words,) * 3, words, PAGE),
        SummaryCard(words, None, words, None),
        ChoiceCard(words, choices, buttons=BUTTONS[:1]),
        ChoiceCard(words, (), empty=words, line=words),
        KeyHints(keys),
        KeyHints(keys * 3, all=True),
        TermTip(lookup("坐斗"), (0.4, -0.9)),
        TermTip(lookup("尺（工尺）"), (-1.7, 0.9)),
        Busy(words),
        RightsLine(words),
        Board(entries, words),
        Board(()),
    )


SAMPLES = (
    "坐斗转了 15°，斗口要顺着墙线；升是 2.5 寸，合 68.75 mm。",
    "The 坐斗 is turned by 15°; its mouth must run along the wall. Turn it with Q or E.",
)


def boxes(laid: Layout, frame: Frame) -> Iterator[tuple[Text, Box]]:
    """Every line of type and the ground it takes."""
    for part in laid.parts:
        for item in part.items:
            if isinstance(item, Text):
                wide = frame.measure(item.glyphs, item.size, item.font)
                left = item.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[item.anchor]
                top = item.y - ASCENT * item.size
                yield item, Box(left, top, left + wide, top + item.size)


def papers(laid: Layout) -> list[Paper]:
    return [i for part in laid.parts for i in part.items if isinstance(i, Paper)]


def inside(inner: Box, outer: Box, slack: float) -> bool:
    return (
        outer.left - slack <= inner.left
        and inner.right <= outer.right + slack
        and outer.top - slack <= inner.top
        and inner.bottom <= outer.bottom + slack
    )


def whole(frame: Frame) -> Box:
    return Box(0.0, 0.0, frame.width, frame.height)


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    before = texts.lang()
    yield texts.use(request.param)
    texts.use(before)


@pytest.mark.parametrize("size", WINDOWS)
def test_type_lies_on_its_paper_and_in_the_window(size: tuple[int, int], language: str) -> None:
    frame = Frame(size)
    for words in SAMPLES:
        for view in views(words):
            laid = view.layout(frame)
            for text, box in boxes(laid, frame):
                grounds = [p for p in papers(laid) if inside(box, p.box, frame.pixel)]
                assert grounds, (view, text)
                assert inside(box, whole(frame), 0.0), (view, text)


@pytest.mark.parametrize("size", WINDOWS)
def test_lines_of_type_never_lie_on_each_other(size: tuple[int, int], language: str) -> None:
    frame = Frame(size)
    for view in views(SAMPLES[0]):
        placed = [box for _text, box in boxes(view.layout(frame), frame)]
        for k, box in enumerate(placed):
            assert not any(box.overlaps(b, 2 * frame.pixel) for b in placed[:k]), view


@pytest.mark.parametrize("size", WINDOWS)
def test_regions_lie_in_their_view_and_apart(size: tuple[int, int], language: str) -> None:
    frame = Frame(size)
    for view in views(SAMPLES[0]):
        laid = view.layout(frame)
        named = [part.box for part in laid.parts if part.name is not None and part.box]
        for k, box in enumerate(named):
            assert inside(box, laid.box, frame.pixel), view
            assert not any(box.overlaps(other, 1e-9) for other in named[:k]), view


@given(
    st.text("栱要躺在斗口里，。（）“”《》a bcDE 1.5mm寸%°", min_size=1, max_size=400),
    st.sampled_from(WINDOWS[:4]),
)
@settings(max_examples=25, deadline=None)
def test_any_text_fits_its_card_and_its_window(words: str, size: tuple[int, int]) -> None:
    frame = Frame(size)
    cards = (
        Slip(words, words, "", BUTTONS),
        StepCard(1, 3, words[:60], words, words, Status.INFERRED, words[:80], (words,)),
        SummaryCard("x", 12.0, None, False, (words[:150],) * 3, words[:150], PAGE),
    )
    for card in cards:
        laid = card.layout(frame)
        assert inside(laid.box, whole(frame), 1e-9)
        for _text, box in boxes(laid, frame):
            assert inside(box, laid.box, 1e-9)


@pytest.mark.parametrize("size", WINDOWS)
def test_every_step_of_every_lesson_leaves_the_keys_free(
    size: tuple[int, int], language: str
) -> None:
    frame, library = Frame(size), open_library()
    hung = KeyHints((("Q", "turn"),)).layout(frame).box
    for entry in library.lessons(set()):
        lesson = entry.lesson
        pack = library.pack(lesson.id).pack
        for index, step in enumerate(lesson.steps):
            card = step_card(lesson, pack, index, {})
            laid = card.layout(frame)
            shown = "".join(text.glyphs for text, _box in boxes(laid, frame))
            assert laid.box.bottom < hung.top
            assert tag(step.basis.status) in shown
            assert not open_facts(lesson) or tag(Status.UNRESOLVED) in shown


def test_every_text_stands_out_from_its_ground(language: str) -> None:
    frame = Frame(WINDOWS[0])
    pairs = set()
    for view in views(SAMPLES[0]):
        laid = view.layout(frame)
        for text, box in boxes(laid, frame):
            ground = [p for p in papers(laid) if inside(box, p.box, frame.pixel)][-1]
            pairs.add((text.colour, GROUND[ground.stuff]))
    assert len(pairs) >= 6
    for colour, ground_colour in pairs:
        assert contrast(colour, ground_colour) >= 4.5, (colour, ground_colour)


@pytest.mark.parametrize("colour", ["red", "moss", "camphor"])
def test_marks_stand_out_from_a_slip(colour: Colour) -> None:
    assert contrast(colour, "slip") >= 3.0


@pytest.mark.parametrize(
    ("stuff", "colour"),
    [("slip", "soft"), ("faded", "soft"), ("tally", "ink"), ("plaque", "slip"), ("board", "slip")],
)
def test_type_stays_legible_on_the_grain_itself(stuff: Stuff, colour: Colour) -> None:
    picture = paper.piece(stuff, 160, 60, seed=3)
    room = paper.margin(stuff)
    face = picture[room + 6 : -room - 6, room + 6 : -room - 6, :3].reshape(-1, 3) / 255
    lights = luminance(face)
    ink = float(luminance(np.array([rgb(colour)]))[0])
    for light in np.percentile(lights, [1, 99]):
        assert (max(ink, light) + 0.05) / (min(ink, light) + 0.05) >= 4.5


def luminance(srgb: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> np.ndarray:
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def test_no_view_uses_more_than_three_sizes() -> None:
    frame = Frame(WINDOWS[0])
    for view in views(SAMPLES[0]):
        assert len({text.size for text, _box in boxes(view.layout(frame), frame)}) <= 3, view


@pytest.mark.parametrize("size", WINDOWS)
def test_small_type_keeps_its_least_size(size: tuple[int, int]) -> None:
    frame = Frame(size)
    assert frame.small / frame.pixel >= int(LEAST_PX)
    assert frame.small < frame.body < frame.title


def test_good_and_off_differ_by_more_than_colour() -> None:
    frame = Frame(WINDOWS[0])

    def marks(good: bool | None) -> list[tuple[bool, bool]]:
        laid = Remark("放稳了", good).layout(frame)
        circles = (i for p in laid.parts for i in p.items if isinstance(i, Circle))
        return [(c.fill is not None, c.stroke is not None) for c in circles]

    assert marks(good=True) == [(True, False)]
    assert marks(good=False) == [(False, True)]
    assert marks(good=None) == []


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
    entries = open_library().lessons({"physics", "recording"})
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
        "kunqu", "ciyue", "pingtan", "suju", "xiangshan",
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
