"""What the hands feel: blows, sliding and cutting as pulses of a controller.

The mapping is inferred (no headset was at hand): a blow is felt as the square root of its
impulse, a force as its share of the largest one. A pulse speaks for all the time since the
last one, so that the sum over a stroke is the same at every frame rate; desktop mode shows the
same values as sound and bar.
"""

import math
from dataclasses import dataclass, replace

FULL_IMPULSE = 5.0  # N s that fill a pulse; a hard blow of a hammer
FULL_FORCE = 500.0  # N that fill a pulse; the strongest pull of a hand
CUTTING_ENERGY = 20e6  # J/m3 of wood cut away, across the grain
PERIOD = 0.030  # s between pulses of sliding and cutting
APART = 0.015  # s; blows closer than this are one to the hand
BLOW_SECONDS = (0.010, 0.030)  # light, hard
BLOW_HERTZ = (200.0, 120.0)  # light, hard
RUB_HERTZ = (40.0, 160.0)  # slowest, fastest
FAST = 0.5  # m/s that rubs at the highest pitch


@dataclass(frozen=True)
class Pulse:
    """`amplitude` 0..1 for `seconds` at `hertz`."""

    amplitude: float
    seconds: float
    hertz: float


@dataclass(frozen=True)
class Felt:
    """One pulse as it was sent: when (s), to which hand."""

    at: float
    hand: str
    pulse: Pulse


@dataclass(frozen=True)
class Touch:
    """What a hand has met since its last pulse.

    `blow` N s, `rub` N s (force times time), `path` m, and when the last pulses went out.
    """

    hand: str
    blow: float = 0.0
    rub: float = 0.0
    path: float = 0.0
    last: float = -math.inf
    since: float = math.nan  # s; when what is gathered began

    def struck(self, impulse: float) -> "Touch":
        """Add a blow of N s; what is no number or below 0 is passed over."""
        return replace(self, blow=self.blow + _sound(impulse))

    def rubbed(self, force: float, speed: float, at: float, seconds: float) -> "Touch":
        """Add sliding against a force in N at m/s, for a time that ends at `at`."""
        force, speed, seconds = _sound(abs(force)), _sound(abs(speed)), _sound(seconds)
        if force * speed * seconds == 0:
            return self
        since = at - seconds if math.isnan(self.since) else self.since
        return replace(
            self, rub=self.rub + force * seconds, path=self.path + speed * seconds, since=since
        )

    def cut(self, volume: float, path: float, at: float, seconds: float) -> "Touch":
        """Add wood cut away, m3, along a path in m: a force of energy by way."""
        volume, path = _sound(volume), _sound(path)
        if volume * path * _sound(seconds) == 0:
            return self
        return self.rubbed(CUTTING_ENERGY * volume / path, path / seconds, at, seconds)

    def felt(self, now: float, over: bool = False) -> tuple["Touch", Felt | None]:
        """Return the pulse that is due, if one is, and what is left to feel.

        `over`: the stroke has ended; what is gathered goes out though its time is not full. A
        blow goes before sliding, which waits and is not lost.
        """
        if now - self.last < APART:
            return self, None
        if self.blow > 0:
            pulse = of_impulse(self.blow)
            return replace(self, blow=0.0, last=now), Felt(now, self.hand, pulse)
        if math.isnan(self.since) or not (over or now - self.since >= PERIOD - 1e-9):
            return self, None
        pulse = of_sliding(self.rub, self.path, now - self.since)
        left = replace(self, rub=0.0, path=0.0, since=math.nan, last=now)
        return left, Felt(now, self.hand, pulse)


def of_impulse(impulse: float) -> Pulse:
    """Return the pulse of a blow of N s: harder is longer and deeper."""
    share = min(1.0, math.sqrt(_sound(impulse) / FULL_IMPULSE))
    return Pulse(share, _between(BLOW_SECONDS, share), _between(BLOW_HERTZ, share))


def of_sliding(push: float, path: float, seconds: float) -> Pulse:
    """Return the pulse of `push` N s over `path` m in so many seconds: pitch rises with speed."""
    share = min(1.0, push / seconds / FULL_FORCE)
    return Pulse(share, seconds, _between(RUB_HERTZ, min(1.0, path / seconds / FAST)))


def _between(ends: tuple[float, float], share: float) -> float:
    return ends[0] + (ends[1] - ends[0]) * share


def _sound(value: float) -> float:
    return value if math.isfinite(value) and value > 0 else 0.0
