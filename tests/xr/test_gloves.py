"""What is drawn of hands: in how many draw calls, where, and what when they are lost."""

import math

import numpy as np
import pytest

from headset.moment import JOINTS, HandState
from physics.pose import Pose, about
from sim.scenes.courtyard import Courtyard
from sim.scenes.figure_hands import QUIET
from sim.vr.gloves import FADE_S, Gloves
from tests.xr.seen import HERE, SIZE, Opened, drawn, views

RIG = Pose.of(np.array([2.0, -1.0, 0.0]), about(2, math.radians(25)))
HEAD = Pose((0.0, 0.0, 1.5))
GRIP = Pose.of(np.array([0.1, 0.45, 1.4]), about(0, 0.6))
AWAY = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, -1.0]])  # palm down, from oneself
FINGERS = QUIET @ AWAY + np.array([-0.1, 0.4, 1.4])


@pytest.fixture
def yard(stage):
    made = Courtyard(stage)
    yield made
    made.close()


@pytest.fixture
def opened(stage, yard):
    made = Opened(stage)
    made.see(views(HEAD), RIG)
    yield made
    made.eyes.close()


@pytest.fixture
def gloves(stage, opened):
    made = Gloves(stage)
    yield made
    made.close()


def seen(opened):
    return opened.see(views(HEAD), RIG, 1)[0][..., :3].astype(int)


def changed(one, other):
    """Where two pictures differ: (rows, columns)."""
    return np.nonzero((np.abs(one - other) > 8).any(axis=2))


def fingers(aim=None, squeeze=0.0):
    return HandState("fingers", GRIP, aim, FINGERS, squeeze)


def holding(aim=None):
    return HandState("controller", GRIP, aim)


def test_both_hands_with_all_that_belongs_to_them_take_at_most_four_draw_calls_each(
    stage, opened, gloves
):
    seen(opened)
    before = drawn(stage, "light left")
    gloves.show("left", fingers(GRIP), RIG, 0.1, 1.0)
    gloves.show("right", holding(GRIP), RIG, 0.1, 1.0)
    seen(opened)
    assert 6 <= drawn(stage, "light left") - before <= 8


@pytest.mark.parametrize("hand", [fingers(), holding()])
def test_a_hand_is_drawn_where_it_is_in_the_play_space(opened, gloves, hand):
    bare = seen(opened)
    gloves.show("right", hand, RIG, 0.1)
    rows, columns = changed(seen(opened), bare)
    middle = FINGERS.mean(axis=0) if hand.kind == "fingers" else np.array(GRIP.at)
    view = views(HEAD)[0]
    x, y, z = view.pose.into(middle)
    left, right, up, down = (
        math.tan(a) for a in (view.fov.left, view.fov.right, view.fov.up, view.fov.down)
    )
    at = SIZE[0] * (x / y - left) / (right - left), SIZE[1] * (up - z / y) / (up - down)
    assert (columns.mean(), rows.mean()) == pytest.approx(at, abs=25)
    assert len(rows) > 300


@pytest.mark.parametrize(
    "hand",
    [
        HandState(),
        HandState("fingers"),
        HandState("controller"),
        HandState("fingers", joints=np.full((JOINTS, 3), np.nan)),
    ],
)
def test_a_hand_that_was_never_seen_is_not_drawn(opened, gloves, hand):
    bare = seen(opened)
    gloves.show("left", hand, RIG, 0.5, 1.0)
    assert len(changed(seen(opened), bare)[0]) == 0


@pytest.mark.parametrize("hand", [fingers(GRIP), holding(GRIP)])
def test_a_lost_hand_stays_grey_and_points_nowhere_till_it_is_seen_again(opened, gloves, hand):
    bare = seen(opened)
    gloves.show("right", hand, RIG, 0.1)
    there = seen(opened)
    gloves.show("right", HandState(aim=GRIP), RIG, 2 * FADE_S, 1.0)
    lost = seen(opened)
    rows, columns = changed(there, bare)
    assert np.abs(lost - bare).sum(axis=2)[rows, columns].mean() > 10
    colourful = np.ptp(lost[rows, columns], axis=1).mean()
    assert colourful < np.ptp(there[rows, columns], axis=1).mean() * 0.7
    outside = np.ones(lost.shape[:2], bool)
    outside[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] = False
    assert (lost == bare)[outside].all()
    gloves.show("right", hand, RIG, 2 * FADE_S)
    assert len(changed(seen(opened), there)[0]) == 0


def test_a_hand_fades_and_does_not_go_at_once(opened, gloves):
    gloves.show("right", fingers(), RIG, 0.1)
    there = seen(opened)
    gloves.show("right", HandState(), RIG, FADE_S / 2)
    half = seen(opened)
    gloves.show("right", HandState(), RIG, FADE_S / 2)
    gone = seen(opened)
    assert 0 < np.abs(half - there).sum() < np.abs(gone - there).sum()


def test_a_hand_of_which_a_joint_is_not_known_stays_as_it_was(opened, gloves):
    gloves.show("right", fingers(), RIG, 0.1)
    holes = FINGERS + 0.1
    holes[7] = np.nan
    gloves.show("right", HandState("fingers", joints=holes), RIG, 0.0)
    there = seen(opened)
    gloves.show("right", fingers(), RIG, 0.0)
    assert len(changed(seen(opened), there)[0]) == 0


def test_a_ray_ends_where_it_meets_something_and_goes_out_where_it_meets_nothing(opened, gloves):
    aim = Pose((0.1, 0.3, 1.35))
    gloves.show("right", holding(aim), RIG, 0.1)
    bare = seen(opened)
    view = views(HEAD)[0]

    def shown(reach, away):
        """How much is drawn about the place `away` m along the ray."""
        gloves.show("right", holding(aim), RIG, 0.1, reach)
        x, y, z = view.pose.into(aim.out(np.array([0.0, away, 0.0])))
        left, right, up, down = (
            math.tan(a) for a in (view.fov.left, view.fov.right, view.fov.up, view.fov.down)
        )
        column = int(SIZE[0] * (x / y - left) / (right - left))
        row = int(SIZE[1] * (up - z / y) / (up - down))
        off = np.abs(seen(opened) - bare)[row - 2 : row + 3, column - 2 : column + 3]
        return off.max()

    assert shown(1.5, 1.5) > 60
    assert shown(1.5, 2.5) < 8
    assert shown(math.inf, 1.0) > 8
    assert shown(math.inf, 2.6) < 8
    assert shown(None, 1.5) < 8


def test_a_hand_that_holds_is_warmer_than_one_that_is_open(opened, gloves):
    gloves.show("right", fingers(), HERE.then(RIG), 0.1)
    wide = seen(opened)
    gloves.show("right", fingers(squeeze=1.0), RIG, 0.1)
    shut = seen(opened)
    rows, columns = changed(shut, wide)
    assert len(rows) > 200
    warm = shut[rows, columns, 0] - shut[rows, columns, 2]
    assert warm.mean() > (wide[rows, columns, 0] - wide[rows, columns, 2]).mean() + 10
