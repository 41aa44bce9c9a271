"""The process that listens: device, live analysis, follower and accompanist."""

import signal
import sys
import time
from multiprocessing.connection import Connection

from audio import calibrations
from audio.device import Device, LiveDevice
from audio.ears_messages import Begin, LiveMic, Message, Mic, News, State, Stop, Until
from audio.ears_take import ListenedTake
from audio.filedevice import FileDevice
from audio.ring import Deck, Tape
from content import texts
from content.errors import Refusal
from content.texts import _

REST = 0.004  # seconds of sleep where there is nothing new
SIGN_OF_LIFE = 0.25  # seconds
SWITCH = 0.0005  # seconds after which the callback gets the interpreter


def work(wire: Connection, tape_name: str, mic: Mic, lang: str) -> None:
    """Listen until the main process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process ends this one
    sys.setswitchinterval(SWITCH)
    texts.use(lang)
    tape = Tape(tape_name)
    try:
        _listen(wire, Deck(tape), mic)
    except (EOFError, OSError):
        return  # nobody is there any more to be told
    except Refusal as refusal:
        _complain(wire, tape.take, str(refusal))
    except Exception as e:  # a fault in here must not end the lesson
        sentence = _("Listening failed ({reason}). What you sang is safe; please report this.")
        _complain(wire, tape.take, sentence.format(reason=repr(e)))
    finally:
        tape.close()


def _complain(wire: Connection, take: int, sentence: str) -> None:
    wire.send(News(take, "trouble", trouble=sentence))


def _listen(wire: Connection, deck: Deck, mic: Mic) -> None:
    device: Device
    if isinstance(mic, LiveMic):
        device = LiveDevice(deck)
        device.facts = calibrations.applied(device.facts, mic.calibrations)
    else:
        device = FileDevice(deck, mic)
    try:
        Worker(wire, deck, device).run()
    finally:
        device.close()


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
        self._wire.poll(REST)

    def _obey(self, message: Message) -> None:
        match message:
            case Begin():
                self._until, self._number = 0.0, message.take
                self._take = ListenedTake(message, self._deck.tape, self._device.facts.latency)
                self._deck.cue = self._take.cue
            case Until():
                self._until = message.seconds
            case Stop():
                self._deck.cue = self._take = None
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
