"""A lesson played from a recording, without a window: the same ears, rehearsal and judge."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from audio.ears import Ears
from audio.ears_messages import Start
from audio.filedevice import FileMic
from content.errors import Refusal
from content.event import Event
from content.library import Library
from lessons import asked as asking
from lessons import playing
from lessons.arts.rehearsal import Rehearsal
from lessons.judge import Judge
from lessons.judging import Judged
from lessons.playing import Playing
from lessons.report.html import save, take_page, voice_page
from lessons.report.model import VoiceReport
from sim.headless import LONGEST, Session
from sim.loop import Loop
from sim.recorder import Recorder
from sim.sitting import Job, Sitting

RATE = 90.0


@dataclass(frozen=True)
class Heard:
    """What is left of a take: the session, what the judge found, the report's file."""

    session: Session
    judged: Judged
    report: Path


def rehearse(
    library: Library, mic: FileMic, lesson_id: str, step_id: str, out: Path,
    recordings: Sequence[Path] = (),
) -> Heard:  # fmt: skip
    """Let the ears hear a recording as one take of a step; write `report.html` into `out`.

    Raises Refusal where the recording, the step or the folder is no good.
    """
    asked = asking.ask(library, lesson_id, step_id, recordings=recordings)
    practice = Rehearsal(asked.lesson, asked.lesson_hash)
    job = Job(asked, Start(playing.part(asked, Playing())))
    recorder = Recorder()
    with closing(Judge()) as judges, closing(Ears(mic)) as ears:
        sitting = Sitting(practice, ears, judges, lambda: job, waits=True)
        loop = Loop(practice, [sitting], [sitting, recorder], cap=None, until=LONGEST)
        sitting.act("step.go", step=step_id)
        sitting.act("take.start")
        events = _until_judged(loop, sitting)
    judged = sitting.judged
    if judged is None:
        raise Refusal(sitting.trouble)
    page = out / "report.html"
    report = judged.report
    save(voice_page(report) if isinstance(report, VoiceReport) else take_page(report), page)
    inputs, take = tuple(recorder.inputs), judged.take
    session = Session(tuple(events), inputs, loop.tick, practice.assess(), take)
    return Heard(session, judged, page)


def _until_judged(loop: Loop, sitting: Sitting) -> list[Event]:
    """Run the loop until the take is judged, or cannot be."""
    events: list[Event] = []
    while sitting.judged is None and not sitting.given_up and not loop.ended:
        events += loop.frame(1 / RATE)
    return events + loop.frame(1 / RATE)
