"""The process that listens: device, live analysis, follower and accompanist."""

import os
import sys
import threading
import time
from contextlib import ExitStack
from multiprocessing.connection import Connection

from audio import calibrations, pitch
from audio.device import Device, LiveDevice
from audio.ears_messages import Begin, LiveMic, Message, Mic, News, State, Stop, Until
from audio.ears_take import ListenedTake
from audio.filedevice import FileDevice
from audio.ring import Deck, Tape
from content.errors import Refusal
from content.texts import _

REST, IDLE = 0.005, 0.05  # seconds till the next look in a take, and between takes
SIGN_OF_LIFE = 0.25  # seconds
BEHIND = 5  # steps of niceness of the thread that listens


def work(wire: Connection, tape_name: str, mic: Mic) -> None:
    """Listen until the main process is gone, or the device is, or something fails."""
    with ExitStack() as left:  # closed after the complaint: a device that is gone may not let go
        tape = Tape(tape_name)
        left.callback(tape.close)
        try:
            deck = Deck(tape)
            pitch.load()
            device = _opened(deck, mic)
            left.callback(device.close)
            _stand_back()
            Worker(wire, deck, device).run()
        except (EOFError, ConnectionError):
            return  # nobody is there any more to be told
        except Refusal as refusal:
            _complain(wire, tape, str(refusal))
        except Exception as e:  # a fault in here must not end the lesson
            sentence = _("Listening failed ({reason}). What you sang is safe; please report this.")
            _complain(wire, tape, sentence.format(reason=repr(e)))


def _stand_back() -> None:
    """Let the picture go first where both want a core; the callback's thread is not touched."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BEHIND)


def _complain(wire: Connection, tape: Tape, sentence: str) -> None:
    wire.send(News(tape.take, "trouble", trouble=sentence))


def _opened(deck: Deck, mic: Mic) -> Device:
    if not isinstance(mic, LiveMic):
        return FileDevice(deck, mic)
    device = LiveDevice(deck)
    device.facts = calibrations.applied(device.facts, mic.calibrations)
    return device


class Worker:
    """Obeys, listens, plays and tells, again and again."""

    def __init__(self, wire: Connection, deck: Deck, device: Device) -> None:
        self._wire, self._deck, self._device = wire, deck, device
        self._take: ListenedTake | None = None
        self._number = 0
        self._until = 0.0
        self._told = 0.0

    def run(self) -> None:
        """Go on until the wire breaks (EOFError, OSError) or the device does (DeviceError)."""
        self._tell()
        while True:
            while self._wire.poll():
                self._obey(self._wire.recv())
            self._device.pump(self._until)
            if self._take is not None and self._take.hear():
                self._tell()
            else:
                self._rest()

    def _rest(self) -> None:
        if time.monotonic() - self._told > SIGN_OF_LIFE:
            self._tell()
        self._wire.poll(IDLE if self._take is None else REST)

    def _obey(self, message: Message) -> None:
        match message:
            case Begin():
                self._begin(message)
            case Until():
                self._until = message.seconds
            case Stop():
                self._deck.cue = self._take = None
                self._tell()

    def _begin(self, begin: Begin) -> None:
        self._until, self._number = 0.0, begin.take
        self._take = ListenedTake(begin, self._deck.tape, self._device.facts.latency)
        self._deck.cue = self._take.cue
        self._tell()

    def _state(self) -> State:
        if self._take is None:
            return "ready"
        over = self._device.ended or self._deck.tape.full
        return "ended" if over and not self._take.behind else "listening"

    def _tell(self) -> None:
        news = News(self._number, self._state(), facts=self._device.facts)
        if self._take is not None:
            news = self._take.told(news, self._device.offset)
        self._wire.send(news)
        self._told = time.monotonic()
