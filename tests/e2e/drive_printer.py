"""Opens the real window for one who prints by the mouse, on a clock stepped once per drawn frame.

Prints a line of JSON every frame: where things are in the window (pixels), what is in the hand,
what was said and done. A lesson may be entered at once, and a recorded log of inputs go on in it.
Ends when the window is back in the hall after a lesson.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from content import take as takes
from content import texts
from lessons import registry
from lessons.arts.printing_acts import pack
from lessons.arts.printing_rows import rows_over
from sim.app import App
from sim.panda import open_stage
from sim.replay import Log
from sim.rooms.hall import HallRoom
from sim.rooms.printshop import PrintshopRoom
from tests.e2e.driving import Steps, pixel, regions

FRAME_S = 1 / 8
DOOR_S = 0.2  # between two frames while blocks and paper are laid out
LONGEST = 4000  # frames
SIZE = (640, 360)


def state(app: App) -> dict[str, Any]:
    """Return what a person sees."""
    room: Any = app.room
    known = {"regions": regions(room, app.stage)}
    if isinstance(room, HallRoom):
        board = pixel(app.stage, *room.yard.anchor("lessons"))
        return {**known, "room": "hall", "board": board}
    if room.floor is None:
        return {**known, "room": "door"}
    return {**known, "room": "shop", **_work(app, room.floor)}


def _work(app: App, floor: Any) -> dict[str, Any]:
    lesson = floor.lesson
    remark = floor.deck._sheets.get("remark")
    return {
        "rows": _rows(app, floor),
        "tool": lesson.tool,
        "pressing": floor.hands.pressing,
        "laid": lesson.shop.impression is not None,
        "turning": floor.table.turning,
        "done": sorted(lesson.done),
        "vain": [e.value["why"] for e in floor.events if e.name == "work.vain"],
        "remark": remark._view.sentence if remark else "",
        "said": [e.name for e in floor.events if e.name == "lesson.done"],
        "acts": pack(lesson.acts).hex(),
    }


def _rows(app: App, floor: Any) -> list[list[list[int]]]:
    """Return the ends of rows over what stands on the block, near to far; none at first."""
    if floor.table.seen(0.0, 0.0) is None:
        return []
    work = floor.lesson.work
    stands = work.plates[floor.lesson.shop.at].mask[:, ::-1]
    return [
        [pixel(app.stage, *floor.table.seen(x, y)) for x, y in ((x0, y0), (x1, y1))]
        for x0, y0, x1, y1 in rows_over(stands, work.grid.cell)
    ]


def main(out: Path, lesson: str | None, log: Path | None) -> None:
    """Run until the lesson is over and the hall is back."""
    texts.use("en")
    app = App(open_stage("window", SIZE), registry.library(), Steps(FRAME_S))
    app.enter(lesson) if lesson else app.hall()
    for _frame in range(LONGEST):
        app.frame()
        room = app.room
        if isinstance(room, PrintshopRoom) and room.floor is not None:
            room.floor.loop.cap = None
            if log is not None:
                inputs = takes.read(log).inputs
                room.floor.loop.sources.append(Log(inputs, start=room.floor.loop.tick))
                log = None
        seen = state(app)
        print(json.dumps(seen), flush=True)
        if seen["room"] == "door":
            time.sleep(DOOR_S)
        if app.session is not None and isinstance(app.room, HallRoom):
            break
    if app.session is not None:
        (out / "assessment.json").write_text(app.session.assessment.model_dump_json())
    app.close()


if __name__ == "__main__":
    words = [Path(sys.argv[1]), *sys.argv[2:]]
    main(words[0], words[1] if len(words) > 1 else None, Path(words[2]) if len(words) > 2 else None)
