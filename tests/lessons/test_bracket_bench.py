"""Plays the bracket lesson through its inputs only, as the window does."""

import math

import numpy as np
import pytest

from lessons.arts import bracket_design
from lessons.arts.bracket_design import ROOM
from tests.lessons.raising_player import Player

PARTS = ("zuodou", "gong", "sheng_left", "sheng_middle", "sheng_right")
START = bracket_design.START
QUARTER = math.pi / 2
ARM = {"yaw": -math.radians(30)}  # from where the arm lies to the wall line


@pytest.fixture
def player(paike):
    made = Player(paike)
    yield made
    made.bench.close()


@pytest.fixture
def with_block(player):
    player.place("zuodou", 0, 0)
    assert player.last("zuodou").name == "part.seated"
    return player


@pytest.fixture
def with_arm(with_block):
    with_block.place("gong", 0, 0, **ARM)
    assert with_block.last("gong").name == "part.seated"
    return with_block


def test_at_the_start_everything_lies_still_and_nothing_is_placed(player):
    player.wait(240)
    assert player.events == []
    for part, pose in ((p, START[p]) for p in PARTS):
        np.testing.assert_allclose(player.bench.pose(part).at, pose.at, atol=3e-4)
    assert player.bench.step.id == "zuodou"
    assert player.bench.assess().coverage == 0


def test_the_ghost_shows_the_step_and_can_be_switched_off(player):
    view = player.bench.view()
    assert [part for part, _ in view.ghosts] == ["zuodou"]
    player.act("guide.ghost", on=False)
    assert player.bench.view().ghosts == ()


def test_gripping_lifts_and_moving_waits_for_the_height(player):
    player.act("hand.grip", part="zuodou", point=[0, 0, 0.1375])
    player.act("hand.move", to=[0.4, 0.1, None])
    player.wait(100)
    x, _, z = player.bench.pose("zuodou").at
    assert z > 0.02 and abs(x) < 0.002
    player.until(lambda: not player.bench.lifting)
    player.wait(480)
    hand = player.bench.view().hand
    np.testing.assert_allclose(hand.target, (0.4, 0.1, ROOM.carry), atol=1e-3)
    assert player.names() == ["part.gripped"]


def test_aim_height_is_where_the_grab_point_will_end(with_block):
    with_block.lift("gong")
    assert with_block.bench.aim_height("gong") == pytest.approx(0.0825 + 0.09625, abs=3e-4)


def test_the_whole_lesson_passes(with_arm):
    seats = {"sheng_left": 0.2, "sheng_middle": -0.198, "sheng_right": 0.001}  # any to any place
    for part, x in seats.items():
        assert len(with_arm.bench.view().ghosts) == len(with_arm.bench.goals(part))
        with_arm.place(part, x, 0.003)
        assert with_arm.last(part).name == "part.seated"
    assert [e.value["step"] for e in with_arm.events if e.name == "step.done"] == [
        "zuodou", "gong", "sheng",
    ]  # fmt: skip
    assert with_arm.names().count("lesson.done") == 1
    got = with_arm.bench.assess()
    assert got.passed and got.score == 100 and got.engine.startswith("pybullet")
    assert with_arm.bench.step is None and with_arm.bench.view().ghosts == ()
    bed = next(m.value for m in got.measures if m.name == "bed_height_mm")
    assert bed == pytest.approx(220.0, abs=0.5)


def test_a_block_upside_down_is_noticed_and_can_be_put_right(player):
    player.place("zuodou", 0, 0, roll=math.pi)
    assert player.last("zuodou").value["cause"] == "upside_down"
    player.place("zuodou", 0, 0, roll=math.pi, point=(0, 0, 0))
    assert player.last("zuodou").name == "part.seated"


def test_a_block_across_the_line_does_not_take_the_arm(player):
    player.place("zuodou", 0, 0, yaw=QUARTER)
    assert player.last("zuodou").value["cause"] == "crosswise"
    player.place("gong", 0, 0, **ARM)
    event = player.last("gong")
    assert (event.name, event.value["cause"]) == ("part.blocked", "bearer")
    assert event.value["gap_mm"] == pytest.approx(55, abs=1)  # on the ears, not in the mouth


def test_an_arm_across_the_line_lies_on_the_ears(with_block):
    with_block.place("gong", 0, 0, yaw=math.radians(60))
    event = with_block.last("gong")
    assert (event.name, event.value["cause"], event.value["by"]) == (
        "part.blocked", "crosswise", "zuodou",
    )  # fmt: skip
    assert event.value["gap_mm"] == pytest.approx(55, abs=1)


