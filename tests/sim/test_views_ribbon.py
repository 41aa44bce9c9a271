"""The ribbon and the slip of the take: where they lie, what they draw, at every window."""

from types import SimpleNamespace

import numpy as np
import pytest
from panda3d.core import NodePath

from audio.heard import Heard
from audio.place import Place
from lessons.report.shapes import Box, Circle, Polyline, Rect, Text
from sim.trace import Trace
from sim.views import grounds
from sim.views.column import Button
from sim.views.frame import Frame
from sim.views.ribbon import Ribbon, RibbonNote
from sim.views.take_card import TakeCard

WINDOWS = ((1280, 720), (960, 540), (1024, 768), (800, 720), (3840, 2160))
NOTES = (
    RibbonNote(0.0, 1.0, 62.0, "晴"), RibbonNote(1.0, 1.0, 64.0), RibbonNote(2.0, 2.0, 60.0, "丝"),
)  # fmt: skip
KUNQU = ("拍曲 (beat and sing)", "踏戏 (walk it)", "响排 (with music)", "彩排 (dress rehearsal)")


def stage(size):
    return SimpleNamespace(size=size, sheet=NodePath("sheet"))


def trace(*frames):
    """A trace of (second, place, MIDI number) each."""
    made, n = Trace(), len(frames)
    times, places, pitches = zip(*frames, strict=True)
    hertz = 440 * 2 ** ((np.array(pitches, float) - 69) / 12)
    zero = np.zeros(n)
    made.hear(
        Heard(np.array(times, float), hertz, np.ones(n), zero, zero, zero),
        [Place(t, 0, 1.0, False, 1.0, at, 0.0) for t, at in zip(times, places, strict=True)],
    )
    return made


def drawn(made=None, size=(1280, 720)):
    ribbon = Ribbon(stage(size), NOTES)
    ribbon.show(made or Trace(), "caption")
    return ribbon, list(ribbon._shapes())


def test_a_breath_is_an_open_wedge_where_it_was_drawn():
    made = trace((0.1, 1.0, 62))
    assert not [s for s in drawn(made)[1] if isinstance(s, Polyline) and len(s.points) == 3]
    made.breaths = (0.5, 400.0)
    ribbon, shapes = drawn(made)
    (wedge,) = [s for s in shapes if isinstance(s, Polyline) and len(s.points) == 3]
    assert wedge.points[1][0] == pytest.approx(ribbon._x(0.5))


@pytest.mark.parametrize("size", WINDOWS)
@pytest.mark.parametrize("ribbon", [True, False])
def test_page_step_and_ribbon_share_the_window_without_overlap(size, ribbon):
    frame = Frame(size)
    page, under = grounds.page(frame, ribbon), grounds.under(frame)
    assert page.bottom - page.top > 0.5 and page.right - page.left > 1.2
    assert page.bottom <= grounds.floor(frame) + 1e-9 < frame.height
    step, take = grounds.step(frame), grounds.take(frame)
    assert not page.overlaps(step) and not step.overlaps(take) and not step.overlaps(under)
    if ribbon:
        assert not page.overlaps(under)
    else:
        assert not page.overlaps(take)


@pytest.mark.parametrize("size", [(1024, 768), (1280, 720), (1920, 1080)])
def test_a_page_has_most_of_the_window(size):
    frame = Frame(size)
    page = grounds.page(frame, ribbon=False)
    assert page.right - page.left > 0.6 * frame.width
    assert page.bottom - page.top > 0.8 * frame.height


@pytest.mark.parametrize("size", WINDOWS)
@pytest.mark.parametrize(
    "words", ["唱标出的这一句。", "Only your teacher's recording can say it. " * 4]
)
@pytest.mark.parametrize("ladder", [("看", "跟", "做", "排"), KUNQU])
def test_the_slip_of_the_take_lies_off_the_page_and_off_the_keys(size, words, ladder):
    frame = Frame(size)
    buttons = tuple(Button(n, n) for n in ("take", "hear", "mine", "both", "told", "to my range"))
    layout = TakeCard(ladder, 1, words, "tempo 100 % · key +0", buttons).layout(frame)
    assert not layout.box.overlaps(grounds.page(frame, ribbon=False), 1e-6)
    assert layout.box.bottom <= grounds.floor(frame) + 1e-6
    names = [p.name for p in layout.parts if p.name]
    assert names == [f"stage:{k}" for k in range(4)] + [b.name for b in buttons]
    boxes = [p.box for p in layout.parts if p.name]
    assert not any(a.overlaps(b, 1e-6) for i, a in enumerate(boxes) for b in boxes[:i])


def test_the_stage_in_hand_keeps_its_translation_where_others_lose_theirs():
    layout = TakeCard(KUNQU, 2, "x").layout(Frame((1280, 720)))
    words = [i.glyphs for p in layout.parts if p.name for i in p.items if isinstance(i, Text)]
    assert words == ["拍曲", "踏戏", "响排 (with music)", "彩排"]


def test_before_anything_is_known_the_ribbon_rests_at_the_first_note():
    ribbon, shapes = drawn()
    assert ribbon._x(0.0) == pytest.approx(ribbon._x(ribbon._now))
    assert [t.glyphs for t in shapes if isinstance(t, Text)][:1] == ["晴"]
    assert not any(isinstance(s, Polyline | Circle) for s in shapes)


def test_higher_is_higher_and_later_is_to_the_right():
    ribbon, shapes = drawn()
    low, high = ribbon._y(60.0), ribbon._y(64.0)
    assert low > high and ribbon._x(2.0) > ribbon._x(1.0)
    bars = [s for s in shapes if isinstance(s, Rect)]
    assert len(bars) == 3
    box = ribbon.box
    assert all(Box(b.x, b.y, b.x + b.w, b.y + b.h).overlaps(box) for b in bars)


def test_a_voice_on_the_note_is_full_and_one_beside_it_shows_the_way():
    on = [s for s in drawn(trace((0.1, 0.4, 62.0), (0.2, 0.5, 62.2)))[1] if isinstance(s, Circle)]
    assert [s.fill for s in on] == ["moss"]
    off = [s for s in drawn(trace((0.1, 0.4, 61.0), (0.2, 0.5, 61.0)))[1] if isinstance(s, Circle)]
    assert [(s.fill, s.stroke) for s in off] == [("slip", "red")]


def test_the_line_is_broken_where_nothing_was_heard():
    made = trace((0.1, 0.1, 62), (0.2, 0.2, 62), (0.9, 0.9, 62), (1.0, 1.0, 64))
    lines = [s for s in drawn(made)[1] if isinstance(s, Polyline)]
    assert [len(line.points) for line in lines] == [2, 2]


def test_taps_stand_at_their_time_a_ban_full_and_a_yan_open():
    made = trace((0.1, 0.5, 62.0))
    made.tap("ban")
    made.lead(1.5)
    made.tap("yan")
    ribbon, shapes = drawn(made)
    dots = [s for s in shapes if isinstance(s, Circle) and s.stroke == "camphor"]
    assert [d.fill for d in dots] == ["camphor", None]
    assert [d.x for d in dots] == pytest.approx([ribbon._x(0.5), ribbon._x(1.5)])


def test_a_changed_window_is_followed():
    place = stage((1280, 720))
    ribbon = Ribbon(place, NOTES)
    before = ribbon.regions
    place.size = (1024, 768)
    ribbon.frame(0.1)
    assert ribbon.regions != before and ribbon.regions[0].name == "take"
