"""The guided demonstration: the scripted hand plays a lesson, pictures and a report come out."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from content.event import Event
from content.library import Library
from content.texts import _, lang
from lessons import registry
from lessons.arts.raising import Raising
from lessons.arts.raising_guide import Guide
from lessons.arts.raising_report import session_report
from lessons.report.html import save, session_page, writing
from sim.headless import LONGEST, Session
from sim.loop import Loop
from sim.picture import Camera
from sim.recorder import Recorder

RATE = 30.0
SIZE = (1280, 720)
Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Shown:
    """What a demonstration leaves behind."""

    session: Session
    files: tuple[Path, ...]


def demonstrate(library: Library, lesson_id: str, out: Path, tell: Progress) -> Shown:
    """Play a timber lesson by the scripted hand; write PNGs and `report.html` into `out`.

    `tell` hears how far it is (0..1) and what is being done. Where no picture can be drawn
    (no OpenGL) the report still comes, without pictures. Raises Refusal where `out` cannot
    be written.
    """
    bench, piece = registry.bench(library, lesson_id)
    page = out / "report.html"
    with writing(page), closing(bench), closing(Camera(out, SIZE)) as camera:
        tell(0.0, _("drawing the hall"))
        camera.hall(library, _("The hall: four doors and the lesson board"))
        session = _raise(bench, camera, tell)
        tell(1.0, _("writing the report"))
        intro = _("A demonstration by the program's scripted hand, on the same physics as yours.")
        report = session_report(library, bench, piece, intro, tuple(camera.taken))
        save(session_page(report), page)
    return Shown(session, (*camera.files, page))


def _raise(bench: Raising, camera: Camera, tell: Progress) -> Session:
    """Let the scripted hand do the lesson, and take pictures on the way."""
    camera.bench(bench, "parts", _("The parts lie ready; the pale outline shows where to begin"))
    guide, recorder = Guide(bench), Recorder()
    loop = Loop(bench, [guide], [recorder], cap=None, until=LONGEST)
    events: list[Event] = []
    while not (guide.done or loop.ended):
        happened = loop.frame(1 / RATE)
        events += happened
        _watch(happened, bench, camera)
        tell(len(bench.seated) / len(bench.shapes), _("raising the work"))
    return Session(tuple(events), tuple(recorder.inputs), loop.tick, bench.assess())


def _watch(happened: list[Event], bench: Raising, camera: Camera) -> None:
    """Take a picture of the first part in the air, and of every step done."""
    if bench.held and not bench.lifting and not camera.has("carried"):
        caption = _("A part is carried; a line drops from the hand to where it will land")
        camera.bench(bench, "carried", caption)
    for event in happened:
        if event.name == "step.done":
            step = next(s for s in bench.lesson.steps if s.id == event.value["step"])
            camera.bench(bench, step.id, step.title.read(lang()))
