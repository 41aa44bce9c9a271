"""The pictures of the print shop: sheet that turns, tiles that are painted, marks, feel."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.event import Event
from lessons.arts.printing_acts import Act
from lessons.arts.printing_shop import Shop
from physics.woodblock.grid import UNITS, Rect
from physics.woodblock.mix import PRESET, Mix
from sim.rooms.printshop_bowls import damp_words, strength_words, tack_words, thin_words
from sim.rooms.printshop_feel import Feel
from sim.rooms.printshop_lapse import Lapse
from sim.rooms.printshop_summary import heated
from sim.rooms.printshop_words import vain_words
from sim.scenes.print_bowls import Dab, dab_colour
from sim.scenes.print_coverage import marked
from sim.scenes.print_looks import Looks
from sim.scenes.print_sheet import curve
from sim.scenes.print_surface import Painted
from tests.lessons import printshop

FAR = np.linspace(0, 0.268, 65)[::-1]


@given(st.floats(0, 1))
def test_a_sheet_keeps_its_length_however_far_it_has_turned_and_stays_above_the_table(along):
    x, z, _turn = curve(along, FAR)
    steps = np.hypot(np.diff(x), np.diff(z))
    assert steps == pytest.approx(np.abs(np.diff(FAR)), rel=1e-6)
    assert z.min() > -1e-9


def test_it_begins_on_the_stack_face_up_and_ends_on_the_block_face_down():
    x, z, turn = curve(0.0, FAR)
    assert x == pytest.approx(-FAR) and np.abs(z).max() < 1e-9 and turn == pytest.approx(0)
    x, z, turn = curve(1.0, FAR)
    assert x == pytest.approx(FAR) and np.abs(z).max() < 1e-9 and turn == pytest.approx(-np.pi)


def test_only_the_tiles_that_a_window_crosses_are_painted_and_they_hold_the_picture():
    rng = np.random.default_rng(1)
    pixels = rng.integers(0, 256, (600, 600, 3), dtype=np.uint8)
    painted = Painted("test", 0.15, pixels)
    assert len(painted._tiles) == 9
    pixels[250:262, 10:20] = (1, 2, 3)
    assert painted.paint(pixels, Rect(250, 10, 262, 20)) == 2
    assert painted.paint(pixels, Rect(5, 5, 5, 9)) == 0
    for tile, texture in painted._tiles:
        held = np.frombuffer(texture.getRamImage(), np.uint8)
        held = held.reshape(tile.j1 - tile.j0, tile.i1 - tile.i0, 4)
        assert (held[..., 2::-1] == pixels[tile.window]).all()


def test_marks_tell_ink_from_its_want_by_more_than_colour_and_leave_the_rest_of_the_picture():
    pixels = np.full((64, 64, 3), 200, np.uint8)
    wanted = np.zeros((64, 64), bool)
    wanted[10:50, 10:50] = True
    mass = np.zeros((64, 64), np.float32)
    mass[:, 30:] = 5.0
    made = marked(pixels, wanted, mass, 1.0, Rect(0, 0, 40, 64))
    assert (pixels == 200).all() and (made[40:] == 200).all()
    inked, bare = made[10:40, 30:50], made[10:40, 10:30]
    assert len(np.unique(inked.reshape(-1, 3), axis=0)) == 1  # solid
    assert len(np.unique(bare.reshape(-1, 3), axis=0)) == 2  # hatched
    assert (made[:10] < 200).all()


@pytest.fixture
def looks():
    shop = Shop(printshop.work())
    return shop, Looks(shop)


def units(mm):
    return round(mm / (printshop.GRID.cell * 1000) * UNITS)


def test_the_back_of_a_laid_sheet_shows_the_wood_it_lies_on_and_faintly_the_ink(looks):
    shop, seen = looks
    bare = seen.back.copy()
    for y in range(4, 80, 8):
        shop.do(Act("dip", (100,)))
        shop.do(Act("brush", (units(1), units(y), units(79), units(y), 400, 200)))
    shop.do(Act("lay"))
    seen.renew(shop, 1.0)
    stands = shop.board.plate.mask
    inner = np.zeros_like(stands)
    inner[2:-2, 2:-2] = stands[2:-2, 2:-2]
    felt = bare[inner].mean() - seen.back[inner].mean()
    assert 20 < felt < 50
    assert (seen.back[~stands] >= seen.back[stands].mean()).mean() > 0.9
    for y in range(4, 80, 8):
        shop.do(Act("rub", (units(1), units(y), units(79), units(y), 3000, 200)))
    seen.sheet_changed(shop.work.grid.whole)
    assert seen.back[inner].mean() < bare[inner].mean() - felt - 20
    assert seen.face[inner].mean() < seen.back[inner].mean() - 50


def test_another_block_another_sheet_and_an_undone_shop_are_looked_at_anew(looks):
    shop, seen = looks
    first = seen.block.copy()
    shop.do(Act("take", (1,)))
    seen.renew(shop, 1.0)
    assert (seen.block != first).any()
    other = Shop(printshop.work())
    seen.renew(other, 1.0)
    assert (seen.block == first).all()
    face = seen.face.copy()
    other.do(Act("page", (1,)))
    seen.renew(other, 1.0)
    assert (seen.face != face).any()  # each sheet has its own fibres


def test_a_draft_is_seen_on_the_block_and_paler_where_less_of_it_is_asked_for():
    shop = Shop(printshop.uncut())
    seen = Looks(shop)
    bare = seen.block.copy()
    shop.do(Act("paste", (0, 0, 0, 0, 60)))
    lines = shop.board.plate.mask[:, ::-1]
    dark = []
    for share in (1.0, 0.4):
        seen.renew(shop, share)
        dark.append(seen.block[lines].mean())
        assert (seen.block[~lines] == bare[~lines]).all()
    assert dark[0] < dark[1] < bare[lines].mean()


def test_work_done_once_more_ends_as_it_was_however_long_the_frames_are():
    shop = Shop(printshop.work())
    acts = [Act("dip", (100,)), Act("brush", (10, 10, 3000, 2000, 400, 200)), Act("lay")]
    acts += [Act("rub", (10, 10, 3000, 2000, 3000, 200)), Act("lift", (0, 0)), Act("hang")]
    for act in acts:
        shop.do(act)
    for elapsed in (0.01, 0.3):
        lapse = Lapse(printshop.work(), acts)
        shares, changed, anew = [], [], 0
        while not lapse.over:
            lapse.frame(elapsed)
            shares.append(lapse.share)
            changed += lapse.changes()
            anew += lapse.anew
        assert shares == sorted(shares) and shares[-1] == 1.0
        assert {onto for onto, _rect in changed} == {"block", "sheet"} and anew > 0
        assert (lapse.shop.sheets[0].layers[0].mass == shop.sheets[0].layers[0].mass).all()
        assert lapse.shop.hung == [0] and lapse.tool == "pad"


def stroke(feel, kind, ticks, **figures):
    """Led pieces of 4 mm, eight ticks apart; return what was felt."""
    step = units(4)
    return [
        feel.take(
            Event(8 * k, f"work.{kind}", {
                "x0": k * step, "y0": 0, "x1": (k + 1) * step, "y1": 0, "force": 3000, "ticks": 8,
                **figures,
            })
        )
        for k in range(ticks // 8)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "figures"),
    [("rub", {"joules": 0.036}), ("brush", {}), ("cut", {"removed_mm3": 1.0, "torn_mm3": 0.0})],
)
def test_a_led_stroke_is_heard_and_felt_ten_times_a_second_and_nothing_of_it_is_lost(kind, figures):
    felt = stroke(Feel(printshop.GRID.cell), kind, 240, **figures)
    rasps = [r for f in felt for r in f.rasps]
    assert 8 <= len(rasps) <= 10 and all(f.hand for f in felt if f.rasps)
    joules = sum(r.newtons * r.path for r in rasps)
    whole = {"rub": 0.036, "brush": 0.35 * 30 * 0.004, "cut": 20e6 * 1e-9}[kind] * 30
    assert joules == pytest.approx(whole, rel=0.11)  # what is gathered last may wait
    assert len(felt[2].pulses(16)) == len(felt[2].rasps)


def test_a_tool_that_stands_still_makes_no_sound_and_torn_wood_cracks():
    feel = Feel(printshop.GRID.cell)
    still = {"x0": 5, "y0": 5, "x1": 5, "y1": 5, "force": 3000, "joules": 0.0}
    for tick in range(0, 240, 8):
        assert not feel.take(Event(tick, "work.rub", still)).sounds
    torn = {**still, "x1": 50, "removed_mm3": 1.0, "torn_mm3": 2.0}
    assert feel.take(Event(300, "work.cut", torn)).knocks
    assert not feel.take(Event(400, "work.undone", {})).sounds


def test_what_a_mixture_will_be_is_told_in_words_that_follow_it():
    weak, strong = Mix(4, 2, 94), Mix(30, 16, 54)
    for words in (strength_words, tack_words, thin_words):
        assert len({words(mix) for mix in (weak, PRESET, strong)}) == 3
    assert len({damp_words(d) for d in (0.08, 0.3, 0.5, 0.9)}) == 4


@given(st.floats(1, 60), st.floats(0, 60), st.floats(1, 100))
def test_a_dab_with_more_colour_is_never_lighter(colour, glue, water):
    one = dab_colour(Dab("红", Mix(colour, glue, water)))
    more = dab_colour(Dab("红", Mix(colour * 1.5, glue, water)))
    assert all(b <= a + 1e-9 for a, b in zip(one, more, strict=True))


def test_every_reason_why_nothing_came_of_an_act_has_its_sentence():
    from lessons.arts.printing_work import VAIN

    assert len({vain_words(why) for why in VAIN}) == len(VAIN)


def test_the_heat_map_is_red_where_colours_are_off_and_grey_where_they_are_not():
    pixels = np.full((64, 64, 3), 128, np.uint8)
    far = np.zeros((4, 4))
    far[1, 2] = 30.0
    made = heated(pixels, far).astype(int)
    assert (made[0, 0] == made[0, 0, 0]).all()
    hot = made[24, 40]
    assert hot[0] > hot[1] + 80 and hot[0] > hot[2] + 80
