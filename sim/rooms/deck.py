"""The panels that lie over a room, by name; later ones lie on earlier ones."""

from sim.stage import Stage
from sim.views.frame import Frame
from sim.views.layout import View, hit
from sim.views.panel import Panel


class Deck:
    """Shows views and tells what the pointer is on. Places are -1..1 to the right and up."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._panels: dict[str, Panel] = {}

    def show(self, name: str, view: View | None) -> None:
        """Show a view under a name, in place of what stood there; None takes it away."""
        if view is None:
            if panel := self._panels.pop(name, None):
                panel.close()
        elif name in self._panels:
            self._panels[name].show(view)
        else:
            self._panels[name] = Panel(self._stage, view)

    def shows(self, name: str) -> bool:
        """Whether something is shown under a name."""
        return name in self._panels

    def at(self, x: float, y: float) -> str | None:
        """Return the region under a place, or None."""
        place = Frame(self._stage.size).place(x, y)
        for panel in reversed(self._panels.values()):
            if name := hit(panel.regions, *place):
                return name
        return None

    def covers(self, x: float, y: float) -> bool:
        """Whether paper lies over a place, so that nothing below it is meant."""
        frame = Frame(self._stage.size)
        px, py = frame.place(x, y)
        left, top = px + frame.width / 2, frame.height / 2 - py
        boxes = (panel.layout.box for panel in self._panels.values())
        return any(b.left <= left <= b.right and b.top <= top <= b.bottom for b in boxes)

    def point(self, x: float, y: float) -> None:
        """Lift what lies under the pointer."""
        name = self.at(x, y)
        for panel in self._panels.values():
            panel.hover(name)

    def frame(self, elapsed: float) -> None:
        """Move the panels on."""
        for panel in self._panels.values():
            panel.frame(elapsed)

    def close(self) -> None:
        """Take all panels away."""
        for name in tuple(self._panels):
            self.show(name, None)
