"""A scripted user of Monado's remote driver: head, controllers and fingers, in the house's axes.

The driver gives a headset and two Valve Index controllers. What it offers of each: trigger (with
click), squeeze (by value and by force), thumbstick (with click), trackpad (with force), and the
buttons A, B and system. There is no menu button and no system gesture: an Index has none for
programs. Fingers are one curl each; joints are the driver's own model.

The packet is that of Monado 25 (drivers/remote/r_interface.h): the service greets with one, and
a service of another version is refused.
"""

import ctypes
import math
import socket
import time
from collections.abc import Iterator
from typing import Literal

import numpy as np

from content.errors import Refusal
from content.texts import _
from headset.moment import Side
from physics.pose import Pose, from_rotation_vector, rotation_vector

PORT = 4242
MAGIC = b"mndrmt3\0"
PATIENCE_S = 3.0
Button = Literal["a", "b", "system", "trigger", "thumbstick"]
Who = Literal["head", "left", "right"]
_FLOAT, _BOOL = ctypes.c_float, ctypes.c_uint8


class _Pose(ctypes.Structure):
    _fields_ = [("turn", _FLOAT * 4), ("at", _FLOAT * 3)]


class _View(ctypes.Structure):
    _fields_ = [("fov", _FLOAT * 4), ("pose", _Pose), ("pad", ctypes.c_uint32)]


class _Head(ctypes.Structure):
    _fields_ = [("views", _View * 2), ("pose", _Pose), ("own_views", _BOOL), ("pad", _BOOL * 3)]


_BUTTONS = (
    "system_click", "system_touch", "a_click", "a_touch", "b_click", "b_touch", "trigger_click",
    "trigger_touch", "thumbstick_click", "thumbstick_touch", "trackpad_touch",
)  # fmt: skip


class _Hand(ctypes.Structure):
    _fields_ = [
        ("pose", _Pose), ("velocity", _FLOAT * 3), ("spin", _FLOAT * 3), ("curl", _FLOAT * 5),
        ("trigger", _FLOAT), ("squeeze", _FLOAT), ("force", _FLOAT), ("stick", _FLOAT * 2),
        ("pad_force", _FLOAT), ("pad", _FLOAT * 2), ("fingers", _BOOL), ("active", _BOOL),
        *((name, _BOOL) for name in _BUTTONS), ("fill", _BOOL * 3),
    ]  # fmt: skip


class _Packet(ctypes.Structure):
    _fields_ = [("magic", ctypes.c_char * 8), ("head", _Head), ("left", _Hand), ("right", _Hand)]


SIZE = ctypes.sizeof(_Packet)


