"""The figure as it is drawn: on its joints, without gaps, honest about what was not seen."""

import numpy as np
import pytest
from panda3d.core import Point3

from lessons.report.palette import rgb
from motion.body import STANDARD, hand
from motion.motion import Array
from motion.moves import AT_EASE, posed
from motion.skeleton import BODY, HAND, JOINTS
from sim.look import linear
from sim.scenes import figure_hands, figure_head, figure_robe
from sim.scenes.figure import Figure
from sim.scenes.figure_body import size_of, vectors
from sim.scenes.figure_looks import LOOKS
from sim.scenes.figure_net import Net
from sim.sky import Sky
from sim.stage import Stage, Sun

SKY = Sky((0.5, 0.5, 0.5), (0.5, 0.5, 0.5), (0.5, 0.5, 0.5), (0.2, 0.2, 0.2), 0.2)
SUN = Sun((-1.0, -1.0, 1.0), (0.0, 0.0, 1.0), 2.0, (2.0, 2.0, 2.0))
WORST = {  # joints moved by hand (m) from a pose at ease: what cloth and arms must bear
    "arms up": {"left_elbow": (0.25, 0, 1.7), "left_wrist": (0.2, 0, 1.95)},
    "arms crossed": {"left_wrist": (-0.2, -0.25, 1.2), "right_wrist": (0.2, -0.28, 1.15)},
    "all in one place": {joint: (0.0, 0.0, 1.0) for joint in BODY},
    "folded": {"left_wrist": (0.18, 0.0, 1.38), "left_toe": (0.1, 0.0, 0.08)},
    "upside down": {"head": (0, 0, 0.1), "neck": (0, 0, 0.3), "nose": (0, -0.1, 0.1)},
}


def ease() -> Array:
    return np.asarray(posed(AT_EASE, STANDARD))


def changed(pose: Array, joints: dict[str, tuple[float, float, float]]) -> Array:
    made = pose.copy()
    for joint, at in joints.items():
        made[JOINTS.index(joint)] = at
    return made


@pytest.fixture
def figure(stage: Stage):
    made = Figure(stage.world, "learner")
    yield made
    made.close()


def drawn(stage: Stage) -> Array:
    stage.shine(SUN, SKY, 0.0)
    stage.look((0.0, -4.5, 1.0), (0.0, 0.0, 0.9), 30.0)
    for _ in range(3):
        stage.step()
    return stage.pixels() / 255


def robe() -> Net:
    return Net([*figure_robe.lofts(), *figure_head.lofts()], 30)


@pytest.mark.parametrize("name", WORST)
def test_no_pose_tears_the_mesh(name: str) -> None:
    pose = changed(ease(), WORST[name])
    points, normals, _ = robe().moved(vectors(pose[: len(BODY)]))
    assert np.isfinite(points).all() and np.isfinite(normals).all()
    assert np.abs(points).max() < 3.0


def test_the_robe_keeps_close_to_the_bones_and_the_elbow_has_no_gap() -> None:
    net, pose = robe(), changed(ease(), WORST["arms up"])
    points, *_ = net.moved(vectors(pose[: len(BODY)]))
    cloth = points.reshape(3, -1).T
    for joint in ("left_elbow", "left_shoulder", "right_elbow", "left_knee", "pelvis"):
        at = vectors(pose[: len(BODY)])[17] if joint == "pelvis" else pose[JOINTS.index(joint)]
        near = np.linalg.norm(cloth - at, axis=1)
        assert near.min() < 0.15, joint
    steps = np.linalg.norm(np.diff(points.mean(axis=2), axis=1), axis=0)
    assert np.median(steps) < 0.04


def test_a_smaller_body_wears_smaller_cloth() -> None:
    small = 0.8 * ease()[: len(BODY)]
    size = size_of(small)
    assert size == pytest.approx(0.8 * size_of(ease()[: len(BODY)]))
    grown, *_ = robe().moved(vectors(ease()[: len(BODY)], size / 0.8), size / 0.8)
    made, *_ = robe().moved(vectors(small, size), size)
    np.testing.assert_allclose(made, 0.8 * grown, atol=0.004)


def test_normals_look_outwards() -> None:
    points, normals, _ = robe().moved(vectors(ease()[: len(BODY)]))
    trunk = slice(0, 12)
    out = points[:, trunk] - points[:, trunk].mean(axis=2, keepdims=True)
    assert ((out * normals[:, trunk]).sum(axis=0) > 0).mean() > 0.99


def test_fingers_lie_where_they_were_seen() -> None:
    fingers = hand(np.zeros((1, 5)), 0.09)[0]
    wrists, ahead = np.zeros((2, 3)), np.tile([0.0, -1.0, 0.0], (2, 1))
    palms, seen = np.tile([0.0, 0.0, -1.0], (2, 1)), np.stack([fingers, fingers])
    made = figure_hands.placed(wrists, ahead, palms, seen, np.ones(2))
    np.testing.assert_allclose(made[: len(HAND)], fingers)
    quiet = figure_hands.placed(wrists, ahead, palms, seen * np.nan, np.zeros(2))
    thumb = HAND.index("thumb_tip")
    assert quiet[thumb, 0] < 0 < quiet[len(HAND) + thumb, 0]  # palms down: thumbs inwards
    assert np.isfinite(quiet).all()


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_is_seen_and_goes_again(stage: Stage, look) -> None:
    bare = drawn(stage)
    figure = Figure(stage.world, look)
    figure.show(ease())
    seen = np.abs(drawn(stage) - bare).max(axis=2) > 0.03
    figure.close()
    assert 0.03 < seen.mean() < 0.4
    rows = np.flatnonzero(seen.any(axis=1))
    assert np.ptp(rows) > 150  # of 360: as tall as a person
    assert np.abs(drawn(stage) - bare).max() < 0.02


