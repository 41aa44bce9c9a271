"""What is laid out beside the window before the work in the print shop begins."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from content.library import Library
from lessons import registry
from lessons.arts.printing import Printing
from lessons.arts.printing_acts import Act
from lessons.arts.printing_journal import Journal
from physics.woodblock.warm import warm_up
from sim.app import App
from sim.rooms.printshop_floor import Floor
from sim.scenes.print_looks import Looks

Told = Callable[[float], None]


@dataclass(frozen=True)
class Ready:
    """A lesson, how block and sheet look, its journal, and what that still kept of last time."""

    lesson: Printing
    looks: Looks
    journal: Journal
    kept: tuple[Act, ...] = ()

    def go_on(self, told: Told) -> "Ready":
        """Do again what was kept. `told` hears the share that is done."""
        for share in self.lesson.go_on(self.kept):
            told(share)
        return replace(self, looks=Looks(self.lesson.shop), kept=())

    def anew(self, told: Told) -> "Ready":
        """Throw away what was kept."""
        self.journal.forget()
        told(1.0)
        return replace(self, kept=())

    def floor(self, app: App, lesson_id: str) -> Floor:
        """Begin the work."""
        return Floor(app, lesson_id, self.lesson, self.looks)


def lay_out(library: Library, lesson_id: str, told: Told) -> Ready:
    """Lay a lesson out; `told` hears the share that is done, 0..1. Raises Refusal."""
    warm_up(lambda share: told(0.8 * share))
    journal = registry.printing_journal(library, lesson_id)
    kept = journal.read()
    lesson = registry.printing(library, lesson_id, journal)
    told(0.95)
    return Ready(lesson, Looks(lesson.shop), journal, kept)
