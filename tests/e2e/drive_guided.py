"""Plays a timber lesson in the real window by scripted hands, many substeps a drawn frame.

One window, one attempt after the other: each ends at its result and writes its report by the card's
own button. What was judged and what the card says is written out.
"""

import json
import sys
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from content import texts
from content.event import Event
from lessons import registry
from lessons.arts import building_guide, inspection_guide, raising_guide, raising_trials
from lessons.arts.raising import Raising
from sim import app as program
from sim.app import App
from sim.panda import open_stage
from sim.rooms import inspection
from sim.rooms.bench import BenchRoom
from sim.rooms.building import BuildingRoom
from sim.rooms.inspection import InspectionRoom
from tests.e2e.driving import Steps, middles

GUIDES = {
    BenchRoom: raising_guide.Guide,
    BuildingRoom: building_guide.Guide,
    InspectionRoom: inspection_guide.Guide,
}
FRAME_S = 4.0  # every substep is simulated, every source asked at each; the picture is drawn seldom
LONGEST = 500  # frames
SIZE = (640, 360)
FIRST = "langzhu_sw"  # a column, carried to its corner before its drum lies there
Acts = Iterator[Any]


class Script:
    """A source that does what a generator of acts says, one step of it a substep."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self.done = False

    def poll(self, tick: int) -> list[Event]:
        """Return the next inputs. To be called once a substep."""
        try:
            return [Event(tick, name, value) for name, value in next(self._acts)]
        except StopIteration:
            self.done = True
            return []


def early(bench: Raising) -> Acts:
    """Carry a column to its corner before its drum lies there."""
    place = bench.design.place(FIRST)
    yield from raising_guide.Porter(bench).carry(FIRST, place.pose, place.ways)


def blame(_: object) -> Acts:
    """Mark two parts without having looked at any, and try nothing."""
    yield [("predict", {"part": "gudeng_nw", "kind": "lean"})]
    yield [("predict", {"part": "langzhu_se", "kind": "peg"})]
    yield [("lesson.finish", {})]


# By name, who acts; None is the guide.
ATTEMPTS: dict[str, Callable[[Any], Acts] | None] = {"guide": None, "early": early, "blame": blame}


class Window:
    """The window on one lesson."""

    def __init__(self, out: Path, lesson: str) -> None:
        self._out = out
        self._lesson = lesson
        self.app = App(open_stage("window", SIZE), registry.library(), Steps(FRAME_S))

    def play(self, name: str) -> None:
        """Play an attempt to its result and its report."""
        self.app.enter(self._lesson)
        before = len(self.app.finished)
        self.app.frame()
        room: Any = self.app.room
        room.loop.cap = None
        source = self._source(name, room)
        room.loop.sources.append(source)
        for _ in range(LONGEST):
            self.app.frame()
            print(json.dumps({"attempt": name, "tick": room.loop.tick}), flush=True)
            if len(self.app.finished) > before:
                break
            if source.done:
                room.press("enter")
        for _ in range(3):
            self.app.frame()
        self._write(name, room)

    def _source(self, name: str, room: Any) -> Any:
        acts = ATTEMPTS[name]
        return Script(acts(room.bench)) if acts else GUIDES[type(room)](room.bench)

    def _write(self, name: str, room: Any) -> None:
        """Write what lies on the table at the end, then ask for the report."""
        self.app.stage.screenshot(self._out / f"{name}.png")
        assert self.app.session is not None
        card = room.deck._sheets["summary"]._view
        end = {
            "judged": self.app.session.assessment.model_dump(mode="json"),
            "regions": list(middles(room, self.app.stage)),
            "said": [*card.findings, *getattr(card, "told", ())],
            "causes": [e.value["cause"] for e in room.events if "cause" in e.value],
        }
        (self._out / f"{name}.json").write_text(json.dumps(end))
        if "report" in end["regions"]:
            self._click(room, "report")

    def _click(self, room: Any, region: str) -> None:
        room.point(*middles(room, self.app.stage)[region])
        room.press("mouse1")
        self.app.frame()


def main(out: Path, lesson: str, attempts: list[str]) -> None:
    """Play the attempts, one after the other."""
    texts.use("zh_CN")
    raising_guide.LOOK_S, raising_guide.CARRY_SPEED = 0.15, 0.28
    raising_trials.RAMP_S, raising_trials.LOAD_S = 0.5, 1.0
    program.LONGEST_FRAME_S = FRAME_S
    inspection.fresh_seed = lambda: inspection_guide.SEED
    webbrowser.open = lambda *_: True
    window = Window(out, lesson)
    for name in attempts:
        window.play(name)
    window.app.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
