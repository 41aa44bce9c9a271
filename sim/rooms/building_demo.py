"""The demonstration of free building: a column on its base, a bracket set, pictures of them."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from content.event import Event
from content.library import Library
from content.texts import _
from lessons import registry
from lessons.arts.building import Building
from lessons.arts.building_guide import SHOWN, Guide
from lessons.arts.building_report import session_report
from lessons.report.html import save, session_page, writing
from lessons.timber_names import part_name
from sim.demo import RATE, SIZE, Shown
from sim.headless import LONGEST, Session
from sim.loop import Loop
from sim.picture import Camera
from sim.recorder import Recorder

NEARER = 0.4  # little is built
Progress = Callable[[float, str], None]


def demonstrate(library: Library, lesson_id: str, out: Path, tell: Progress) -> Shown:
    """Let the scripted hand build a little; write PNGs and `report.html` into `out`.

    `tell` hears how far it is (0..1) and what is being done. Raises Refusal where `out` cannot
    be written.
    """
    bench = registry.building(library, lesson_id)
    page = out / "report.html"
    with writing(page), closing(Camera(out, SIZE, NEARER)) as camera, closing(bench):
        session = _build(bench, camera, tell)
        intro = _("A demonstration by the program's scripted hand, on the same physics as yours.")
        report = session_report(library, bench, intro, tuple(camera.taken))
        save(session_page(report), page)
    return Shown(session, (*camera.files, page))


def _build(bench: Building, camera: Camera, tell: Progress) -> Session:
    guide, recorder = Guide(bench), Recorder()
    loop = Loop(bench, [guide], [recorder], cap=None, until=LONGEST)
    events: list[Event] = []
    placed = 0
    while not (guide.done or loop.ended):
        events += loop.frame(1 / RATE)
        if guide.placed > placed:
            placed = guide.placed
            name = SHOWN[placed - 1][0]
            camera.bench(bench, f"built-{placed}", _("Built: {part}").format(part=part_name(name)))
        tell(placed / len(SHOWN), _("building"))
    return Session(tuple(events), tuple(recorder.inputs), loop.tick, bench.assess())
