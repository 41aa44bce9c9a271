"""What both eyes of a headset are shown, beside what the window shows."""

import math

import numpy as np
import pytest
from panda3d.core import CardMaker, Material, NodePath, Texture

from headset.moment import Fov, View
from physics.pose import Pose, about
from sim.scenes import hanging
from sim.scenes.build import geom_node
from sim.scenes.courtyard import Courtyard
from sim.scenes.mesh import tube
from sim.scenes.painted_place import PaintedPlace
from tests.xr.seen import FOVS, IPD_M, SIZE, Opened, drawn, output, picture, views, window

HEAD = Pose.of(np.array([-0.3, -3.0, 1.55]), about(0, math.radians(-8)))


@pytest.fixture
def yard(stage):
    made = Courtyard(stage)
    yield made
    made.close()


@pytest.fixture
def open_eyes(stage):
    opened = []

    def make(size=SIZE):
        opened.append(Opened(stage, size))
        return opened[-1]

    yield make
    for one in opened:
        one.eyes.close()


def from_camera(stage):
    """The window's own view as an eye's."""
    camera = stage.base.cam
    at, turn = camera.getPos(stage.world), camera.getQuat(stage.world)
    x, y = (math.radians(a) / 2 for a in stage.base.camLens.getFov())
    return View(Pose((*at,), (*turn,)), Fov(-x, x, y, -y))


def lamp(stage, at, side=0.04):
    """A small square that faces -y and shines as nothing else does."""
    maker = CardMaker("lamp")
    maker.setFrame(-side / 2, side / 2, -side / 2, side / 2)
    made = stage.world.attachNewNode(maker.generate())
    made.setPos(*at)
    shine = Material("lamp")
    shine.setEmission((30, 0, 0, 1))
    made.setMaterial(shine, 1)
    return made


def middle(picture):
    """Where the lamp is seen (px from the left, from the top)."""
    red = (picture[..., 0] > 200) & (picture[..., 1] < 120)
    rows, columns = np.nonzero(red)
    assert len(rows)
    return columns.mean() + 0.5, rows.mean() + 0.5


def foreseen(eye, fov, at):
    """Where a point of the world falls on an eye's picture, by plain geometry."""
    x, y, z = eye.into(np.array(at))
    left, right, up, down = (math.tan(a) for a in (fov.left, fov.right, fov.up, fov.down))
    return SIZE[0] * (x / y - left) / (right - left), SIZE[1] * (up - z / y) / (up - down)


def test_an_eye_that_stands_where_the_camera_stands_gets_the_windows_bytes(stage, yard, open_eyes):
    view, shown = from_camera(stage), window(stage)
    seen = open_eyes(stage.size).see((view, view))
    for eye in seen:
        assert np.abs(eye[..., :3].astype(int) - shown).mean() < 2.0
    assert (seen[..., 3] == 255).all()
    for side in ("left", "right"):
        assert output(stage, f"eye {side}").getTexture(0).getFormat() == Texture.FSrgbAlpha


@pytest.mark.parametrize("at", [(0.4, 1.5, 1.7), (-0.5, 1.2, 1.2), (0.0, 6.0, 1.55)])
def test_a_lamp_is_seen_where_geometry_says_and_crosswise_by_both_eyes(stage, open_eyes, at):
    rig = Pose.of(np.array([1.0, -2.0, 0.25]), about(2, math.radians(40)))
    there = rig.out(np.array(at))
    node = lamp(stage, there)
    node.setH(40)
    seen = views(Pose((0.0, 0.0, 1.55)))
    pictures = open_eyes().see(seen, rig)
    node.removeNode()
    found = [middle(p) for p in pictures]
    for place, view in zip(found, seen, strict=True):
        assert place == pytest.approx(foreseen(rig.then(view.pose), view.fov, there), abs=3.0)
    apart = SIZE[0] / (math.tan(FOVS[0].right) - math.tan(FOVS[0].left))
    outward = apart * (math.tan(FOVS[1].left) - math.tan(FOVS[0].left))
    # In front of both, the left eye sees it further to the right.
    crossed = found[0][0] - found[1][0] - outward
    assert crossed == pytest.approx(apart * IPD_M / at[1], abs=3.0)


def test_a_picture_is_of_the_very_frame_that_was_placed(stage, open_eyes):
    opened, seen = open_eyes(), views(Pose((0.0, 0.0, 1.55)))
    node = lamp(stage, (-0.3, 1.5, 1.55))
    opened.see(seen)
    for x in (0.3, -0.3):
        node.setX(x)
        pictures = opened.see(seen, frames=1)
        for one, view in zip(pictures, seen, strict=True):
            there = foreseen(view.pose, view.fov, (x, 1.5, 1.55))
            assert middle(one) == pytest.approx(there, abs=3.0)
    node.removeNode()


