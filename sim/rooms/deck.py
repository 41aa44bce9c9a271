"""The panels that lie over a room, by name; later ones lie on earlier ones."""

from collections.abc import Sequence
from typing import Protocol

from lessons.report.shapes import Box
from sim.stage import Stage
from sim.views.frame import Frame
from sim.views.layout import Region, View, hit
from sim.views.panel import Panel


class Sheet(Protocol):
    """Anything that lies over a room: a panel, a window of pages."""

    @property
    def box(self) -> Box:
        """The ground it covers, in units of the layout."""
        ...

    @property
    def regions(self) -> tuple[Region, ...]:
        """Where it answers to the pointer."""
        ...

    def hover(self, name: str | None) -> None:
        """Lift what is under the pointer."""
        ...

    def frame(self, elapsed: float) -> None:
        """Move on."""
        ...

    def close(self) -> None:
        """Go away."""
        ...


class Deck:
    """Shows views and tells what the pointer is on. Places are -1..1 to the right and up."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._sheets: dict[str, Sheet] = {}

    def show(self, name: str, view: View | None) -> None:
        """Show a view under a name, in place of what stood there; None takes it away."""
        there = self._sheets.get(name)
        if view is not None and isinstance(there, Panel):
            there.show(view)
        else:
            self.lay(name, None if view is None else Panel(self._stage, view))

    def lay(self, name: str, sheet: Sheet | None) -> None:
        """Lay a sheet down under a name, in place of what lay there."""
        if there := self._sheets.pop(name, None):
            there.close()
        if sheet is not None:
            self._sheets[name] = sheet

    def shows(self, name: str) -> bool:
        """Whether something is shown under a name."""
        return name in self._sheets

    def at(self, x: float, y: float) -> str | None:
        """Return the region under a place, or None; what a sheet covers does not answer."""
        place = self.sheet_place(x, y)
        for sheet in reversed(self._sheets.values()):
            if name := hit(sheet.regions, *place):
                return name
            if self._lies(sheet, x, y):
                return None
        return None

    def sheet_place(self, x: float, y: float) -> tuple[float, float]:
        """Return a place in units of the sheet (aspect2d)."""
        return Frame(self._stage.size).place(x, y)

    def covers(self, x: float, y: float) -> bool:
        """Whether paper lies over a place, so that nothing below it is meant."""
        return any(self._lies(sheet, x, y) for sheet in self._sheets.values())

    def point(self, x: float, y: float) -> None:
        """Lift what lies under the pointer."""
        name = self.at(x, y)
        for sheet in self._sheets.values():
            sheet.hover(name)

    def frame(self, elapsed: float) -> None:
        """Move the panels on."""
        for sheet in self._sheets.values():
            sheet.frame(elapsed)

    def look_through(self, places: Sequence[tuple[float, float]]) -> None:
        """Let the panels be clear that lie over anything between these places; none: all solid."""
        frame = Frame(self._stage.size)
        at = [frame.place(*place) for place in places]
        x, y = frame.width / 2, frame.height / 2
        across, down = [x + px for px, _py in at], [y - py for _px, py in at]
        seen = Box(min(across), min(down), max(across), max(down)) if at else None
        for sheet in self._sheets.values():
            if isinstance(sheet, Panel):
                sheet.clear = seen is not None and sheet.box.overlaps(seen)

    def close(self) -> None:
        """Take all panels away."""
        for name in tuple(self._sheets):
            self.show(name, None)

    def _lies(self, sheet: Sheet, x: float, y: float) -> bool:
        frame, box = Frame(self._stage.size), sheet.box
        px, py = frame.place(x, y)
        left, top = px + frame.width / 2, frame.height / 2 - py
        return box.left <= left <= box.right and box.top <= top <= box.bottom
