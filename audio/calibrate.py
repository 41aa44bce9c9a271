"""How long sound takes through a pair of devices: measured by chirps or by taps, and kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from audio.device import DeviceFacts

Way = Literal["chirp", "tap"]


@dataclass(frozen=True)
class Calibration:
    """The delay of one pair of devices: `latency` and its `spread` in seconds, found by `way`."""

    microphone: str
    loudspeaker: str
    host: str
    latency: float
    spread: float
    way: Way


def applied(facts: DeviceFacts, known: Sequence[Calibration]) -> DeviceFacts:
    """Return `facts` with the latency that was measured for this pair, if it was."""
    for each in known:
        if (each.microphone, each.loudspeaker, each.host) == facts.pair:
            return replace(facts, latency=each.latency, calibrated=True)
    return facts
