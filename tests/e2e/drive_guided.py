"""Plays a timber lesson in the real window by the guide's hand, many substeps a drawn frame.

Prints a line of JSON now and then; ends when the learner's Enter or the last part has brought
the summary, and writes what was judged.
"""

import itertools
import json
import sys
from pathlib import Path

from content import texts
from lessons import registry
from lessons.arts import building_guide, inspection_guide, raising_guide
from sim import app as program
from sim.app import App
from sim.panda import open_stage
from sim.rooms.bench import BenchRoom
from sim.rooms.building import BuildingRoom
from sim.rooms.inspection import InspectionRoom

GUIDES = {
    BenchRoom: raising_guide.Guide,
    BuildingRoom: building_guide.Guide,
    InspectionRoom: inspection_guide.Guide,
}
FRAME_S = 0.5
LONGEST = 4000  # frames


def main(out: Path, lesson: str) -> None:
    """Run until the lesson is over."""
    texts.use("zh_CN")
    raising_guide.LOOK_S = 0.15
    program.LONGEST_FRAME_S = FRAME_S
    app = App(open_stage("window", (640, 360)), registry.library(),
              (FRAME_S * i for i in itertools.count()).__next__)  # fmt: skip
    app.enter(lesson)
    while type(room := app.room) not in GUIDES:
        app.frame()
    room.loop.cap = None
    guide = GUIDES[type(room)](room.bench)
    room.loop.sources.append(guide)
    for n in range(LONGEST):
        app.frame()
        if n % 20 == 0:
            print(json.dumps({"frame": n, "tick": room.loop.tick}), flush=True)
        if guide.done:
            room.press("enter")
        if app.session is not None:
            break
    for _ in range(3):
        app.frame()
    app.stage.screenshot(out / "end.png")
    regions = [r.name for sheet in room.deck._sheets.values() for r in sheet.regions]
    judged = app.session.assessment.model_dump(mode="json") if app.session else {}
    (out / "judged.json").write_text(json.dumps({"judged": judged, "regions": regions}))
    app.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
