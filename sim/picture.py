"""Takes the pictures of a demonstration, offscreen; without OpenGL it takes none and says so."""

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from content.library import Library
from lessons import console, registry
from lessons.arts.raising_view import Shape, View
from lessons.report.model import Picture
from physics.timber.design import Design
from sim.panda import StageError, open_stage
from sim.scenes import yard_outlook
from sim.scenes.bench_state import yard_state
from sim.scenes.courtyard import Courtyard
from sim.scenes.timber_yard import TimberYard
from sim.scenes.yard_ink import marks
from sim.stage import Stage

SETTLED_S = 60.0  # after so long the eye has risen as far as it will


class Bench(Protocol):
    """What is photographed."""

    @property
    def design(self) -> Design:
        """What is raised."""
        ...

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """What its parts look like."""
        ...

    def view(self) -> View:
        """Return the bench at this moment."""
        ...

    def height(self, part: str) -> float:
        """Return how high a part is, in metres."""
        ...


class Camera:
    """Writes numbered PNGs into `out` and remembers them for the report.

    `nearer`: the eye stands at this share of where the outlook begins.
    """

    def __init__(self, out: Path, size: tuple[int, int], nearer: float = 1.0) -> None:
        self._out = out
        self._nearer = nearer
        self._yard: TimberYard | None = None
        self._asked: set[str] = set()
        self.files: list[Path] = []
        self.taken: list[Picture] = []
        self._stage: Stage | None = None
        try:
            self._stage = open_stage("offscreen", size, still=True)
        except StageError as e:
            console.refuse(str(e))

    def hall(self, library: Library, caption: str) -> None:
        """Take the hall."""
        if self._stage is None:
            return
        court = Courtyard(self._stage, library.lessons(registry.needs_met()))
        self._take("hall", caption)
        court.close()

    def bench(self, bench: Bench, name: str, caption: str) -> None:
        """Take the bench as it stands."""
        self._asked.add(name)
        if self._stage is None:
            return
        if self._yard is None:
            outlook = yard_outlook.of(bench.design)
            self._yard = TimberYard(self._stage, bench.shapes, outlook)
            azimuth, elevation, distance = outlook.start
            self._yard.set_view(azimuth, elevation, self._nearer * distance)
        self._yard.keep(bench.shapes)
        view = bench.view()
        tops = [view.poses[part].at[2] + bench.height(part) for part in view.seated]
        self._yard.follow(max(tops, default=0.0), SETTLED_S)
        ink = marks(bench.design, view.marked)
        self._yard.show(replace(yard_state(view), ink=ink))
        self._take(name, caption)

    def has(self, name: str) -> bool:
        """Whether a picture of this name was asked for already."""
        return name in self._asked

    def close(self) -> None:
        """Close the picture."""
        if self._stage is not None:
            self._stage.close()

    def _take(self, name: str, caption: str) -> None:
        assert self._stage is not None
        for _ in range(2):  # the shadow of what moved is one frame late
            self._stage.step()
        path = self._out / f"{len(self.files) + 1}-{name}.png"
        self._stage.screenshot(path)
        self.files.append(path)
        self.taken.append(Picture(self._stage.jpeg(), caption))
