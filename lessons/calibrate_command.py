"""`shuimo calibrate`: how late this microphone and loudspeaker are, measured once and kept."""

import sys
import threading
import time
from contextlib import closing
from typing import Annotated

import typer

from audio import calibrate as measuring
from audio import calibrations, loopback
from audio.calibrate import Found
from audio.calibrations import Calibration
from audio.device import Device, DeviceFacts, LiveDevice
from audio.ring import Deck, Tape
from content.errors import Refusal
from content.texts import _
from lessons import console, registry


def calibrate(
    tap: Annotated[
        bool, typer.Option("--tap", help=_("with headphones: tap Enter or clap to eight clicks"))
    ] = False,
    json: Annotated[bool, typer.Option("--json", help=_("for programs"))] = False,
) -> None:
    """Measure the delay of the system's microphone and loudspeaker, and keep it."""
    folder = registry.user_folder()
    _known, damaged = calibrations.read(folder)
    if damaged:
        console.refuse(damaged)
    with closing(Tape()) as tape:
        deck = Deck(tape)
        with closing(LiveDevice(deck)) as device:
            facts = device.facts
            _refuse_wireless(facts)
            _explain(facts, tap)
            found = by_taps(device, deck) if tap else by_chirps(device, deck)
    if not found.steady:
        raise Refusal(_unsteady(found, tap))
    _keep(facts, found, tap)
    _say(facts, found, json)


def by_chirps(device: Device, deck: Deck) -> Found:
    """Play chirps through the loudspeaker and hear them by the microphone."""
    sound = measuring.laid_out(measuring.chirp(), measuring.CHIRPS)
    return measuring.from_chirps(loopback.through(device, deck, sound).samples)


def by_taps(device: Device, deck: Deck) -> Found:
    """Play clicks; the learner taps the Enter key to them, or claps."""
    keys: list[float] = []
    threading.Thread(target=_listen_to_keys, args=(keys,), daemon=True).start()
    sound = measuring.laid_out(measuring.click(), measuring.CLICKS)
    back = loopback.through(device, deck, sound)
    if len(keys) >= measuring.HEARD_TAPS:
        return measuring.from_taps([key - back.began for key in keys])
    return measuring.from_taps(measuring.claps(back.samples))


def _listen_to_keys(keys: list[float]) -> None:
    for _line in sys.stdin:
        keys.append(time.monotonic())


def _refuse_wireless(facts: DeviceFacts) -> None:
    if facts.wireless:
        raise Refusal(calibrations.timing_trusted(facts)[1])


def _explain(facts: DeviceFacts, tap: bool) -> None:
    if tap:
        sentence = _("Put on the headphones. Tap Enter, or clap, with each of eight clicks.")
    else:
        sentence = _(
            "Five short chirps will sound. Turn the loudspeaker up and be quiet; "
            "with headphones, hold one to the microphone, or use --tap."
        )
    console.err.print(f"{facts.microphone} · {facts.loudspeaker} · {facts.host}", soft_wrap=True)
    console.err.print(sentence, soft_wrap=True)


def _unsteady(found: Found, tap: bool) -> str:
    least = measuring.HEARD_TAPS if tap else measuring.HEARD_CHIRPS
    if found.heard < least and tap:
        sentence = _("Only {heard} of {played} taps came; nothing is kept. Try again.")
    elif found.heard < least:
        sentence = _(
            "Only {heard} of {played} chirps were heard; nothing is kept. Turn the loudspeaker "
            "up, move the microphone nearer, switch noise suppression off, and try again."
        )
    elif tap:
        sentence = _(
            "The taps lay too far apart ({spread:.0f} ms); nothing is kept. Try again, evenly."
        )
    else:
        sentence = _(
            "The delay wavers by {spread:.1f} ms, more than 5; nothing is kept. "
            "Close other programs, use a cable instead of Bluetooth, and try again."
        )
    return sentence.format(heard=found.heard, played=found.played, spread=found.spread * 1000)


def _keep(facts: DeviceFacts, found: Found, tap: bool) -> None:
    known = Calibration(
        microphone=facts.microphone,
        loudspeaker=facts.loudspeaker,
        host=facts.host,
        latency=found.latency,
        told=facts.latency,
        spread=found.spread,
        way="tap" if tap else "chirp",
    )
    calibrations.keep(registry.user_folder(), known)


def _say(facts: DeviceFacts, found: Found, json: bool) -> None:
    late, spread = found.latency * 1000, found.spread * 1000
    if json:
        names = {k: getattr(facts, k) for k in ("microphone", "loudspeaker", "host")}
        console.emit({**names, "latency_ms": late, "spread_ms": spread, "heard": found.heard})
        return
    sentence = _(
        "Delay there and back: {late:.1f} ms (spread {spread:.1f} ms, {heard} of {played} heard). "
        "It is kept and subtracted from now on."
    )
    console.out.print(
        sentence.format(late=late, spread=spread, heard=found.heard, played=found.played),
        soft_wrap=True,
    )