def test_a_ghost_lets_the_place_shine_through(stage: Stage) -> None:
    bare = drawn(stage)
    change = []
    for look in ("ghost", "master"):
        figure = Figure(stage.world, look)
        figure.show(ease())
        change.append(np.abs(drawn(stage) - bare).max(axis=2)[180, 300:340].mean())
        figure.close()
    assert 0.02 < change[0] < 0.8 * change[1]


def test_it_stands_on_its_lowest_foot_wherever_the_source_has_its_floor(
    stage: Stage, figure: Figure
) -> None:
    figure.show(ease() + [0.0, 0.0, 5.0])
    low = figure.node.find("**/body").getTightBounds(stage.world)[0]
    assert low[2] == pytest.approx(0.0, abs=0.02)


def test_it_stands_where_it_is_placed_and_turns_to_its_left(stage: Stage, figure: Figure) -> None:
    figure.show(ease())
    figure.place(1.0, -0.5, np.pi / 2)
    nose = figure.node.getRelativePoint(figure.node, Point3(0, -1, 0))
    found = stage.world.getRelativePoint(figure.node, nose)
    np.testing.assert_allclose(found, (2.0, -0.5, 0.0), atol=1e-5)


def test_an_arm_that_goes_out_of_sight_stays_and_turns_to_stone(figure: Figure) -> None:
    figure.show(ease())
    before = dyed(figure)
    gone = changed(ease(), {f"left_{joint}": (np.nan,) * 3 for joint in ("elbow", "wrist")})
    figure.show(gone)
    early = dyed(figure)
    for _ in range(10):
        figure.show(gone)
    late = dyed(figure)
    stone = linear(np.array(rgb("stone")))
    moved = np.abs(late - before).max(axis=2).max(axis=1) > 0.1
    assert 10 < moved.sum() < 0.25 * len(moved)  # the one arm
    assert 0 < np.abs(early - before).max() < np.abs(late - before).max()  # nothing pops
    grey = late[np.abs(late - before).max(axis=2).argmax() // late.shape[1]]
    hue = grey / grey.mean(axis=1, keepdims=True)
    np.testing.assert_allclose(hue, np.tile(stone / stone.mean(), (len(hue), 1)), rtol=0.05)
    assert np.ptp(grey.mean(axis=1)) > 0.1  # hatched
    np.testing.assert_allclose(held(figure, "left_wrist"), ease()[JOINTS.index("left_wrist")])
    for _ in range(10):
        figure.show(ease())
    np.testing.assert_allclose(dyed(figure), before, atol=1e-6)


def test_what_is_held_goes_with_the_body(figure: Figure) -> None:
    figure.show(ease())
    gone = changed(ease(), {f"left_{joint}": (np.nan,) * 3 for joint in ("elbow", "wrist")})
    figure.show(gone + [0.0, 0.3, 0.0])
    wanted = ease()[JOINTS.index("left_wrist")] + [0.0, 0.3, 0.0]
    np.testing.assert_allclose(held(figure, "left_wrist"), wanted)


def test_what_is_held_turns_with_the_shoulders(figure: Figure) -> None:
    figure.show(ease())
    turn = np.array([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    turned = ease() @ turn.T
    figure.show(changed(turned, {"nose": (np.nan,) * 3, "right_wrist": (np.nan,) * 3}))
    for joint in ("nose", "right_wrist"):
        np.testing.assert_allclose(held(figure, joint), turned[JOINTS.index(joint)], atol=1e-9)


def test_nothing_seen_at_all_is_drawn_at_rest(stage: Stage, figure: Figure) -> None:
    figure.show(np.full((len(JOINTS), 3), np.nan))
    assert np.isfinite(figure._held.joints).all()
    assert (figure._held.unseen == 1).all()


def test_a_marked_arm_has_a_red_arrow_with_a_dark_edge(stage: Stage, figure: Figure) -> None:
    figure.show(ease())
    plain = drawn(stage)
    figure.mark("left_forearm", "outward")
    picture = drawn(stage)
    new = np.abs(picture - plain).max(axis=2) > 0.1
    red = new & (picture[..., 0] > picture[..., 1] + 0.3)
    dark = new & (picture.max(axis=2) < 0.35)
    assert red.sum() > 40 and dark.sum() > 15
    assert np.flatnonzero(red.any(axis=0)).mean() > 330  # his left is at the right
    figure.mark("left_forearm")
    assert np.abs(drawn(stage) - picture)[new].max() > 0.2  # a ring is no arrow
    figure.unmark()
    np.testing.assert_allclose(drawn(stage), plain, atol=0.02)


def dyed(figure: Figure) -> Array:
    return figure._skins[0]._colours[..., :3].astype(float)


def held(figure: Figure, joint: str) -> Array:
    return figure._held.joints[BODY.index(joint)]
