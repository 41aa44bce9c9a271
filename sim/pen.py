"""How firmly a drawing pen is pressed on, where the system gives that to the window.

Not tried on a real pen: on what a tablet's driver tells it rests with Panda3D.
"""

from collections.abc import Iterable
from typing import Any

from panda3d.core import InputDevice


def pressure(devices: Iterable[Any]) -> float | None:
    """Return the share 0..1 of the firmest pen that touches; None where none does."""
    shares = [s for d in devices if d.connected and (s := _share(d)) is not None]
    return max(shares, default=None)


def _share(device: Any) -> float | None:
    axis = device.findAxis(InputDevice.Axis.pressure)
    if not axis or not axis.known or axis.value <= 0:
        return None
    return min(float(axis.value), 1.0)
