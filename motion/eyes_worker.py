"""The process that watches: pictures, landmarks and the follower. Only joints leave it."""

import time
from contextlib import ExitStack
from multiprocessing.connection import Connection

from content.errors import Refusal
from content.texts import _
from motion.eyes_messages import Begin, Camera, FileCamera, Frame, Message, News, State, Stop, Until
from motion.eyes_sights import LONGEST, Sight, opened
from motion.follow import Follower  # compiled when it is first loaded: part of coming up

REST, IDLE = 0.003, 0.05  # seconds till the next look in a take, and between takes
SIGN_OF_LIFE = 0.25  # seconds


def work(wire: Connection, camera: Camera) -> None:
    """Watch until the main process is gone, or the camera is, or something fails."""
    worker = Worker(wire, isinstance(camera, FileCamera) and not camera.paced)
    with ExitStack() as left:  # closed after the complaint: a camera that is gone may not let go
        try:
            sight = opened(camera, worker.fetching)
            left.callback(sight.close)
            worker.run(sight)
        except (EOFError, ConnectionError):
            return  # nobody is there any more to be told
        except Refusal as refusal:
            worker.complain(str(refusal))
        except Exception as e:  # a fault in here must not end the lesson
            sentence = _("Watching failed ({reason}). What was seen is safe; please report this.")
            worker.complain(sentence.format(reason=repr(e)))


class Worker:
    """Obeys, looks and tells, again and again. `asked`: no clock runs but the questions."""

    def __init__(self, wire: Connection, asked: bool) -> None:
        self._wire, self._asked = wire, asked
        self._number, self._watches = 0, False
        self._follower: Follower | None = None
        self._until, self._seconds, self._told = 0.0, 0.0, 0.0
        self._began = float("nan")

    def fetching(self, share: float) -> None:
        """Tell that the models are fetched."""
        self._wire.send(News(0, "starting", fetched=share))

    def complain(self, sentence: str) -> None:
        """Say that nothing more will come."""
        self._wire.send(News(self._number, "trouble", trouble=sentence))

    def run(self, sight: Sight) -> None:
        """Go on until the wire breaks (EOFError, OSError) or nothing can be seen (Refusal)."""
        self._tell(sight)
        while True:
            while self._wire.poll():
                self._obey(self._wire.recv(), sight)
            frame = sight.look(self._until) if self._looks(sight) else None
            if frame is not None:
                self._tell(sight, frame)
            elif self._asked and self._looks(sight) and self._seconds < self._until:
                self._seconds = self._until  # no picture is there before the next question
                self._tell(sight)
            else:
                self._rest(sight)

    def _looks(self, sight: Sight) -> bool:
        return self._state(sight) == "watching"

    def _rest(self, sight: Sight) -> None:
        if time.monotonic() - self._told > SIGN_OF_LIFE:
            self._tell(sight)
        self._wire.poll(REST if self._watches else IDLE)

    def _obey(self, message: Message, sight: Sight) -> None:
        match message:
            case Begin():
                self._begin(message, sight)
            case Until():
                self._until = message.seconds
            case Stop():
                self._watches = False
        if not isinstance(message, Until):
            self._tell(sight)

    def _begin(self, begin: Begin, sight: Sight) -> None:
        reference = begin.start.reference
        self._number, self._watches, self._until, self._seconds = begin.take, True, 0.0, 0.0
        self._follower = None if reference is None else Follower(reference)
        self._began = sight.begin(begin.start.hands)

    def _state(self, sight: Sight) -> State:
        if not self._watches:
            return "ready"
        return "ended" if sight.ended or self._seconds >= LONGEST else "watching"

    def _tell(self, sight: Sight, frame: Frame | None = None) -> None:
        place = None
        if frame is not None:
            self._seconds = frame.seconds
            if self._follower is not None:
                place = self._follower.put(frame.seconds, frame.positions)
        state, facts = self._state(sight), sight.facts
        self._wire.send(News(self._number, state, frame, place, self._seconds, self._began, facts))
        self._told = time.monotonic()
