"""A pen's pressure, on devices that only look like Panda3D's."""

from types import SimpleNamespace

import pytest
from panda3d.core import InputDevice

from sim.pen import pressure
from sim.rooms.printshop_firm import LEVELS, USUAL, newtons, pen_level


class Device:
    """Has one axis, or none."""

    def __init__(self, value, axis=InputDevice.Axis.pressure, known=True, connected=True):
        self.connected, self._axis = connected, axis
        self._state = SimpleNamespace(value=value, known=known)

    def findAxis(self, axis):
        return self._state if axis == self._axis else None


def test_the_firmest_pen_that_touches_is_told_and_never_more_than_all():
    assert pressure([Device(0.25), Device(0.5)]) == 0.5
    assert pressure([Device(1.5)]) == 1.0


@pytest.mark.parametrize(
    "device",
    [
        Device(0.0), Device(0.5, axis=InputDevice.Axis.throttle), Device(0.5, known=False),
        Device(0.5, connected=False),
    ],
)  # fmt: skip
def test_what_does_not_touch_or_is_no_pen_tells_nothing(device):
    assert pressure([device]) is None
    assert pressure([]) is None


def test_a_pen_takes_the_place_of_the_keys_and_half_of_its_pressure_is_the_middle():
    assert pen_level(0.5) == 3 and pen_level(1.0) == LEVELS
    assert newtons("brush", pen_level(0.5)) == USUAL["brush"]
    assert newtons("brush", pen_level(0.6)) > USUAL["brush"] > newtons("brush", pen_level(0.4))
