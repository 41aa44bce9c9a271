"""What those who drive the real window in tests have in common: clock, places, what is kept."""

from pathlib import Path
from typing import Any

from content import take as takes
from content.take import Take
from sim.headless import Session
from sim.stage import Stage
from sim.views.frame import Frame


class Steps:
    """A clock that goes on by `by` seconds whenever it is read."""

    def __init__(self, by: float = 1 / 30) -> None:
        self.by = by
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += self.by
        return self.seconds


def pixel(stage: Stage, x: float, y: float) -> list[int]:
    """Turn -1..1 right and up into pixels from the window's upper left."""
    wide, high = stage.size
    return [round((x + 1) / 2 * wide), round((1 - y) / 2 * high)]


def middles(room: Any, stage: Stage) -> dict[str, tuple[float, float]]:
    """Return the middle (-1..1 right and up) of every region of the cards that answers."""
    frame = Frame(stage.size)
    return {
        r.name: ((r.left + r.right) / frame.width, (r.bottom + r.top) / frame.height)
        for sheet in room.deck._sheets.values()
        for r in sheet.regions
    }


def regions(room: Any, stage: Stage) -> dict[str, list[int]]:
    """Return in pixels where the cards answer to a click."""
    return {name: pixel(stage, *at) for name, at in middles(room, stage).items()}


def keep(session: Session | None, out: Path) -> None:
    """Write what was judged, and the session as a take."""
    assert session is not None
    judged = session.assessment
    (out / "assessment.json").write_text(judged.model_dump_json())
    take = Take(judged.lesson, judged.lesson_hash, "test", judged.engine, ticks=session.ticks,
                inputs=session.inputs, consent_id="c-test")  # fmt: skip
    takes.write(take, out / "session.take")
