"""The sound of a blow on timber or stone: a few damped modes and the click of the contact.

Own synthesis. A body as large as `mass` says rings like a free bar (Euler and Bernoulli); it
lies on others, which damp it. The figures of each material are this program's own choice
(inferred), none was measured on an instrument.
"""

import functools
import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from audio.tone import RATE, Sound

Material = Literal["fir", "camphor", "stone"]
FULL_IMPULSE = 5.0  # N s that sound at PEAK; a hard blow of a hammer
PEAK = 0.5  # of full scale
_BAR = (1.0, 2.756, 5.404, 8.933)  # modes of a free bar over its lowest
_LOWEST, _HIGHEST = 70.0, 9000.0  # hertz
_SEAT = 0.62  # a shoulder that seats sounds so much lower: two bodies ring as one
_LONGEST = 0.6  # seconds
EASE = 0.0003  # seconds over which a blow comes up


@dataclass(frozen=True)
class _Make:
    """`hertz` of 1 kg, `quality` of its modes (ring over loss), `contact` seconds of a light
    blow: a soft contact leaves the high modes silent."""

    hertz: float
    quality: float
    contact: float


_MAKES: dict[Material, _Make] = {
    "fir": _Make(560.0, 16.0, 0.0011),
    "camphor": _Make(480.0, 13.0, 0.0010),
    "stone": _Make(1500.0, 40.0, 0.0004),
}


@dataclass(frozen=True)
class Knock:
    """A blow of `impulse` N s on a body of `mass` kg; `seats`: a shoulder comes home."""

    impulse: float
    material: Material
    mass: float
    seats: bool = False


@functools.lru_cache(maxsize=64)
def sound(knock: Knock) -> Sound:
    """Return the knock as samples at RATE; none where the impulse or mass is no number above 0."""
    if not (_real(knock.impulse) and _real(knock.mass)):
        return np.zeros(0)
    share = min(1.0, math.sqrt(knock.impulse / FULL_IMPULSE))
    make = _MAKES[knock.material]
    lowest = make.hertz * knock.mass ** (-1 / 3) * (_SEAT if knock.seats else 1.0)
    modes = [min(max(lowest * ratio, _LOWEST), _HIGHEST) for ratio in _BAR]
    contact = make.contact * (1.5 - 0.8 * share) * (1.6 if knock.seats else 1.0)
    rings = [2.2 * make.quality / f for f in modes]  # seconds to -60 dB
    t = np.arange(round(min(max(rings) + 0.02, _LONGEST) * RATE)) / RATE
    made = np.zeros(len(t))
    for hertz, ring in zip(modes, rings, strict=True):
        weight = (1 + (2 * modes[0] * contact) ** 2) / (1 + (2 * hertz * contact) ** 2)
        made += weight * np.sin(2 * np.pi * hertz * t) * 10 ** (-3 * t / ring)
    made += (0.05 + 0.2 * share) * _click(t, contact)
    made *= np.clip(t / EASE, 0, 1) * np.clip((t[-1] - t) / 0.01, 0, 1)
    return np.asarray(PEAK * share * made / np.abs(made).max())


def _click(t: Sound, contact: float) -> Sound:
    """The noise of the surfaces while they touch; the same every time."""
    noise = np.random.default_rng(17).standard_normal(len(t))
    wide = max(2, round(contact * RATE / 4))
    return np.asarray(np.convolve(noise, np.hanning(wide + 2), "same") * np.exp(-t / contact))


def _real(value: float) -> bool:
    return math.isfinite(value) and value > 0
