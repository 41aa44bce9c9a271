"""Opens the real window on the search for mistakes, on a clock stepped once per drawn frame.

What is hidden is always the same. Prints a line of JSON every few frames: where the parts are in
the window (pixels), what was read, marked and told. Ends when the window is back in the hall;
writes the session as a take.
"""

import itertools
import json
import sys
from pathlib import Path

import numpy as np

from content import texts
from lessons import registry
from sim.app import App
from sim.panda import open_stage
from sim.rooms import inspection
from sim.rooms.hall import HallRoom
from sim.rooms.inspection import InspectionRoom
from tests.e2e.driving import Steps, keep, pixel, regions

LESSON = "xiangshan/zhaobing"
SEED = 2  # a foot planed askew, a chip
EVERY = 2
LONGEST = 4000  # frames
SIZE = (720, 405)


def state(app: App) -> dict[str, object]:
    """Return what a person sees."""
    room = app.room
    if not isinstance(room, InspectionRoom):
        return {"room": "hall"}
    return {
        "room": "search",
        "regions": regions(room, app.stage),
        "parts": {part: seen(app, room, part) for part in room.bench.parts},
        "read": {" ".join(key): r["value"] for key, r in room.bench.readings.items()},
        "marks": room.bench.marks,
        "events": [e.name for e in room.events],
    }


def seen(app: App, room: InspectionRoom, part: str) -> list[int] | None:
    """Return a place in the window where a part is seen and no card lies over it."""
    shape = next(s for s in room.bench.shapes if s.name == part)
    low, high = shape.vertices.min(axis=0), shape.vertices.max(axis=0)
    for x, y, z in itertools.product((0.5, 0.2, 0.8), (0.02, 0.5), (0.5, 0.8, 0.98)):
        inside = low + (high - low) * np.array([x, y, z])
        spot = app.stage.project(tuple(float(v) for v in room.bench.pose(part).out(inside)))
        if spot and not room.deck.covers(*spot):
            hit = room.yard.pick(*spot)
            if hit and hit[0] == part:
                return pixel(app.stage, *spot)
    return None


def main(out: Path) -> None:
    """Run until the search is over and the hall is back."""
    texts.use("en")
    inspection.fresh_seed = lambda: SEED
    app = App(open_stage("window", SIZE), registry.library(), Steps())
    app.enter(LESSON)
    for n in range(LONGEST):
        app.frame()
        if n % EVERY == 0:
            print(json.dumps(state(app)), flush=True)
        if app.session is not None and isinstance(app.room, HallRoom):
            break
    app.close()
    keep(app.session, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
