"""The guided demonstration of a lesson in joinery: pictures of every step, and the report."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from content.event import Event
from content.library import Library
from content.texts import _, lang
from lessons import console, registry
from lessons.arts.joinery import Joinery
from lessons.arts.joinery_guide import Guide
from lessons.arts.joinery_report import session_report
from lessons.report.html import save, session_page, writing
from lessons.report.model import Picture
from physics.timber.cutting_plan import Plan
from sim.demo import RATE, SIZE, Shown
from sim.headless import LONGEST, Session
from sim.loop import Loop
from sim.panda import StageError, open_stage
from sim.recorder import Recorder
from sim.scenes.joinery_yard import JoineryYard
from sim.stage import Stage

Progress = Callable[[float, str], None]
_AT_WORK = {"rip": 10, "cross": 4, "chisel": 20}


class _Camera:
    """Writes numbered PNGs into `out`; without OpenGL it takes none and says so."""

    def __init__(self, out: Path, plan: Plan) -> None:
        self._out = out
        self.files: list[Path] = []
        self.taken: list[Picture] = []
        self._stage: Stage | None = None
        try:
            self._stage = open_stage("offscreen", SIZE, still=True)
            self._yard = JoineryYard(self._stage, plan)
        except StageError as e:
            console.refuse(str(e))

    def take(self, bench: Joinery, name: str, caption: str) -> None:
        """Take the bench as it is now."""
        if self._stage is None:
            return
        self._yard.show(bench.view())
        for _frame in range(3):  # the shadow of what moved is late, and the first one later
            self._stage.step()
        path = self._out / f"{len(self.files) + 1}-{name}.png"
        self._stage.screenshot(path)
        self.files.append(path)
        self.taken.append(Picture(self._stage.jpeg(), caption))

    def close(self) -> None:
        """Close the picture."""
        if self._stage is not None:
            self._stage.close()


def demonstrate(library: Library, lesson_id: str, out: Path, tell: Progress) -> Shown:
    """Play a lesson in joinery by the scripted hand; write PNGs and `report.html` into `out`.

    `tell` hears how far it is (0..1) and what is being done. Raises Refusal where `out` cannot
    be written.
    """
    bench = registry.joinery(library, lesson_id)
    page = out / "report.html"
    with writing(page), closing(_Camera(out, bench.plan)) as camera:
        session = _make(bench, camera, tell)
        intro = _("A demonstration by the program's scripted hand, with the same tools as yours.")
        report = session_report(library, bench, intro, tuple(camera.taken))
        save(session_page(report), page)
    return Shown(session, (*camera.files, page))


def _make(bench: Joinery, camera: _Camera, tell: Progress) -> Session:
    """Let the scripted hand make the joint, and take pictures on the way."""
    camera.take(bench, "stock", _("Two squared timbers; the pale lines show what to mark"))
    guide, recorder = Guide(bench), Recorder()
    loop = Loop(bench, [guide], [recorder], cap=None, until=LONGEST)
    events: list[Event] = []
    while not (guide.done or loop.ended):
        happened = loop.frame(1 / RATE)
        events += happened
        _watch(happened, events, bench, camera)
        tell(len(bench.done) / len(bench.lesson.steps), _("making the joint"))
    return Session(tuple(events), tuple(recorder.inputs), loop.tick, bench.assess())


def _watch(happened: list[Event], events: list[Event], bench: Joinery, camera: _Camera) -> None:
    """Take each tool at work once, and every step done."""
    for event in happened:
        if event.name == "work.cut" and event.value["act"] in ("stroke", "blow"):
            count = _since(events, bench.tool)
            if count == _AT_WORK.get(bench.tool):
                camera.take(bench, bench.tool, _at_work(bench.tool))
        elif event.name == "step.done":
            step = next(s for s in bench.lesson.steps if s.id == event.value["step"])
            camera.take(bench, step.id, step.title.read(lang()))


def _since(events: list[Event], tool: str) -> int:
    """Return how often a tool worked since it was taken into the hand first."""
    names = [e.value["tool"] for e in events if e.name == "tool.taken"]
    first = [i for i, e in enumerate(events) if e.name == "tool.taken"][names.index(tool)]
    acts = (e.value["act"] for e in events[first:] if e.name == "work.cut")
    return sum(act in ("stroke", "blow") for act in acts)


def _at_work(tool: str) -> str:
    return {
        "rip": _("The rip saw goes down beside the line, in the waste"),
        "cross": _("The rail on its side: the crosscut saw takes the shoulder"),
        "chisel": _("The chisel chops the mortise place by place"),
    }[tool]
