"""A camera in a thread of its own, so that what is looked at is never an old picture."""

import threading
import time

from content.errors import Refusal
from content.texts import _
from motion import webcam
from motion.eyes_messages import Facts
from motion.landmarks import Picture

PATIENCE = 5.0  # seconds without a picture after which a camera is gone
BLINK = 1.0  # seconds it may say that it has none, as some do while they wake
AGAIN = 0.01  # seconds till it is asked once more


class Live:
    """The newest picture of a camera, read by a thread. Raises Refusal where there is none."""

    ended = False

    def __init__(self, index: int) -> None:
        self._camera = webcam.opened(index)
        self._newest: tuple[float, Picture] | None = None
        self._lock, self._closed, self._gone = threading.Lock(), False, False
        self._began = self._last = self._second = time.monotonic()
        self._lost = 0
        self._size = webcam.size_of(self._camera)
        self._name = _("camera {n}").format(n=index)
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    @property
    def facts(self) -> Facts:
        """What camera it is, and what it lost since the take began."""
        return Facts(self._name, *self._size, lost=self._lost)

    def begin(self) -> float:
        """Begin to count seconds."""
        with self._lock:
            self._newest, self._lost = None, 0
            self._began = self._second = time.monotonic()
        return self._began

    def read(self, _until: float) -> tuple[float, Picture] | None:
        """Return the newest picture and its second. Raises Refusal where the camera is gone."""
        if self._gone or time.monotonic() - self._last > PATIENCE:
            sentence = _("The camera is gone. What was seen till then is safe. Plug it in again "
                         "and start once more.")  # fmt: skip
            raise Refusal(sentence)
        with self._lock:
            found, self._newest = self._newest, None
        return None if found is None else (found[0] - self._began, webcam.rgb(found[1]))

    def close(self) -> None:
        """Let go of the camera; one that hangs goes with the process."""
        self._closed = True
        self._thread.join(1.0)

    def _watch(self) -> None:
        while not self._closed:
            good, picture = self._camera.read()
            now = time.monotonic()
            if good:
                self._put(webcam.happened(self._camera, now), picture)
                self._last = now
            elif now - self._last > BLINK:
                self._gone = True
                break
            else:
                time.sleep(AGAIN)
        self._camera.release()

    def _put(self, second: float, picture: Picture) -> None:
        with self._lock:
            if second > self._second:  # else it shows what was before the take
                self._lost += self._newest is not None
                self._newest, self._second = (second, picture), second
