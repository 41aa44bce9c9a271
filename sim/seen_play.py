"""A stage lesson played from a file, without a window: the same eyes, rehearsal and judge."""

from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from audio.ears import Ears
from audio.ears_messages import Start as Listen
from audio.filedevice import FileMic
from content.errors import Refusal
from content.event import Event
from content.library import Library
from lessons import moved, playing
from lessons.arts.rehearsal import Rehearsal
from lessons.judge import Judge
from lessons.judging import Judged
from lessons.moved import Tried
from lessons.playing import Playing
from lessons.report.html import save, take_page, voice_page
from lessons.report.model import VoiceReport
from motion.eyes import Eyes
from motion.eyes_messages import FileCamera, Start
from sim.headless import LONGEST, Session
from sim.loop import Loop
from sim.recorder import Recorder
from sim.take_end import TakeEnd
from sim.watching import Job, Watching

RATE = 90.0


@dataclass(frozen=True)
class Seen:
    """What is left of a take: the session, what the judge found, the report's file."""

    session: Session
    judged: Judged
    report: Path


def perform(
    library: Library, camera: FileCamera, what: tuple[str, str], out: Path,
    mic: FileMic | None = None,
) -> Seen:  # fmt: skip
    """Let the eyes see a file as one take of `what` (lesson, step); write `report.html` to `out`.

    Raises Refusal where file, step or folder is no good or the file breaks off.
    """
    tried = moved.try_(library, *what)
    practice, recorder = Rehearsal(tried.lesson, tried.lesson_hash), Recorder()
    start = None if tried.sung else Start(tried.reference, "hands" in tried.step.sees)
    job = Job(tried, start, TakeEnd(None, False), _listen(tried, mic))
    with closing(Judge()) as judges, closing(Eyes(camera)) as eyes, ExitStack() as left:

        def ears() -> Ears:
            assert mic is not None, "nobody listens without a recording"
            return left.enter_context(closing(Ears(mic)))

        watching = Watching(practice, eyes, judges, lambda: job, cache(ears), waits=True)
        loop = Loop(practice, [watching], [watching, recorder], cap=None, until=LONGEST)
        watching.act("step.go", step=what[1])
        watching.act("take.start")
        events = _until_judged(loop, watching)
    judged = watching.judged
    if judged is None or watching.trouble:  # what broke off was not seen to its end
        raise Refusal(watching.trouble)
    page = out / "report.html"
    save(report_page(judged), page)
    inputs = tuple(recorder.inputs)
    session = Session(tuple(events), inputs, loop.tick, judged.assessment, judged.take)
    return Seen(session, judged, page)


def report_page(judged: Judged) -> str:
    """Return the report of a judged take as a page."""
    report = judged.report
    return voice_page(report) if isinstance(report, VoiceReport) else take_page(report)


def _listen(tried: Tried, mic: FileMic | None) -> Listen | None:
    if tried.voice is None or mic is None:
        return None
    return Listen(playing.part(tried.voice, Playing()))


def _until_judged(loop: Loop, watching: Watching) -> list[Event]:
    """Run the loop until the take is judged, or cannot be."""
    events: list[Event] = []
    while watching.judged is None and not watching.given_up and not loop.ended:
        events += loop.frame(1 / RATE)
    return events + loop.frame(1 / RATE)
