"""The guided demonstration: the scripted hand plays a lesson, pictures and a report come out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from content.event import SUBSTEPS_PER_SECOND, Event
from content.library import Library
from content.texts import _, lang
from lessons import registry
from lessons.arts.bracket_guide import Guide
from lessons.arts.bracket_report import session_report
from lessons.report.html import session_page
from lessons.report.model import Picture
from sim.headless import LONGEST, Session
from sim.loop import Loop
from sim.picture import Pictures
from sim.recorder import Recorder

RATE = 30.0
SIZE = (1280, 720)


@dataclass(frozen=True)
class Shown:
    """What a demonstration leaves behind."""

    session: Session
    files: tuple[Path, ...]


def demonstrate(
    library: Library, lesson_id: str, out: Path, progress: Callable[[float, str], None]
) -> Shown:
    """Play a timber lesson by the scripted hand; write PNGs and `report.html` into `out`.

    `progress` is told how far it is (0..1) and what is being done. Without a picture
    (no OpenGL) the report still comes, and says so.
    """
    bench, sizes = registry.bench(library, lesson_id)
    guide, recorder = Guide(bench), Recorder()
    loop = Loop(bench, [guide], [recorder], cap=None, until=LONGEST)
    pictures = Pictures.open(library, bench, out, SIZE)
    pictures.hall(_("The hall: four doors and the lesson board"))
    pictures.bench(_("The parts lie ready"))
    events: list[Event] = []
    titles = {s.id: s.title.read(lang()) for s in bench.lesson.steps}
    while not (guide.done or loop.ended):
        happened = loop.frame(1 / RATE)
        events += happened
        _watch(happened, titles, pictures)
        progress(_part(bench.seated, len(bench.shapes)), _("raising the bracket set"))
    session = Session(tuple(events), tuple(recorder.inputs), loop.tick, bench.assess())
    progress(1.0, _("writing the report"))
    intro = _("A demonstration by the program's scripted hand, on the same physics as yours.")
    report = session_report(library, bench, sizes, intro, pictures.taken)
    page = out / "report.html"
    out.mkdir(parents=True, exist_ok=True)
    page.write_text(session_page(report), encoding="utf-8")
    pictures.close()
    bench.close()
    return Shown(session, (*pictures.files, page))
