"""The window: one room at a time, fed by one mouse and one keyboard."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from audio.ears import Ears
from audio.ears_messages import Mic
from content.errors import Refusal
from content.lesson import Art
from content.library import Library
from lessons import registry
from lessons.judge import Judge
from motion.eyes import Eyes
from motion.eyes_messages import Camera, LiveCamera
from sim.headless import Session
from sim.panda import Mode, open_stage
from sim.stage import Stage

SIZE = (1280, 720)
LONGEST_FRAME_S = 0.25  # after a stop (a dragged window, a debugger) the room does not jump

Clock = Callable[[], float]


class Room(Protocol):
    """What the window shows and hands its input to."""

    def frame(self, elapsed: float) -> None:
        """Go on by `elapsed` seconds and show the room as it is then."""
        ...

    def point(self, x: float, y: float) -> None:
        """Take the pointer's place, -1..1 to the right and up."""
        ...

    def press(self, key: str) -> None:
        """Take a key or mouse button by Panda3D's name, "shift-" before it if held."""
        ...

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        ...

    def close(self) -> None:
        """Take everything of the room away."""
        ...


class App:
    """The program's window.

    `person` is under whose consent the sessions will be kept, `clock` gives seconds; a test
    steps its own. `mic` is what the lessons hear through: the system's microphone unless a
    recording takes its place; `camera` likewise is what they see through. What a room refuses is
    said there, and the window goes on.
    """

    def __init__(
        self,
        stage: Stage,
        library: Library,
        clock: Clock = time.perf_counter,
        person: str | None = None,
        mic: Mic | None = None,
        camera: Camera | None = None,
    ) -> None:
        self.stage = stage
        self.library = library
        self.person = person
        self.art: Art | None = None  # that the lesson board shows; all of them
        self.introduced = False  # once a window: microphone and headphones, before the first take
        self.mic: Mic = mic or registry.microphone()
        self.camera: Camera = camera or LiveCamera()
        self.judge = Judge()
        self._ears: Ears | None = None
        self._eyes: Eyes | None = None
        self.finished: list[Session] = []
        self.room: Room | None = None
        self._next: Callable[[], Room] | None = None
        self._clock = clock
        self._last = clock()
        self._listen()

    @property
    def ears(self) -> Ears:
        """The ears of the room: they wake when it is entered, and go when it is left."""
        if self._ears is None:
            self._ears = Ears(self.mic)
        return self._ears

    @property
    def eyes(self) -> Eyes:
        """The eyes of the room: they open when it is entered, and close when it is left."""
        if self._eyes is None:
            self._eyes = Eyes(self.camera)
        return self._eyes

    def hall(self) -> None:
        """Go to the hall with the next frame."""
        from sim.rooms.hall import HallRoom

        self._next = lambda: HallRoom(self)

    def enter(self, lesson_id: str) -> None:
        """Go into a lesson with the next frame."""
        from sim.rooms.registry import room_of

        self._next = lambda: room_of(self, lesson_id)

    def open(self, make: Callable[[], Room]) -> None:
        """Go into a room that a room leads to with the next frame."""
        self._next = make

    @property
    def session(self) -> Session | None:
        """The session that was finished last."""
        return self.finished[-1] if self.finished else None

    def finish(self, session: Session) -> None:
        """Take a finished session, which is kept only under a consent, with the time of day."""
        self.finished.append(replace(session, ended=datetime.now(UTC)))

    def run(self) -> tuple[Session, ...]:
        """Run until the window is closed; return the sessions that were finished, in order."""
        if self.room is None and self._next is None:
            self.hall()
        try:
            while not self.stage.gone:
                self.frame()
        finally:
            self.close()
        return tuple(self.finished)

    def frame(self) -> None:
        """Draw one frame of the room."""
        if self._next is not None:
            self._change()
        now = self._clock()
        elapsed, self._last = min(now - self._last, LONGEST_FRAME_S), now
        self._in_room(lambda room: self._live(room, elapsed))
        self.stage.step()

    def leave(self) -> None:
        """Leave the room, end judge, ears and eyes."""
        if self.room is not None:
            self.room.close()
            self.room = None
        self.judge.close()
        self.hush()

    def hush(self) -> None:
        """Let ears and eyes go, and with them microphone, camera and the last take."""
        if self._ears is not None:
            self._ears.close()
            self._ears = None
        if self._eyes is not None:
            self._eyes.close()
            self._eyes = None

    def close(self) -> None:
        """Leave the room, end judge, ears and eyes, close the window."""
        self.leave()
        self.stage.close()

    def _change(self) -> None:
        """Enter the next room; where it refuses, the hall says why."""
        make, self._next = self._next, None
        if self.room is not None:
            self.room.close()
            self.room = None
        assert make is not None
        try:
            self.room = make()
        except Refusal as refusal:
            from sim.rooms.hall import HallRoom

            self.room = HallRoom(self, str(refusal))

    def _listen(self) -> None:
        self.stage.on_button(self._press)

    def _press(self, key: str) -> None:
        if self.room is not None:  # where frames are slow the pointer has moved since the last
            self._aim(self.room)
        self._in_room(lambda room: room.press(key))

    def _aim(self, room: Room) -> None:
        if place := self.stage.pointer():
            room.point(*place)

    def _live(self, room: Room, elapsed: float) -> None:
        self._aim(room)
        room.frame(elapsed)

    def _in_room(self, act: Callable[[Room], None]) -> None:
        """Let the room act; what it refuses it says itself."""
        if self.room is None:
            return
        try:
            act(self.room)
        except Refusal as refusal:
            self.room.say(str(refusal))


def open_app(
    library: Library, mode: Mode = "window", person: str | None = None, mic: Mic | None = None,
    camera: Camera | None = None,
) -> App:  # fmt: skip
    """Open the window. Raises StageError where there is no screen."""
    return App(open_stage(mode, SIZE), library, person=person, mic=mic, camera=camera)


def first_frame() -> None:
    """Open the hall offscreen and draw it once (what `shuimo bench start` measures)."""
    app = open_app(registry.library(), "offscreen")
    app.hall()
    for _ in range(2):
        app.frame()
    app.close()