def test_an_arm_upside_down_leaves_the_outer_blocks_no_seat(with_block):
    with_block.place("gong", 0, 0, roll=math.pi, **ARM)
    assert with_block.last("gong").value["cause"] == "upside_down"
    with_block.place("sheng_left", -0.199, 0)
    assert with_block.bench.pose("sheng_left").at[2] < 0.1  # it slid off the slope
    assert "sheng_left" not in with_block.bench.seated
    with_block.place("sheng_middle", 0, 0)
    assert with_block.last("sheng_middle").value["cause"] == "bearer"


def test_a_sheng_before_the_arm_keeps_the_arm_out(with_block):
    with_block.place("sheng_middle", 0, 0)
    event = with_block.last("sheng_middle")
    assert (event.value["cause"], event.value["by"]) == ("order", "gong")
    with_block.place("gong", 0, 0, **ARM)
    assert with_block.last("gong").name == "part.blocked"
    assert with_block.last("gong").value["gap_mm"] > 10
    with_block.place("gong", -0.5, -0.15)
    with_block.place("sheng_middle", 0.3, -0.2)
    with_block.place("gong", 0, 0)
    assert with_block.last("gong").name == "part.seated"
    found = with_block.bench.assess().findings
    assert ("sheng_middle", "timber.order_past") in [(f.where.id, f.cause) for f in found]


def test_a_sheng_across_or_on_its_head_is_noticed(with_arm):
    with_arm.place("sheng_left", -0.199, 0, yaw=QUARTER)
    assert with_arm.last("sheng_left").value["cause"] == "crosswise"
    with_arm.place("sheng_middle", 0, 0, roll=math.pi)
    assert with_arm.last("sheng_middle").value["cause"] == "upside_down"
    assert with_arm.bench.step.id == "sheng"


def test_what_bears_something_is_not_pulled_away(with_arm):
    with_arm.act("hand.grip", part="zuodou", point=[0, 0, 0.1])
    event = with_arm.last("zuodou")
    assert (event.name, event.value["by"], event.value["cause"]) == (
        "part.blocked", "gong", "bears",
    )  # fmt: skip
    assert with_arm.bench.held is None


def test_without_the_guiding_hand_a_careful_hand_still_succeeds(paike):
    player = Player(paike, assist=False)
    player.place("zuodou", 0.0005, -0.0005, yaw=math.radians(-4))
    player.place("gong", 0.0, 0.0008, yaw=ARM["yaw"] + math.radians(0.3))
    assert player.last("gong").name == "part.seated"
    first = next(e for e in player.events if e.name == "part.seated")
    assert first.value["offset_mm"] == pytest.approx(0.71, abs=0.1)  # nothing was eased
    player.bench.close()


def test_without_the_guiding_hand_a_careless_one_does_not(paike):
    player = Player(paike, assist=False)
    player.place("zuodou", 0.008, 0, yaw=math.radians(-4))
    assert player.last("zuodou").value["cause"] == "offset"
    assert player.last("zuodou").value["offset_mm"] == pytest.approx(8, abs=0.5)
    player.bench.close()


def test_a_tap_moves_a_part_a_little(player):
    player.act("hand.tap", part="sheng_left", point=[0, 0, 0.02], direction=[1, 0, 0])
    player.until(lambda: player.bench.calm)
    moved = player.bench.pose("sheng_left").at[0] - START["sheng_left"].at[0]
    assert 0.002 < moved < 0.03


def test_a_part_that_falls_is_put_back_and_the_lesson_goes_on(player):
    edge = [0.75, -0.47, None]
    player.lift("sheng_left")
    player.act("hand.move", to=edge)
    player.wait(480)
    player.act("hand.down")
    player.until(lambda: player.bench.calm)
    for _ in range(12):
        if "part.fell" in player.names():
            break
        player.act("hand.tap", part="sheng_left", point=[0, 0, 0.02], direction=[0.2, -1, 0])
        player.wait(150)
    assert "part.fell" in player.names()
    player.until(lambda: player.bench.calm)
    np.testing.assert_allclose(
        player.bench.pose("sheng_left").at, START["sheng_left"].at, atol=0.01
    )


def test_finishing_early_sets_down_and_judges_what_is_there(with_block):
    with_block.lift("gong")
    with_block.act("lesson.finish")
    assert "lesson.done" not in with_block.names()
    with_block.until(lambda: "lesson.done" in with_block.names())
    assert with_block.bench.held is None
    assert with_block.bench.pose("gong").at[2] < 0.01
    assert with_block.bench.assess().coverage == pytest.approx(0.2)