def test_each_eye_sees_a_mirror_from_its_own_place(stage, yard, open_eyes):
    ball = np.linspace(0, np.pi, 24)
    path = np.stack([0 * ball, 0 * ball, -0.8 * np.cos(ball)], axis=1)
    node = stage.world.attachNewNode(geom_node(tube(path, 0.8 * np.sin(ball), 24)))
    steel = Material("steel")
    steel.setMetallic(1.0)
    steel.setRoughness(0.05)
    steel.setBaseColor((0.9, 0.9, 0.9, 1))
    node.setMaterial(steel, 1)
    node.setPos(0, 0, 1.5)
    both, shown = [], []
    for x in (-1.6, 1.6):
        stage.look((x, -2.0, 1.6), (0.0, 0.0, 1.5), 40.0)
        both.append(from_camera(stage))
        shown.append(window(stage))
    seen = open_eyes(stage.size).see(tuple(both))
    node.removeNode()
    for eye, alone in zip(seen, shown, strict=True):
        assert np.abs(eye[..., :3].astype(int) - alone).mean() < 0.5


def test_the_window_is_as_it_was_when_the_eyes_are_closed(stage, yard, open_eyes):
    before = window(stage)
    opened = open_eyes()
    opened.see(views(HEAD))
    assert (window(stage) != before).any()
    opened.eyes.close()
    opened.eyes.close = lambda: None
    assert not stage.stereo
    assert (window(stage) == before).all()


def test_the_window_draws_no_world_of_its_own_and_shows_the_left_eye_in_its_shape(stage, open_eyes):
    node = lamp(stage, (-0.5, 0.0, 1.9), 0.12)
    opened = open_eyes()
    left = opened.see(views(HEAD))[0]
    shown = stage.pixels()
    node.removeNode()
    assert not stage.base.cam.node().getDisplayRegion(0).getWindow().isActive()
    fov = FOVS[0]
    wide = math.tan(fov.right) - math.tan(fov.left)
    high = math.tan(fov.up) - math.tan(fov.down)
    across = stage.size[1] * wide / high
    x, y = middle(left[..., :3])
    at = (stage.size[0] - across) / 2 + x / SIZE[0] * across, y / SIZE[1] * stage.size[1]
    assert middle(shown) == pytest.approx(at, abs=1.5)
    lime = np.array([0xF4, 0xF0, 0xE6])
    assert np.abs(shown[:, 0].astype(int) - lime).max() <= 1


def test_both_textures_are_handed_over_once_a_frame_that_was_placed(stage, open_eyes):
    opened = open_eyes()
    stage.step()
    assert opened.copied == []
    opened.see(views(HEAD), frames=3)
    assert len(opened.copied) == 3
    left, right = opened.copied[-1]
    assert left > 0 and right > 0 and left != right
    stage.step()
    assert len(opened.copied) == 3


def test_what_the_copy_raises_comes_out_of_the_next_place_and_the_stage_goes_on(stage, open_eyes):
    opened = open_eyes()

    def lost(_textures):
        raise ConnectionError("gone")

    opened.eyes._copy = lost
    opened.eyes.place(Pose(), views(HEAD))
    stage.step()
    with pytest.raises(ConnectionError):
        opened.eyes.place(Pose(), views(HEAD))
    opened.eyes._copy = opened.copied.append
    opened.see(views(HEAD), frames=1)
    assert len(opened.copied) == 1


def test_two_eyes_see_the_courtyard_itself_and_one_the_picture_that_hangs(stage, open_eyes):
    page = hanging.Hanging(stage)
    hung = window(stage)
    opened = open_eyes()
    page.frame()
    opened.see(views(HEAD))
    assert drawn(stage, "light left") > 20
    opened.eyes.close()
    opened.eyes.close = lambda: None
    page.frame()
    assert (window(stage) == hung).all()
    page.close()


def test_a_page_that_is_opened_with_the_headset_on_is_taken_away_whole(stage, open_eyes):
    opened = open_eyes()
    before = len(stage.world.getChildren())
    page = hanging.Hanging(stage)
    opened.see(views(HEAD))
    assert drawn(stage, "light left") > 20
    page.close()
    assert len(stage.world.getChildren()) == before


def test_two_eyes_see_a_painted_place_itself(stage, open_eyes):
    place, others = NodePath("place"), NodePath("others")
    place.reparentTo(stage.world)
    others.reparentTo(stage.world)
    lamp(stage, (0.0, 3.0, 1.55), 0.2).reparentTo(place)
    painting = PaintedPlace(stage, place)
    stage.look((0.0, 0.0, 1.55), (0.0, 3.0, 1.55), 40.0)
    painting.paint("ahead", others)
    painted = window(stage)
    opened = open_eyes()
    pictures = opened.see(views(Pose((0.0, 0.0, 1.55))))
    near = [middle(p)[0] for p in pictures]
    assert near[0] != pytest.approx(near[1], abs=3.0)
    painting.paint("aside", others)  # a view that is painted only when it is seen by one eye
    opened.eyes.close()
    opened.eyes.close = lambda: None
    assert place.isHidden()
    assert np.abs(window(stage).astype(int) - painted).mean() < 1.0
    painting.close()
    place.removeNode()
    others.removeNode()


def test_an_eye_takes_no_more_draw_calls_than_a_headset_bears(stage, yard, open_eyes):
    open_eyes().see(views(HEAD))
    for side in ("left", "right"):
        assert 20 < drawn(stage, f"light {side}") <= 150
    assert picture(stage, "left").any()
