"""The wire to one watching process."""

import os
import sys
from multiprocessing.connection import Connection

from content.link import Link, Loss
from content.texts import _
from motion.eyes_messages import Camera, News


def watching(camera: Camera, after: Link[News] | None) -> Link[News]:
    """Start a process that watches, once `after` (an older one) has ended."""
    loss = Loss(
        _("The watching process ended unexpectedly. What was seen is safe."),
        _("The watching process does not answer. What was seen is safe."),
        _trouble,
    )
    return Link(work, (camera,), loss, after)


def work(wire: Connection, camera: Camera) -> None:
    """Watch, in a process of its own."""
    from motion import eyes_worker  # slow to load; the window does not need it

    hush()
    eyes_worker.work(wire, camera)


def hush() -> None:
    """Silence what the models' own library writes past Python; Python's words still come out."""
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 2)


def _trouble(last: News | None, sentence: str) -> News:
    return News(last.take if last else 0, "trouble", trouble=sentence)
