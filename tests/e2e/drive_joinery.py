"""Opens the real window on the lesson in joinery, on a clock stepped once per drawn frame.

Prints a line of JSON every frame: where places on the timbers are in the window (pixels) and
what happened. When the shoulders are sawn a recorded log of inputs goes on in the same window.
Ends when the window is back in the hall; writes the session as a take.
"""

import json
import sys
from pathlib import Path

from content import texts
from content.event import Event
from lessons import registry
from lessons.arts.joinery_view import LIFT, POST_AT, RAIL_AT
from sim.app import App
from sim.panda import open_stage
from sim.replay import Log
from sim.rooms.hall import HallRoom
from sim.rooms.joinery import JoineryRoom
from tests.e2e.driving import Steps, keep, pixel, regions

LESSON = "xiangshan/zhisun"
LONGEST = 4000  # frames
SIZE = (720, 405)
# Places in plan, tenths of a mm, where the test works.
SPOTS = {
    "shoulder": ("rail", 0, 0),
    "left root": ("rail", 10, 70),
    "left end": ("rail", 280, 70),
    "right root": ("rail", 10, -70),
    "right end": ("rail", 280, -70),
    "inside": ("rail", 280, 55),
    "left waste": ("rail", 280, 79),
    "right waste": ("rail", 280, -79),
    "crosscut": ("rail", 8, 0),
    "mortise": ("post", 0, 0),
}


def spots(app: App, room: JoineryRoom) -> dict[str, list[int]]:
    """Return where the places are seen on the timbers' upper faces as they lie flat."""
    found = {}
    for name, (piece, u, v) in SPOTS.items():
        at, plan = RAIL_AT if piece == "rail" else POST_AT, room.bench.plan
        top = LIFT + (plan.height if piece == "rail" else plan.post_depth)
        seen = app.stage.project((at[0] + u / 1e4, at[1] + v / 1e4, top))
        assert seen is not None
        found[name] = pixel(app.stage, *seen)
    return found


def state(app: App) -> dict[str, object]:
    """Return what a person sees."""
    room = app.room
    if not isinstance(room, JoineryRoom):
        return {"room": "hall"}
    spot = room.hands.spot
    return {
        "room": "joinery",
        "spots": spots(app, room),
        "plan": SPOTS,
        "regions": regions(room, app.stage),
        "tool": room.bench.tool,
        "marks": sorted(room.bench.state.work.marks),
        "cuts": [len(c.kerf.path) - 1 for c in room.bench.state.work.cuts],
        "at": None if spot is None else [spot.piece, spot.u, spot.v],
        "done": sorted(room.bench.done),
        "events": [e.name for e in room.events],
    }


def main(out: Path, log: Path) -> None:
    """Run until the lesson is over and the hall is back."""
    texts.use("en")
    app = App(open_stage("window", SIZE), registry.library(), Steps())
    app.enter(LESSON)
    went_on = False
    for _frame in range(LONGEST):
        app.frame()
        print(json.dumps(state(app)), flush=True)
        room = app.room
        if not went_on and isinstance(room, JoineryRoom) and "shoulders" in room.bench.done:
            inputs = [Event(t, name, v) for t, name, v in json.loads(log.read_text())]
            room.loop.sources.append(Log(inputs, start=room.loop.tick + 10))
            went_on = True
        if app.session is not None and isinstance(app.room, HallRoom):
            break
    app.close()
    keep(app.session, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
