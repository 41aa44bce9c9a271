"""A stage lesson in the real window, from the hall to its result, before a film for a camera.

The film is seen as fast as the window is drawn, a quarter of a second a frame. Prints a line of
JSON a frame: where things are in the window (pixels), how the take stands. Ends when the window
is back in the hall after a take.
"""

import json
import sys
import webbrowser
from pathlib import Path

from content import texts
from lessons import registry
from motion.eyes_messages import FileCamera
from sim.app import App
from sim.panda import open_stage
from sim.rooms.hall import HallRoom
from sim.rooms.movement import MovementRoom
from sim.rooms.movement_waking import WakingRoom
from tests.e2e.driving import Steps, pixel, regions

FRAME_S = 0.25
LONGEST = 2000  # frames
SIZE = (640, 360)


def state(app: App) -> dict[str, object]:
    """Return what a person sees: places to click, how the take stands."""
    room, stage = app.room, app.stage
    clicks = regions(room, stage)
    if isinstance(room, HallRoom):
        board = pixel(stage, *room.yard.anchor("lessons"))
        return {"room": "hall", "regions": clicks, "board": board}
    if isinstance(room, WakingRoom):
        return {"room": "waking", "regions": clicks, "board": None}
    assert isinstance(room, MovementRoom)
    return {
        "room": "movement",
        "regions": clicks,
        "doing": room.practice.place.doing,
        "phase": room.moves.ready.phase,
        "playing": room.outcome.showing.playing,
        "cast": room.moves.cast(),
        "view": room.floor.view,
    }


def main(out: Path, film: Path) -> None:
    """Run until the learner is back in the hall after a take."""
    texts.use("en")
    webbrowser.open = lambda *_: True
    camera = FileCamera(film, paced=False)
    app = App(open_stage("window", SIZE), registry.library(), Steps(FRAME_S), camera=camera)
    app.hall()
    for _ in range(LONGEST):
        app.frame()
        if isinstance(app.room, MovementRoom):
            app.room.loop.cap = None
        print(json.dumps(state(app)), flush=True)
        if app.session is not None and isinstance(app.room, HallRoom):
            break
    app.close()
    assert app.session is not None
    (out / "assessment.json").write_text(app.session.assessment.model_dump_json())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
