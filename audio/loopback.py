"""Plays a sound through a device and returns what the microphone heard meanwhile."""

import time
from dataclasses import dataclass

from audio.device import Device
from audio.ring import BLOCK, RATE, Cue, Deck, Ring, Sound


@dataclass(frozen=True)
class Loopback:
    """What was heard: `samples` (n,) at RATE, of which the first was played with the first.

    `began` is when that was, by the monotonic clock, as far as the system knows.
    """

    samples: Sound
    began: float


def through(device: Device, deck: Deck, sound: Sound) -> Loopback:
    """Play `sound` (n,) at RATE once. Raises DeviceError where the device goes away."""
    blocks = len(sound) // BLOCK
    ring = Ring(blocks)
    for i in range(blocks):
        ring.put(i, sound[i * BLOCK : (i + 1) * BLOCK])
    deck.cue = Cue(deck.tape.take + 1, ring)
    while deck.tape.take != deck.cue.take or deck.tape.blocks < blocks:
        device.pump(len(sound) / RATE)
        time.sleep(BLOCK / RATE)
    began = deck.tape.began + device.offset
    heard = deck.tape.read(0, blocks * BLOCK)
    deck.cue = None
    return Loopback(heard, began)
