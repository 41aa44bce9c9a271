"""Prints lessons of the print shop in the real window, many substeps a drawn frame.

One window, one attempt after the other: each by a recorded log of inputs or by the guide, well or
misprinted, to its result; its report and its picture are saved by the card's own buttons.
"""

import json
import sys
import time
import webbrowser
from pathlib import Path
from typing import Any

from content import take as takes
from content import texts
from lessons import registry
from lessons.arts import printing_guide
from lessons.arts.printing_guide import Guide
from lessons.arts.printing_search import PrintSearch
from lessons.arts.printing_search_guide import SearchGuide
from sim import app as program
from sim.app import App
from sim.panda import open_stage
from sim.replay import Log
from sim.rooms import printshop_search
from sim.rooms.printshop import PrintshopRoom
from tests.e2e.driving import Steps, middles
from tests.e2e.misprints import Careless

FRAME_S = 10.0
LONGEST = 300  # frames
JUDGED_S = 1.0  # between two frames while the judge works beside the window
SIZE = (640, 360)
SAVES = ("report", "png", "pdf")  # what the card of a finished print offers to write


class Window:
    """The window in which the attempts are made."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self.app = App(open_stage("window", SIZE), registry.library(), Steps(FRAME_S))

    def play(self, attempt: dict[str, Any]) -> None:
        """Make an attempt up to its result, and save what is offered."""
        self.app.enter(attempt["lesson"])
        before = len(self.app.finished)
        self.app.frame()
        room = self._laid_out()
        floor = room.floor
        floor.loop.cap = None
        hand = self._hand(attempt, floor)
        floor.loop.sources.append(hand)
        for _ in range(LONGEST):
            self._frame(attempt["name"], floor)
            if len(self.app.finished) > before:
                break
            if hand.done:
                room.press("enter")
        for _ in range(3):
            self._frame(attempt["name"], floor)
        self._write(attempt["name"], room)

    def _laid_out(self) -> Any:
        """Wait until blocks and paper lie ready."""
        room: Any = self.app.room
        assert isinstance(room, PrintshopRoom)
        for _ in range(LONGEST):
            if room.floor is not None:
                break
            time.sleep(0.4)
            self.app.frame()
        return room

    def _hand(self, attempt: dict[str, Any], floor: Any) -> Any:
        if attempt.get("log"):
            hand: Any = Log(takes.read(Path(attempt["log"])).inputs, start=floor.loop.tick)
        else:
            search = isinstance(floor.lesson, PrintSearch)
            hand = SearchGuide(floor.lesson) if search else Guide(floor.lesson)
        blocks = [plate.name for plate in floor.lesson.work.plates]
        return Careless(hand, blocks, attempt["faults"]) if attempt.get("faults") else hand

    def _frame(self, name: str, floor: Any) -> None:
        if any(e.name == "lesson.done" for e in floor.events[-3:]):
            time.sleep(JUDGED_S)
        self.app.frame()
        print(json.dumps({"attempt": name, "tick": floor.loop.tick}), flush=True)

    def _write(self, name: str, room: Any) -> None:
        """Write what the window shows at the end, then click what it offers to save."""
        self.app.stage.screenshot(self._out / f"{name}.png")
        assert self.app.session is not None
        end = {
            "judged": self.app.session.assessment.model_dump(mode="json"),
            "regions": list(middles(room, self.app.stage)),
            "said": list(room.deck._sheets["summary"]._view.findings),
            "right": room.deck._sheets["summary"]._view.right,
            "vain": [e.value["why"] for e in room.floor.events if e.name == "work.vain"],
        }
        (self._out / f"{name}.json").write_text(json.dumps(end))
        for region in SAVES:
            if region in end["regions"]:
                room.point(*middles(room, self.app.stage)[region])
                room.press("mouse1")
                self._frame(name, room.floor)


def main(out: Path, attempts: list[dict[str, Any]]) -> None:
    """Make the attempts, one after the other."""
    texts.use("zh_CN")
    printing_guide.LOOK_S, printing_guide.LEAD_TICKS = 0.1, 16
    program.LONGEST_FRAME_S = FRAME_S
    printshop_search.LARGEST_SEED = 1  # the same faults every time
    webbrowser.open = lambda *_: True
    window = Window(out)
    for attempt in attempts:
        window.play(attempt)
    window.app.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
