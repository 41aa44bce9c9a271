"""The scripted user: what it says is what a program sees, in the house's axes."""

import ctypes
import math
import socket
import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import xr_robot
from bench.xr_robot import SIZE, Robot, greeting, way
from content.errors import Refusal
from physics.pose import Pose, about, from_rotation_vector
from tests.xr.conftest import Inside, Line, Talk

NUMBERS = st.floats(-3, 3)
POSES = st.builds(
    lambda at, vector: Pose.of(np.array(at), from_rotation_vector(np.array(vector))),
    st.tuples(NUMBERS, NUMBERS, NUMBERS),
    st.tuples(NUMBERS, NUMBERS, NUMBERS),
)


@given(POSES)
def test_what_is_put_is_got_back(pose: Pose) -> None:
    packet = xr_robot._Packet()
    xr_robot._put(packet.head.pose, pose)
    back = xr_robot._got(packet.head.pose)
    np.testing.assert_allclose(back.at, pose.at, atol=1e-6)
    np.testing.assert_allclose(back.matrix, pose.matrix, atol=1e-6)


@given(POSES)
def test_the_runtime_gets_its_own_axes(pose: Pose) -> None:
    """x stays, forward becomes -z, up becomes y: for the place and for every axis of the turn."""
    raw = xr_robot._Packet().left.pose
    xr_robot._put(raw, pose)
    to_xr = np.array([[1, 0, 0], [0, 0, 1], [0, -1, 0]])
    i, j, k, w = raw.turn
    np.testing.assert_allclose(list(raw.at), to_xr @ pose.at, atol=1e-6)
    seen = Pose((0, 0, 0), (w, i, j, k)).matrix
    np.testing.assert_allclose(seen, to_xr @ pose.matrix @ to_xr.T, atol=1e-5)


@given(POSES, POSES, st.integers(2, 40))
def test_a_way_ends_where_it_should_without_a_jerk(start: Pose, end: Pose, count: int) -> None:
    poses = [start, *way(start, end, count)]
    assert len(poses) == count + 1 and poses[-1] == end
    steps = np.diff([pose.at for pose in poses], axis=0)
    whole = math.dist(start.at, end.at)
    assert np.linalg.norm(steps, axis=1).max() <= 1.875 * whole / count + 1e-9
    np.testing.assert_allclose(steps, steps[::-1], atol=1e-9)  # it brakes as it set off
    middles = [np.trace(a.matrix.T @ b.matrix) for a, b in zip(poses, poses[1:], strict=False)]
    np.testing.assert_allclose(middles, middles[::-1], atol=1e-6)


def test_the_packet_is_the_known_one() -> None:
    assert SIZE == 376
    assert [getattr(xr_robot._Packet, n).offset for n in ("left", "right")] == [136, 256]
    assert xr_robot._Hand.active.offset == 105 and ctypes.sizeof(xr_robot._Hand) == 120


def _upright() -> bytearray:
    packet = xr_robot._Packet()
    for each in (packet.head, packet.left, packet.right):
        each.pose.turn[3] = 1.0
    return bytearray(bytes(packet))


def _changed(at: int, to: bytes) -> bytes:
    raw = _upright()
    raw[at : at + len(to)] = to
    return bytes(raw)


@pytest.mark.parametrize("magic", [bytes(8), b"mndrmt3\0"])
def test_a_greeting_is_known_before_and_after_somebody_spoke(magic: bytes) -> None:
    assert bytes(greeting(_changed(0, magic)))[:8] == b"mndrmt3\0"


@pytest.mark.parametrize(
    "raw",
    [b"", _upright()[:-1], _upright() + b"\0", _changed(0, b"mndrmt4\0"), bytes(SIZE),
     _changed(136, b"\0\0\x80?" * 4), _changed(256, b"\xff" * 16)],
)  # fmt: skip
def test_another_greeting_is_refused(raw: bytes) -> None:
    with pytest.raises(Refusal, match="it is not Monado 25"):
        greeting(bytes(raw))


@given(st.binary(max_size=2 * SIZE))
def test_any_greeting_is_read_or_refused(raw: bytes) -> None:
    try:
        assert len(greeting(raw).magic) == 7
    except Refusal as refusal:
        assert str(SIZE) in str(refusal)


def _answering(said: bytes) -> Iterator[int]:
    """A listener that says something to whoever comes, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            line, _address = listener.accept()
            with line:
                line.sendall(said)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


@pytest.mark.parametrize("said", [b"HTTP/1.1 400 Bad Request\r\n\r\n", bytes(SIZE)])
def test_a_stranger_at_the_port_is_refused(said: bytes) -> None:
    for port in _answering(said):
        with pytest.raises(Refusal, match="it is not Monado 25"):
            Robot(port)


def test_a_service_that_stays_silent_is_told() -> None:
    for port in _answering(b""):
        with pytest.raises(Refusal, match=f"No OpenXR service answers .* {port}"):
            Robot(port)


def _told(program: Talk, robot: Robot, is_so: Any) -> Line:
    """Send, and look until it has come through: the driver reads in a thread of its own."""
    robot.send()
    for _ in range(500):
        seen = program.ask("look")
        if is_so(seen):
            return seen
    raise AssertionError(f"never so: {seen}")


def _near(seen: Any, pose: Pose) -> None:
    np.testing.assert_allclose(seen["at"], pose.at, atol=1e-6)
    np.testing.assert_allclose(Pose((0, 0, 0), seen["turn"]).matrix, pose.matrix, atol=1e-5)


def test_a_program_sees_what_the_user_does(inside: Inside, robot: Robot) -> None:
    head = Pose.of(np.array([0.1, 0.2, 1.5]), about(2, 0.5) @ about(0, -0.3))
    hand = Pose.of(np.array([0.3, 0.4, 1.1]), about(1, 0.7) @ about(0, 0.2))
    with inside.talk("poses") as program:
        assert program.hear() == {"state": "FOCUSED"}
        robot.head(head)
        robot.hand("right", hand)
        robot.trigger("right", 0.5)
        robot.stick("right", -0.5, 0.25)
        robot.press("right", "b")
        seen = _told(program, robot, lambda seen: seen["b"])
        _near(seen["head"], head)
        _near(seen["right"], hand)
        _near(seen["left"], robot.where("left"))
        assert (seen["trigger"], seen["stick"]) == (0.5, [-0.5, 0.25])
        robot.squeeze("right", 0.75)
        robot.stick("right", 0.0, 0.0)
        seen = _told(program, robot, lambda seen: seen["stick"] == [0, 0])
        assert (seen["squeeze"], seen["force"]) == (0.75, 0.5)
        assert program.ask("haptic") == {"pulse": True}

        robot.lose("right")
        assert _told(program, robot, lambda seen: seen["right"] is None)["left"]
        robot.find("right")
        _near(_told(program, robot, lambda seen: seen["right"])["right"], hand)

        robot.glide("right", Pose((0.0, 0.5, 1.0)), 0.1)
        _told(program, robot, lambda seen: math.dist(seen["right"]["at"], (0, 0.5, 1.0)) < 1e-6)


def test_the_next_user_begins_as_the_driver_does(inside: Inside, robot: Robot) -> None:
    """The one before had moved; this test comes after it."""
    assert robot.where("head").at == pytest.approx((0, 0, 1.6))
    assert robot.where("right").at == pytest.approx((0.2, 0.5, 1.3))
