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

from content import take as takes
from content import texts
from content.take import Take
from lessons import registry
from sim.app import App
from sim.panda import open_stage
from sim.rooms import inspection
from sim.rooms.hall import HallRoom
from sim.rooms.inspection import InspectionRoom
from sim.views.frame import Frame

LESSON = "xiangshan/zhaobing"
SEED = 2  # a foot planed askew, a chip
EVERY = 2
LONGEST = 4000  # frames
SIZE = (720, 405)


class Steps:
    """A clock that goes on by 1/30 s whenever it is read."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 1 / 30
        return self.seconds


def pixel(x: float, y: float) -> list[int]:
    """Turn -1..1 right and up into pixels from the window's upper left."""
    return [round((x + 1) / 2 * SIZE[0]), round((1 - y) / 2 * SIZE[1])]


def state(app: App) -> dict[str, object]:
    """Return what a person sees."""
    room, frame = app.room, Frame(app.stage.size)
    if not isinstance(room, InspectionRoom):
        return {"room": "hall"}
    return {
        "room": "search",
        "regions": {
            r.name: pixel((r.left + r.right) / frame.width, (r.bottom + r.top) / frame.height)
            for sheet in room.deck._sheets.values()
            for r in sheet.regions
        },
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
                return pixel(*spot)
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
    session = app.session
    app.close()
    assert session is not None
    judged = session.assessment
    (out / "assessment.json").write_text(judged.model_dump_json())
    take = Take(judged.lesson, judged.lesson_hash, "test", judged.engine, ticks=session.ticks,
                inputs=session.inputs, consent_id="c-test")  # fmt: skip
    takes.write(take, out / "session.take")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
