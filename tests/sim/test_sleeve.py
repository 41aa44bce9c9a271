"""The sleeve as it is drawn: smooth, white from both sides, on the wrist of a body."""

import numpy as np
import pytest

from motion.moves import AT_EASE, posed
from motion.skeleton import JOINTS
from physics.cloth import Sleeve
from sim.scenes.robed import Robed
from sim.scenes.sleeve import FINE, SleeveView
from sim.scenes.sleeve_body import TRUNK, capsules, wrist
from sim.stage import Stage, Sun
from tests.sim.test_scenes_surfaces import GREY

BODY = posed(AT_EASE)


@pytest.fixture(scope="module")
def points() -> np.ndarray:
    sleeve = Sleeve(np.random.default_rng(1))
    for _ in range(60):
        sleeve.step(1 / 60, (np.array([0.0, 0.0, 1.3]), np.eye(3)), np.empty((0, 7)))
    return sleeve.points


@pytest.fixture
def view(stage: Stage):
    stage.shine(Sun((-1.0, -1.0, 1.0), (0.0, 0.0, 1.0), 1.5, (2.5, 2.5, 2.5)), GREY, 0.0)
    made = SleeveView(stage.world)
    yield made
    made.close()


def seen(stage: Stage, eye: tuple[float, float, float]) -> np.ndarray:
    stage.look(eye, (0.0, 0.0, 0.9), 30.0)
    for _ in range(2):
        stage.step()
    return stage.pixels() / 255


def drawn(stage: Stage, view: SleeveView, points, eye) -> tuple[np.ndarray, np.ndarray]:
    """The picture with the sleeve, and where it differs from the one without."""
    view.hide()
    bare = seen(stage, eye)
    view.show(points)
    picture = seen(stage, eye)
    return picture, np.abs(picture - bare).max(axis=2) > 0.02


@pytest.mark.parametrize("eye", [(0.0, -3.0, 1.0), (0.0, 3.0, 1.0)])
def test_silk_is_light_from_either_side(stage: Stage, view: SleeveView, points, eye) -> None:
    picture, there = drawn(stage, view, points, eye)
    assert 0.01 < there.mean() < 0.2
    assert np.median(picture[there]) > 0.5
    assert np.ptp(np.percentile(picture[there].mean(axis=1), [5, 95])) > 0.1  # folds are seen


def test_nothing_is_drawn_before_it_is_shown(stage: Stage, view: SleeveView) -> None:
    bare = seen(stage, (0.0, -3.0, 1.0))
    view.node.removeNode()
    assert (seen(stage, (0.0, -3.0, 1.0)) == bare).all()


def test_it_moves_with_its_points(stage: Stage, view: SleeveView, points) -> None:
    eye = (0.0, -3.0, 1.0)
    before, after = (
        np.argwhere(drawn(stage, view, points + [x, 0.0, 0.0], eye)[1]).mean(axis=0)
        for x in (0.0, 0.3)
    )
    assert after[1] > before[1] + 30 and after[0] == pytest.approx(before[0], abs=6)


def test_the_drawn_cloth_is_smooth_and_near_its_points(view: SleeveView, points) -> None:
    net = points.reshape(72, 24, 3)
    places, normals = view._surface(net)
    drawn = places.reshape(72, FINE, 3)
    assert np.linalg.norm(drawn[:, ::2] - net, axis=2).max() < 0.01
    assert drawn[0, 0] == pytest.approx(net[0, 0]) and drawn[-1, -1] == pytest.approx(net[-1, -1])
    assert np.linalg.norm(normals, axis=1) == pytest.approx(1.0)
    flat = np.stack([*np.meshgrid(np.arange(24.0), -np.arange(72.0)), np.zeros((72, 24))], axis=-1)
    level, up = view._surface(flat)
    assert np.abs(level[:, 2]).max() < 1e-12 and np.abs(up[:, 2]) == pytest.approx(1.0)


def test_capsules_hold_trunk_head_arms_and_legs() -> None:
    found = capsules(BODY)
    assert found.shape == (14, 7) and np.isfinite(found).all()
    assert found[0, 6] == TRUNK and (found[:, 2] > 0).all()
    mirrored = found[9:] * [-1, 1, 1, -1, 1, 1, 1]
    assert mirrored == pytest.approx(found[4:9])


def test_what_is_not_seen_is_nan_and_the_rest_stays() -> None:
    body = BODY.copy()
    body[JOINTS.index("left_elbow")] = np.nan
    found = capsules(body)
    assert np.isnan(found).any(axis=1).sum() == 3  # upper arm, forearm, hand
    at, turn = wrist(body, "left")
    assert np.isfinite(at).all() and np.isnan(turn).all()
    assert np.isfinite(wrist(body, "right")[1]).all()


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_wrist_is_turned_as_the_forearm_points(side: str) -> None:
    at, turn = wrist(BODY, side)
    elbow = BODY[JOINTS.index(f"{side}_elbow")]
    assert turn.T @ turn == pytest.approx(np.eye(3))
    assert np.linalg.det(turn) == pytest.approx(1.0)
    assert turn[:, 0] @ (at - elbow) == pytest.approx(np.linalg.norm(at - elbow))
    assert turn[2, 2] > 0


def test_a_robed_figure_wears_a_sleeve_at_each_wrist(stage: Stage) -> None:
    robed = Robed(stage.world, "master", np.random.default_rng(1))
    lifted = BODY + [0.0, 0.0, 0.7]  # a source that knows no floor
    for _ in range(60):
        robed.show(lifted, 1 / 60)
    cuffs = {side: wrist(BODY, side)[0] for side in ("left", "right")}
    for side, (sleeve, view) in robed._sleeves.items():
        assert not view.node.isHidden()
        assert sleeve.points[:24].mean(axis=0) == pytest.approx(cuffs[side], abs=0.08)
        assert sleeve.points[:, 2].min() > 0
    robed.figure.hide()
    assert robed.figure.node.isHidden()
    robed.close()


def test_of_a_body_that_is_not_seen_no_sleeve_is_drawn(stage: Stage) -> None:
    robed = Robed(stage.world, "ghost", np.random.default_rng(1))
    robed.show(np.full_like(BODY, np.nan), 1 / 60)
    assert all(view.node.isHidden() for _, view in robed._sleeves.values())
    robed.close()
