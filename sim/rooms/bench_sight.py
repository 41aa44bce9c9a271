"""How the learner looks at the work: into the wood, drawn apart, along a plumb line."""

import math
from collections.abc import Mapping
from dataclasses import replace

from content.event import Event
from lessons.arts.building import Building
from lessons.arts.raising import Raising
from lessons.arts.raising_view import Shape, View
from sim.scenes.bench_state import yard_state
from sim.scenes.timber_yard import YardState
from sim.scenes.yard_apart import apart
from sim.scenes.yard_ink import InkMark, marks
from sim.scenes.yard_pegs import Ends, pegs, pin
from sim.scenes.yard_plumb import Plumb, hang

_EASE_S = 0.09
_THERE = 0.002  # of the way; nearer than this it has arrived


class Sight:
    """Pictures only: nothing here reaches the physics."""

    def __init__(self, bench: Raising | Building) -> None:
        self._bench = bench
        self.inside = False
        self._apart = 0.0
        self._share = 0.0
        self._beside: str | None = None
        self.pegged: set[str] = set()
        self._marked: frozenset[str] = frozenset()
        self._ink: tuple[InkMark, ...] = ()

    def look_inside(self) -> None:
        """See through the wood, or no longer."""
        self.inside = not self.inside

    def draw_apart(self) -> None:
        """Draw the parts apart, or bring them together again."""
        self._apart = 1.0 - self._apart

    def hang(self, part: str | None) -> Plumb | None:
        """Hang the plumb line beside a part, or take it away; return what it shows."""
        self._beside = part
        return self._plumb(self._bench.view())

    def teach(self, event: Event) -> None:
        """Keep count of the pegs."""
        if event.name == "part.pegged":
            self.pegged.add(event.value["part"])
        elif event.name in ("part.gripped", "part.taken", "part.loosed"):
            self.pegged.discard(event.value["part"])
        elif event.name in ("work.undone", "work.loaded"):
            self.pegged = set(event.value["pegged"])

    def state(self, view: View, pointed: str | None, elapsed: float) -> YardState:
        """Return what is to be drawn, `elapsed` seconds later."""
        self._share += (self._apart - self._share) * (1 - math.exp(-elapsed / _EASE_S))
        if abs(self._share - self._apart) < _THERE:
            self._share = self._apart
        shown = None
        if self._share:
            shown = apart(self._bench.design, view.poses, view.seated, self._share)
        return replace(
            yard_state(view, pointed, shown),
            xray=self.inside,
            ink=self._inked(view),
            plumb=None if self._share else self._plumb(view),
            pegs=() if self._share else self._pegs(view),
        )

    def _inked(self, view: View) -> tuple[InkMark, ...]:
        """The position marks that are written by now."""
        if view.marked != self._marked:
            self._marked, self._ink = view.marked, marks(self._bench.design, view.marked)
        return self._ink

    @property
    def _shapes(self) -> Mapping[str, Shape]:
        return {shape.name: shape for shape in self._bench.shapes}

    def _plumb(self, view: View) -> Plumb | None:
        if self._beside is None or self._beside not in view.poses:
            return None
        return hang(self._shapes[self._beside], view.poses[self._beside])

    def _pegs(self, view: View) -> tuple[Ends, ...]:
        """The pegs that were driven, and the pins that tie braces."""
        design = self._bench.design
        pins = tuple(pin(design.bracing, view.poses[brace]) for brace in self._bench.braced)
        if not self.pegged:
            return pins
        return (*pegs(design, self._shapes, view.poses, view.seated, self.pegged), *pins)
