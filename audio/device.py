"""Microphone and loudspeaker on one clock: the only file that knows PortAudio.

The callback copies one block each way and does nothing else. How long sound takes from the
loudspeaker's queue through the room into the microphone's is `latency`: it is subtracted from
every take once, by whoever reads the tape, and nowhere again.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from audio.ring import BLOCK, RATE, Deck
from audio.tone import Sound
from content.errors import Refusal
from content.texts import _

# Seconds asked for each way. It is measured and subtracted, and who plays along predicts, so that
# a deep buffer costs little; with PortAudio's own "low" a busy machine loses sound.
LATENCY = 0.03
SILENT_FOR = 1.0  # seconds without a block: the device is gone, though nobody said so
WAKING = 3.0  # seconds that a device may take longer for its first block
SETTLING = 1.0  # seconds in which a sound system still errs by half a second in what it stamps
WIRELESS = ("bluetooth", "bluez", "airpods", "hands-free", "handsfree", "a2dp", "hfp")
_HELD, _RATE = -9985, -9997  # PortAudio: device unavailable, invalid sample rate


class DeviceError(Refusal):
    """Microphone or loudspeaker do not do their part; the text says what, where and what to do."""


@dataclass(frozen=True)
class DeviceFacts:
    """Between what a take was made: names, the sound system, and its delay there and back.

    `latency` in seconds; `calibrated` where it was measured here, not told by the system;
    `lost` counts how often the device lost sound during the take.
    """

    microphone: str
    loudspeaker: str
    host: str
    latency: float
    calibrated: bool
    lost: int = 0

    @property
    def pair(self) -> tuple[str, str, str]:
        """By what a calibration is kept."""
        return self.microphone, self.loudspeaker, self.host

    @property
    def wireless(self) -> bool:
        """Whether one of the two goes by Bluetooth, as far as its name tells."""
        names = " ".join(self.pair).lower()
        return any(word in names for word in WIRELESS)


class Device(Protocol):
    """Passes blocks through a deck until it is closed, or ends by itself."""

    facts: DeviceFacts
    offset: float  # monotonic time less the time that blocks are stamped with, seconds

    @property
    def ended(self) -> bool:
        """Whether nothing more is to be heard (a file was read to its end)."""
        ...

    def pump(self, until: float) -> None:
        """Let what is due pass, `until` seconds of the take where the device has no clock.

        Raises DeviceError where the device is gone.
        """
        ...

    def close(self) -> None:
        """Stop; nothing passes any more."""
        ...


class LiveDevice:
    """The system's own microphone and loudspeaker through one duplex stream.

    Raises DeviceError where there are none, or another program holds them.
    """

    def __init__(self, deck: Deck) -> None:
        sound = _portaudio()
        facts = find()
        self._blocks = 0

        def callback(heard: Any, played: Any, _frames: int, at: Any, status: Any) -> None:
            self._blocks += 1
            lost = bool(status) and not status.priming_output
            deck.exchange(heard[:, 0], played[:, 0], at.inputBufferAdcTime, lost)
            played[:, 1:] = played[:, :1]

        try:
            self._stream = sound.Stream(
                samplerate=RATE,
                blocksize=BLOCK,
                dtype="float32",
                latency=LATENCY,
                channels=(1, _channels(sound)),
                extra_settings=_settings(sound, facts.host),
                callback=callback,
            )
            self._stream.start()
        except (sound.PortAudioError, ValueError, OSError) as e:
            raise _refused(e, facts) from e
        time.sleep(SETTLING)
        self._last = time.monotonic() + WAKING
        self.facts = replace(facts, latency=float(sum(self._stream.latency)))
        self.offset = time.monotonic() - float(self._stream.time)

    @property
    def ended(self) -> bool:
        """Never: a microphone hears as long as it is there."""
        return False

    def pump(self, until: float) -> None:
        """See that the device is still there. Raises DeviceError where it is not."""
        now = time.monotonic()
        if self._blocks:
            self._blocks, self._last = 0, max(now, self._last)
        if not self._stream.active or now - self._last > SILENT_FOR:
            raise DeviceError(
                _(
                    "The microphone or the loudspeaker is gone ({name}). What you sang till then "
                    "is safe. Plug it in again and start once more."
                ).format(name=self.facts.microphone)
            )

    def close(self) -> None:
        """Stop the stream at once."""
        self._stream.abort()
        self._stream.close()


class Loudspeaker:
    """The system's loudspeaker without a microphone; `take` gives the next n samples at RATE.

    Raises DeviceError where there is none, or another program holds it.
    """

    LATENCY = 0.06  # seconds: the main thread may hold the interpreter for a while

    def __init__(self, take: Callable[[int], Sound]) -> None:
        sound = _portaudio()

        def callback(played: Any, frames: int, _at: Any, _status: Any) -> None:
            played[:] = take(frames)[:, None]

        try:
            self._stream = sound.OutputStream(
                samplerate=RATE,
                dtype="float32",
                latency=self.LATENCY,
                channels=_channels(sound),
                callback=callback,
            )
            self._stream.start()
        except (sound.PortAudioError, ValueError, OSError) as e:
            raise DeviceError(_missing("output")) from e

    def close(self) -> None:
        """Stop the stream at once."""
        self._stream.abort()
        self._stream.close()


def find() -> DeviceFacts:
    """Return what the system offers as microphone and loudspeaker, its own guess of the latency.

    Raises DeviceError where one of them is missing, or PortAudio itself.
    """
    sound = _portaudio()
    asked = {}
    for kind in ("input", "output"):
        try:
            asked[kind] = sound.query_devices(kind=kind)
        except (sound.PortAudioError, ValueError) as e:
            raise DeviceError(_missing(kind)) from e
    host = sound.query_hostapis(asked["input"]["hostapi"])["name"]
    latency = asked["input"]["default_low_input_latency"]
    latency += asked["output"]["default_low_output_latency"]
    return DeviceFacts(asked["input"]["name"], asked["output"]["name"], host, latency, False)


def _portaudio() -> Any:
    """Return sounddevice; it looks for PortAudio when it is imported, and may not find it."""
    try:
        import sounddevice
    except OSError as e:
        sentence = _("PortAudio is not installed, so nothing can be heard live. Run: make system.")
        raise DeviceError(sentence) from e
    return sounddevice


def _missing(kind: str) -> str:
    if kind == "input":
        return _(
            "There is no microphone here. Plug one in and start again, "
            "or let the program hear a recording (--mic FILE)."
        )
    return _("There is no loudspeaker and no headphones here. Plug one in and start again.")


def _channels(sound: Any) -> int:
    return min(2, int(sound.query_devices(kind="output")["max_output_channels"]))


def _settings(sound: Any, host: str) -> Any:
    """Let Windows convert where its mixer runs at another rate than ours."""
    return sound.WasapiSettings(auto_convert=True) if "WASAPI" in host else None


def _refused(error: Exception, facts: DeviceFacts) -> DeviceError:
    """Return in words why the stream did not open."""
    code = error.args[1] if len(error.args) > 1 else None
    sentence = _(
        "{name} could not be opened ({reason}). Look at the system's sound settings "
        "and start again."
    )
    if code == _HELD:
        sentence = _(
            "{name} is held by another program. Close that program, or choose another "
            "microphone in the system's sound settings, and start again."
        )
    if code == _RATE:
        sentence = _(
            "{name} does not run at 48 kHz. Choose 48000 Hz in the system's sound settings "
            "and start again."
        )
    return DeviceError(sentence.format(name=facts.microphone, reason=error.args[0]))
