"""The guided demonstration of a search for mistakes: pictures on the way, and the report."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from content.event import Event
from content.library import Library
from content.texts import _
from lessons import registry
from lessons.arts.inspection import Inspection
from lessons.arts.inspection_guide import Guide
from lessons.arts.inspection_report import session_report
from lessons.report.html import save, session_page, writing
from sim.demo import RATE, SIZE, Shown
from sim.headless import LONGEST, Session
from sim.loop import Loop
from sim.picture import Camera
from sim.recorder import Recorder

Progress = Callable[[float, str], None]


def demonstrate(library: Library, lesson_id: str, out: Path, tell: Progress) -> Shown:
    """Let the scripted inspector search; write PNGs and `report.html` into `out`.

    `tell` hears how far it is (0..1) and what is being done. Raises Refusal where `out` cannot
    be written.
    """
    bench, piece = registry.inspection(library, lesson_id)
    page = out / "report.html"
    with writing(page), closing(Camera(out, SIZE)) as camera, closing(bench):
        session = _search(bench, camera, tell)
        intro = _("A demonstration by the program's scripted inspector, with the same four tools.")
        report = session_report(library, bench, piece, intro, tuple(camera.taken))
        save(session_page(report), page)
    return Shown(session, (*camera.files, page))


def _search(bench: Inspection, camera: Camera, tell: Progress) -> Session:
    guide, recorder = Guide(bench), Recorder()
    loop = Loop(bench, [guide], [recorder], cap=None, until=LONGEST)
    events: list[Event] = []
    while not (guide.done or loop.ended):
        happened = loop.frame(1 / RATE)
        events += happened
        _watch(happened, bench, camera)
        tell(min(1.0, len(bench.readings) / (4 * len(bench.parts))), _("looking for mistakes"))
    return Session(tuple(events), tuple(recorder.inputs), loop.tick, bench.assess())


def _watch(happened: list[Event], bench: Inspection, camera: Camera) -> None:
    for event in happened:
        if event.name == "faults.hidden":
            camera.bench(bench, "hidden", _("It stands, and mistakes are hidden in it"))
        elif event.name == "trial.done":
            name = f"after-{event.value['kind']}"
            camera.bench(bench, name, _("After the trial: so it stands now"))
        elif event.name == "lesson.done":
            camera.bench(bench, "truth", _("Put back as it stood; the truth is told below"))
