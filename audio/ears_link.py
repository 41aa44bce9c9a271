"""The wire to one listening process."""

import sys
from multiprocessing.connection import Connection

from audio.ears_messages import Mic, News
from content.link import Link, Loss
from content.texts import _

SWITCH = 0.0005  # seconds after which the audio callback gets the interpreter


def listening(tape: str, mic: Mic, after: Link[News] | None) -> Link[News]:
    """Start a process that listens, once `after` (an older one) has ended."""
    loss = Loss(
        _("The listening process ended unexpectedly. What you sang is safe."),
        _("The listening process does not answer. What you sang is safe."),
        _trouble,
    )
    return Link(work, (tape, mic), loss, after)


def work(wire: Connection, tape: str, mic: Mic) -> None:
    """Listen, in the process' own main thread."""
    from audio import ears_worker  # slow to load; the window does not need it

    sys.setswitchinterval(SWITCH)
    ears_worker.work(wire, tape, mic)


def _trouble(last: News | None, sentence: str) -> News:
    return News(last.take if last else 0, "trouble", trouble=sentence)
