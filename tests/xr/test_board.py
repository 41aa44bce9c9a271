"""The sheet as a board in the place: how wide, where it is met, and that its colours are kept."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from panda3d.core import CardMaker, Material, Point3, Quat

from headset.moment import Fov, View
from lessons.report.palette import HEX, rgb
from physics.pose import Pose, about
from sim.scenes.courtyard import Courtyard
from sim.stage import Lead
from sim.views.frame import Frame
from sim.vr.board import LEAST_TYPE, TEXT_DEG, WIDEST_DEG, Board, readable_width
from tests.xr.seen import Opened, drawn, window

AT = Pose.of(np.array([0.4, 1.0, 1.3]), about(2, 0.5) @ about(0, -0.2))
WIDE_M = 2.0
PLACES = st.floats(-0.99, 0.99)


@pytest.fixture
def board(stage):
    made = Board(stage)
    made.place(AT, WIDE_M)
    yield made
    made.close()


@pytest.fixture
def opened(stage):
    made = Opened(stage, stage.size)
    yield made
    made.eyes.close()


def card(stage, colour, x, y, side=0.3):
    maker = CardMaker(colour)
    maker.setFrame(-side, side, -side, side)
    made = stage.sheet.attachNewNode(maker.generate())
    made.setPos(x, 0, y)
    made.setColor(*rgb(colour), 1)
    return made


def square_on(stage, away=1.0):
    """An eye that sees the board as the window shows the sheet."""
    eye = AT.then(Pose((0.0, -away, 0.0)))
    x, y = WIDE_M / 2 / away, WIDE_M / 2 / away / stage.aspect
    view = View(eye, Fov(-math.atan(x), math.atan(x), math.atan(y), -math.atan(y)))
    return view, view


@pytest.mark.parametrize("size", [(1280, 720), (800, 450)])
@pytest.mark.parametrize("away", [1.0, 1.6, 2.0])
def test_the_smallest_type_on_a_board_is_as_high_as_asked(size, away):
    frame = Frame(size)
    metre = readable_width(frame, away) / frame.width
    high = 2 * math.degrees(math.atan(frame.small * metre / 2 / away))
    assert high == pytest.approx(TEXT_DEG)


@pytest.mark.parametrize("size", [(1280, 720), (800, 450)])
@pytest.mark.parametrize("density", [0.8, 1.0, 1.2, 1.5, 2.0])
def test_a_board_is_in_view_as_a_whole_from_the_least_type_on(size, density):
    frame = Frame(size, density)
    view = 2 * math.degrees(math.atan(readable_width(frame, 1.6) / 2 / 1.6))
    assert (view <= WIDEST_DEG) == (frame.small / frame.width >= LEAST_TYPE)


@given(PLACES, PLACES, st.tuples(st.floats(-3, 3), st.floats(-3, -0.05), st.floats(-3, 3)))
def test_a_ray_to_a_place_of_the_board_meets_it_there(stage, x, y, before):
    board = Board(stage)
    board.place(AT, WIDE_M)
    there = AT.out(np.array([x * WIDE_M / 2, 0.0, y * WIDE_M / 2 / stage.aspect]))
    eye = AT.out(np.array(before))
    along = (there - eye) / np.linalg.norm(there - eye)
    met, behind = board.hit(eye, along), board.hit(2 * there - eye, -along)
    board.close()
    assert met == pytest.approx((x, y), abs=1e-9)
    assert behind is None


@pytest.mark.parametrize(
    ("eye", "to"),
    [
        ((0, -1, 0), (1.01, 0, 0)),  # past its side
        ((0, -1, 0), (0, 0, 0.6)),  # over it
        ((0, -1, 0), (0, -2, 0)),  # away from it
        ((0, -1, 0), (1, -1, 0)),  # along it
        ((0, 1, 0), (0, 2, 0)),  # away from its back
    ],
)
def test_a_ray_that_passes_the_board_by_meets_nothing(board, eye, to):
    start, end = AT.out(np.array(eye, float)), AT.out(np.array(to, float))
    assert board.hit(start, end - start) is None


def test_a_board_that_stands_nowhere_is_met_nowhere(stage):
    board = Board(stage)
    assert board.hit(np.array([0.0, -1.0, 0.0]), np.array([0.0, 1.0, 0.0])) is None
    board.close()


def test_cards_keep_their_colours_whatever_the_exposure_of_the_place(stage, opened):
    yard = Courtyard(stage)  # whose exposure is not 0
    colours = ["slip", "paper", "ink", "red", "moss", "yellow", "wall", "purple"]
    places = [(0.7 * (k % 4) - 1.05, 0.4 - 0.8 * (k // 4)) for k in range(8)]
    cards = [card(stage, c, *at) for c, at in zip(colours, places, strict=True)]
    board = Board(stage)
    board.place(AT, WIDE_M)
    left, right = opened.see(square_on(stage))
    for colour, (x, y) in zip(colours, places, strict=True):
        wide, high = stage.size
        row, column = int((1 - y) / 2 * high), int((x / stage.aspect + 1) / 2 * wide)
        wanted = [int(HEX[colour][i : i + 2], 16) for i in (1, 3, 5)]
        for picture in (left, right):
            assert picture[row, column, :3] == pytest.approx(wanted, abs=2)
    board.close()
    for made in cards:
        made.removeNode()
    yard.close()


def test_where_no_card_lies_the_place_is_seen_as_without_a_board(stage, opened):
    yard = Courtyard(stage)
    bare = opened.see(square_on(stage))[0]
    made = card(stage, "red", 0.8, 0.0, 0.2)
    board = Board(stage)
    board.place(AT, WIDE_M)
    covered = opened.see(square_on(stage))[0]
    board.close()
    made.removeNode()
    yard.close()
    changed = (np.abs(covered.astype(int) - bare) > 1).any(axis=2)
    rows, columns = np.nonzero(changed)
    x = (columns + 0.5) / stage.size[0] * 2 * stage.aspect - stage.aspect
    assert x.min() > 0.8 - 0.2 - 0.03
    assert x.max() < 0.8 + 0.2 + 0.03
    assert np.abs((rows + 0.5) / stage.size[1] * 2 - 1).max() < 0.2 + 0.03


def test_half_clear_paper_lets_half_of_the_place_through(stage, opened):
    def seen(alpha):
        made = card(stage, "stone", 0.0, 0.0, 0.5)
        made.setTransparency(True)
        made.setAlphaScale(alpha)
        found = opened.see(square_on(stage))[0]
        made.removeNode()
        return found[stage.size[1] // 2, stage.size[0] // 2, :3].astype(float)

    maker = CardMaker("behind")
    maker.setFrame(-9, 9, -9, 9)
    behind = stage.world.attachNewNode(maker.generate())
    behind.setPosQuat(Point3(*AT.out(np.array([0.0, 0.5, 0.0]))), Quat(*AT.turn))
    dim = Material("dim")  # where the film curve is straight
    dim.setBaseColor((0, 0, 0, 1))
    dim.setRoughness(1)
    dim.setEmission((0.3, 0.3, 0.3, 1))
    behind.setMaterial(dim, 1)
    board = Board(stage)
    board.place(AT, WIDE_M)
    light = [(np.array(seen(a)) / 255) ** 2.2 for a in (0.0, 0.5, 1.0)]
    board.close()
    behind.removeNode()
    assert 0.2 < light[0].mean() < 0.6
    assert light[1] == pytest.approx((light[0] + light[2]) / 2, abs=0.02)


def test_the_sheet_lies_over_the_window_again_when_the_board_is_closed(stage):
    made = card(stage, "red", 0.0, 0.0)
    before = window(stage)
    board = Board(stage)
    assert (window(stage) != before).any()
    board.close()
    assert (window(stage) == before).all()
    made.removeNode()


def test_the_dot_is_where_the_hand_points_and_goes_when_it_points_elsewhere(stage, board, opened):
    clear = opened.see(square_on(stage))[0]
    board.point((0.5, -0.25))
    dotted = opened.see(square_on(stage))[0]
    board.point(None)
    after = opened.see(square_on(stage))[0]
    assert (after == clear).all()
    rows, columns = np.nonzero((np.abs(dotted.astype(int) - clear) > 60).any(axis=2))
    assert columns.mean() == pytest.approx(0.75 * stage.size[0], abs=1.0)
    assert rows.mean() == pytest.approx(0.625 * stage.size[1], abs=1.0)


def test_a_board_is_one_draw_call_of_an_eye(stage, opened):
    opened.see(square_on(stage))
    before = drawn(stage, "light left")
    board = Board(stage)
    board.place(AT, WIDE_M)
    opened.see(square_on(stage))
    assert drawn(stage, "light left") == before + 1
    board.close()


def test_a_hand_leads_in_the_mouses_stead(stage):
    ray = np.array([0.0, 0.0, 1.0]), np.array([0.0, 1.0, 0.0])
    mouse = stage.pointer(), stage.pressing, stage.pen, stage.dragging
    stage.lead = Lead((0.2, -0.4), ray, pressing=True, pull=0.6)
    assert stage.pointer() == (0.2, -0.4)
    assert stage.ray(0.9, 0.9) is ray
    assert stage.pressing
    assert stage.pen == 0.6
    stage.lead = None
    assert (stage.pointer(), stage.pressing, stage.pen, stage.dragging) == mouse
    assert stage.ray(0.0, 0.0) is not ray
