"""A scripted eye that finds what is wrong with each sheet, by measuring it as a judge would."""

from collections.abc import Sequence

from content.event import Event
from lessons.arts.printing_guide import LOOK_S, Play, pause
from lessons.arts.printing_misprints import REMEDIES
from lessons.arts.printing_search import PrintSearch
from lessons.arts.printing_sheet import layers
from physics.woodblock.printed import Printed

FAR_MM, RUN_MM, BROKEN = 0.6, 0.7, 0.05  # from which a layer is shifted, drowned, dry


class SearchGuide:
    """A Source that seeds a search, looks at its sheets and names their faults."""

    def __init__(self, search: PrintSearch, step: str | None = None, seed: int = 1) -> None:
        self._search = search
        self._shown = step
        self._seed = seed
        self._play = self._perform()
        self.done = False

    def poll(self, tick: int) -> Sequence[Event]:
        """Return the next inputs. To be called once a substep."""
        try:
            return [Event(tick, name, value) for name, value in next(self._play)]
        except StopIteration:
            self.done = True
            return ()

    def _perform(self) -> Play:
        search = self._search
        if self._shown is not None:
            yield [("guide.show", {"step": self._shown})]
        if search.share is None:
            yield [("faults.seed", {"seed": self._seed})]
        while not search.ready:
            yield ()
        for sheet in range(len(search.shop.sheets)):
            if self._shown in (None, f"find-{sheet + 1}") and sheet not in search.found:
                yield from pause(LOOK_S)
                fault, block = look(search, sheet)
                said = {"fault": fault, "block": block, "remedy": REMEDIES[fault]}
                yield [("fault.name", {"sheet": sheet, **said})]


def look(search: PrintSearch, sheet: int) -> tuple[str, str]:
    """Return what is wrong with a sheet, and which block did it; the worst first."""
    found = layers(search.shop.sheets[sheet], search.work)
    key = found[search.shop.boards[0].name]
    worst = {
        (fault, name): badness
        for name, layer in found.items()
        for fault, badness in _faults(layer, key).items()
    }
    return max(worst, key=lambda k: worst[k])


def _faults(layer: Printed, key: Printed) -> dict[str, float]:
    """Return how bad each fault is, 1 = just to be seen; a double image explains the others."""
    apart = (layer.shift.dx - key.shift.dx) ** 2 + (layer.shift.dy - key.shift.dy) ** 2
    if layer.ghost > 0:
        return {"double": 10.0}
    return {
        "shifted": apart**0.5 / FAR_MM,
        "drowned": layer.bleed / RUN_MM if layer.swelling > 0 else 0.0,
        "dry": layer.broken / BROKEN,
    }
