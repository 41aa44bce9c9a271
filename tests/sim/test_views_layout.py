"""Every view at every window: type inside its paper, regions apart, contrast enough."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import texts
from content.glossary import lookup
from content.library import open_library
from content.model import Status
from lessons.report.palette import Colour, contrast, rgb
from lessons.report.shapes import Box, Circle
from sim.views import paper
from sim.views.board import Board
from sim.views.busy import Busy
from sim.views.choice_card import Choice, ChoiceCard
from sim.views.frame import LEAST_PX, Frame
from sim.views.key_hints import KeyHints
from sim.views.layout import Layout, Paper, Stuff, View
from sim.views.remark import Remark
from sim.views.rights_line import RightsLine
from sim.views.slip import Slip
from sim.views.step_card import StepCard, open_facts, step_card, tag
from sim.views.summary_card import SummaryCard
from sim.views.term_tip import TermTip
from tests.sim.laid import BUTTONS, PAGE, WINDOWS, boxes, inside

GROUND: dict[Stuff, Colour] = {
    "slip": "slip",
    "faded": "paper",
    "tally": "bar",
    "plaque": "camphor",
    "board": "camphor",
}


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


def papers(laid: Layout) -> list[Paper]:
    return [i for part in laid.parts for i in part.items if isinstance(i, Paper)]


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