class Robot:
    """Says where head and hands are; nothing is told before `send` (or `glide`, which sends).

    Poses are of the play space, whose origin lies on the floor: metres, house axes.
    Raises Refusal where no service answers, or one with another packet; a service has one user
    at a time.
    """

    def __init__(self, port: int = PORT) -> None:
        try:
            self._line = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
        except OSError as e:
            raise _silent(port) from e
        self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self._rest = greeting(self._read())  # how it begins; then how it is now
            self._packet = greeting(self._read())
        except Refusal:
            self.close()
            raise

    def reset(self) -> None:
        """Go back to how the driver begins, and tell it."""
        self._packet = _Packet.from_buffer_copy(self._rest)
        self.send()

    def close(self) -> None:
        """Let go; head and hands stay where they are."""
        self._line.close()

    def send(self) -> None:
        """Tell all that was said since. Raises Refusal when the service is gone."""
        try:
            self._line.sendall(bytes(self._packet))
        except OSError as e:
            raise _silent(PORT) from e

    def head(self, pose: Pose) -> None:
        """Put the middle between the eyes somewhere."""
        _put(self._packet.head.pose, pose)

    def hand(self, side: Side, pose: Pose) -> None:
        """Put the grip of a controller somewhere."""
        _put(self._of(side).pose, pose)

    def where(self, who: Who) -> Pose:
        """Return where head or hand was put."""
        return _got(getattr(self._packet, who).pose)

    def trigger(self, side: Side, pull: float) -> None:
        """Pull the trigger, 0..1; it clicks at its end."""
        hand = self._of(side)
        hand.trigger, hand.trigger_touch, hand.trigger_click = pull, pull > 0, pull >= 0.95

    def squeeze(self, side: Side, value: float) -> None:
        """Close the hand round the controller, 0..1; above a half it presses as well."""
        hand = self._of(side)
        hand.squeeze, hand.force = value, max(0.0, 2 * value - 1)

    def stick(self, side: Side, right: float, away: float) -> None:
        """Push the thumbstick, -1..1."""
        hand = self._of(side)
        hand.stick[:] = (right, away)
        hand.thumbstick_touch = right != 0 or away != 0

    def press(self, side: Side, button: Button, down: bool = True) -> None:
        """Hold a button down, or let it go."""
        setattr(self._of(side), f"{button}_click", down)
        setattr(self._of(side), f"{button}_touch", down)

    def curl(self, side: Side, *fingers: float) -> None:
        """Bend the fingers, 0..1: one value for all five, or thumb to little finger."""
        self._of(side).curl[:] = fingers * 5 if len(fingers) == 1 else fingers

    def lose(self, side: Side) -> None:
        """Let neither controller nor fingers be seen."""
        self._of(side).active = self._of(side).fingers = 0

    def find(self, side: Side) -> None:
        """Let controller and fingers be seen again, as when the robot begins."""
        self._of(side).active = self._of(side).fingers = 1

    def bare(self, side: Side) -> None:
        """Put the controller down: only fingers are seen."""
        self._of(side).active, self._of(side).fingers = 0, 1

    def glide(self, who: Who, to: Pose, seconds: float, hz: float = 60.0) -> None:
        """Move head or hand to a pose with least jerk, sending `hz` times a second."""
        begin = time.monotonic()
        for step, pose in enumerate(way(self.where(who), to, max(1, round(seconds * hz))), 1):
            _put(getattr(self._packet, who).pose, pose)
            self.send()
            time.sleep(max(0.0, begin + step / hz - time.monotonic()))

    def _of(self, side: Side) -> _Hand:
        hand: _Hand = getattr(self._packet, side)
        return hand

    def _read(self) -> bytes:
        got = b""
        try:
            while len(got) < SIZE and (more := self._line.recv(SIZE - len(got))):
                got += more
        except OSError:
            pass  # it stays silent
        if not got:
            raise _silent(self._line.getpeername()[1])
        return got


def greeting(raw: bytes) -> _Packet:
    """Read a greeting, ready to be sent back. Raises Refusal where it is not the packet known here.

    A service that nobody spoke to greets without the magic, so attitudes are looked at as well.
    """
    if len(raw) == SIZE and raw[:8] in (bytes(8), MAGIC) and _upright(raw):
        return _Packet.from_buffer_copy(MAGIC + raw[8:])
    sentence = _("The OpenXR service greets with {count} bytes that are not the {size} of a "
                 "“{magic}” packet: it is not Monado 25.")  # fmt: skip
    magic = MAGIC.rstrip(b"\0").decode()
    raise Refusal(sentence.format(count=len(raw), size=SIZE, magic=magic))


def _upright(raw: bytes) -> bool:
    packet = _Packet.from_buffer_copy(raw)
    turns = [each.pose.turn for each in (packet.head, packet.left, packet.right)]
    return all(abs(math.hypot(*turn) - 1) < 1e-3 for turn in turns)


def way(start: Pose, end: Pose, count: int) -> Iterator[Pose]:
    """Yield `count` poses from start to end, the last is the end: least jerk, the shorter turn."""
    at, to = np.array(start.at), np.array(end.at)
    turn = rotation_vector(end.matrix @ start.matrix.T)
    for step in range(1, count):
        share = _eased(step / count)
        yield Pose.of(at + share * (to - at), from_rotation_vector(share * turn) @ start.matrix)
    yield end


def _eased(t: float) -> float:
    return float(t**3 * (10 - 15 * t + 6 * t * t))


def _put(to: _Pose, pose: Pose) -> None:
    """House axes (x right, y forward, z up) to OpenXR's (x right, y up, z back)."""
    (x, y, z), (w, i, j, k) = pose.at, pose.turn
    to.at[:] = (x, z, -y)
    to.turn[:] = (i, k, -j, w)


def _got(pose: _Pose) -> Pose:
    (x, y, z), (i, j, k, w) = pose.at, pose.turn
    length = math.hypot(w, i, j, k)
    return Pose((x, -z, y), (w / length, i / length, -k / length, j / length))


def _silent(port: int) -> Refusal:
    sentence = _("No OpenXR service answers a scripted user at port {port}: start one, or end "
                 "the user that it has.")  # fmt: skip
    return Refusal(sentence.format(port=port))
