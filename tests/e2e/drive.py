"""Opens the real window for a test, on a clock stepped once per drawn frame.

Prints a line of JSON every few frames: where things are in the window (pixels), what
happened. After the first step a recorded log of inputs may go on in the same window. Ends
when the window is back in the hall after a lesson; writes the session as a take.
"""

import itertools
import json
import sys
from pathlib import Path

import numpy as np

from content import texts
from content.event import Event
from lessons import registry
from physics.pose import Pose
from sim.app import App
from sim.panda import open_stage
from sim.replay import Log
from sim.rooms.bench import BenchRoom
from sim.rooms.hall import HallRoom
from tests.e2e.driving import Steps, keep, pixel, regions

EVERY = 2
LONGEST = 6000  # frames
SIZE = (800, 450)


def state(app: App) -> dict[str, object]:
    """Return what a person sees: places to click, what is held, what was said."""
    room, stage = app.room, app.stage
    assert isinstance(room, BenchRoom | HallRoom)
    clicks = regions(room, stage)
    if isinstance(room, HallRoom):
        board = pixel(stage, *room.yard.anchor("lessons"))
        return {"room": "hall", "regions": clicks, "board": board}
    view = room.bench.view()
    return {
        "room": "bench",
        "regions": clicks,
        "parts": {n: seen(app, room, n, p) for n, p in view.poses.items()},
        "ghosts": [seen(app, room, n, p) for n, p in view.ghosts],
        "held": room.bench.held,
        "aim": aim(app, room),
        "lifting": room.bench.lifting,
        "events": [e.name for e in room.events],
        "causes": [e.value["cause"] for e in room.events if "cause" in e.value],
    }


def aim(app: App, room: BenchRoom) -> list[int] | None:
    """Return where the grab point of the held part would be in the part's next place."""
    hand = room.bench.view().hand
    goals = room.bench.goals(hand.part) if hand else ()
    if not hand or not goals:
        return None
    spot = app.stage.project(tuple(float(v) for v in goals[0][0].out(np.array(hand.point))))
    return pixel(app.stage, *spot) if spot else None


def seen(app: App, room: BenchRoom, part: str, pose: Pose) -> list[int] | None:
    """Return a place in the window where a part's top is seen and no card lies over it."""
    shape = next(s for s in room.bench.shapes if s.name == part)
    low, high = shape.vertices.min(axis=0), shape.vertices.max(axis=0)
    for x, y in itertools.product((0.5, 0.1, 0.9), (0.1, 0.5, 0.9)):
        inside = low + (high - low) * np.array([x, y, 1.0])
        spot = app.stage.project(tuple(float(v) for v in pose.out(inside)))
        if spot and not room.deck.covers(*spot):
            return pixel(app.stage, *spot)
    return None


def main(out: Path, log: Path | None) -> None:
    """Run until the lesson is over and the hall is back."""
    texts.use("en")
    app = App(open_stage("window", SIZE), registry.library(), Steps())
    app.hall()
    went_on = log is None
    for n in range(LONGEST):
        app.frame()
        if n % EVERY == 0:
            print(json.dumps(state(app)), flush=True)
        room = app.room
        if not went_on and isinstance(room, BenchRoom) and "step.done" in _names(room):
            inputs = [Event(t, name, v) for t, name, v in json.loads(log.read_text())]
            room.loop.sources.append(Log(inputs, start=room.loop.tick + 30))
            went_on = True
        if app.session is not None and isinstance(room, HallRoom):
            break
    app.close()
    keep(app.session, out)


def _names(room: BenchRoom) -> set[str]:
    return {e.name for e in room.events}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
