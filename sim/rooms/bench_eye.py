"""The learner's eye: it goes round the work, nearer and farther, by keys and the wheel."""

import math

from sim.scenes.timber_yard import TimberYard
from sim.stage import Vec3

ORBIT = {"arrow_left": (-6.0, 0.0), "arrow_right": (6.0, 0.0), "arrow_up": (0.0, 4.0),
         "arrow_down": (0.0, -4.0)}  # fmt: skip
ZOOM = {"=": 0.9, "shift-=": 0.9, "+": 0.9, "-": 1 / 0.9}
WHEEL = {"wheel_up": 0.95, "wheel_down": 1 / 0.95}  # while the hand is empty


class Eye:
    """Where the work is seen from: degrees to the right, degrees above, metres."""

    def __init__(self, yard: TimberYard, start: Vec3) -> None:
        self._yard = yard
        self.view = start

    def turn(self, right: float, up: float) -> None:
        """Go round the work, by degrees."""
        azimuth, elevation, distance = self.view
        self.view = self._yard.set_view(azimuth + right, elevation + up, distance)

    def across(self, right: float, away: float) -> tuple[float, float]:
        """Turn metres to the right of the eye and away from it into metres along x and y."""
        turn = math.radians(self.view[0])
        return (
            right * math.cos(turn) - away * math.sin(turn),
            right * math.sin(turn) + away * math.cos(turn),
        )

    def press(self, key: str, empty: bool) -> bool:
        """Take a key if it is one of the eye's; `empty`: the wheel does not turn a part."""
        azimuth, elevation, distance = self.view
        if key in ORBIT:
            self.turn(*ORBIT[key])
        elif key in ZOOM or (key in WHEEL and empty):
            self.view = self._yard.set_view(azimuth, elevation, distance * (ZOOM | WHEEL)[key])
        else:
            return False
        return True
