"""A session without a window: the same loop, called in a `for`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from content.assessment import Assessment
from content.event import SUBSTEPS_PER_SECOND, Event, Source
from content.take import Take
from lessons.practice import Practice
from sim.loop import Loop
from sim.recorder import Recorder
from sim.replay import Log

LONGEST = 30 * 60 * SUBSTEPS_PER_SECOND  # a lesson nobody ends, ends after half an hour


@dataclass(frozen=True)
class Session:
    """What a finished session leaves: events, inputs, length in substeps, assessment.

    `take`: the last take as it was judged, where a lesson is judged take by take. `ended`: the
    time of day, where there was a person.
    """

    events: tuple[Event, ...]
    inputs: tuple[Event, ...]
    ticks: int
    assessment: Assessment
    take: Take | None = None
    ended: datetime | None = None


def play(practice: Practice, sources: Sequence[Source], rate: float = 90.0) -> Session:
    """Run until the lesson is done (or half an hour of session time)."""
    recorder = Recorder()
    loop = Loop(practice, sources, [recorder], cap=None, until=LONGEST)
    events: list[Event] = []
    done = False
    while not (done or loop.ended):
        happened = loop.frame(1 / rate)
        events += happened
        done = any(e.name == "lesson.done" for e in happened)
    return Session(tuple(events), tuple(recorder.inputs), loop.tick, practice.assess())


def replay(practice: Practice, inputs: Sequence[Event], ticks: int, rate: float) -> Session:
    """Play `inputs` again for exactly `ticks` substeps at `rate` frames a second."""
    loop = Loop(practice, [Log(inputs)], cap=None, until=ticks)
    events: list[Event] = []
    while not loop.ended:
        events += loop.frame(1 / rate)
    return Session(tuple(events), tuple(inputs), ticks, practice.assess())
