"""Free building: any parts of the shipped designs, put together as one likes; no score.

A Practice with what a room of timber asks of one: it has no steps, and what stands is what
was found to lie on other parts.
"""

import math
from collections.abc import Sequence

from content.assessment import Assessment, Measure
from content.lesson import Lesson
from lessons.arts import building_yard
from lessons.arts.building_catalogue import Catalogue
from lessons.arts.building_file import Saved
from lessons.arts.building_found import Found
from lessons.arts.building_stock import Stock
from lessons.arts.raising_attempt import Attempt, Value
from lessons.arts.raising_hand import Goal
from lessons.arts.raising_inputs import known
from lessons.arts.raising_table import Table
from lessons.arts.raising_view import View
from physics.pose import Pose
from physics.timber.design import Design

NEAR_M = 1.0  # of all places where a held part fits, only those so near are looked at
SCORER = "building"


class Building(Attempt):
    """One stay in the free yard. Raises EngineMissing where there is no physics engine."""

    step: None = None  # what is built freely has no steps

    def __init__(self, lesson: Lesson, catalogue: Catalogue, lesson_hash: str = "") -> None:
        self.lesson = lesson
        self.catalogue = catalogue
        self._hash = lesson_hash
        yard = building_yard.design()
        table = Table(yard)
        self._found = Found(table, yard, catalogue)
        super().__init__(table, self._found)
        self._stock = Stock(table, self._site, self._hand, self._found, catalogue, self._say)
        self._goals: tuple[Goal, ...] = ()
        self._acts |= {**self._stock.acts, "hand.tap": self._hand.tap}

    def assess(self) -> Assessment:
        """Say how many parts stand; nothing is marked here."""
        n = len(self._table.parts)
        return Assessment(
            lesson=self.lesson.id, lesson_hash=self._hash, references=(), scorer=SCORER,
            scorer_version=1, engine=self.engine, withheld="free building has no score",
            coverage=1.0,
            measures=(Measure(name="parts", value=n, unit="", n=n),),
        )  # fmt: skip

    def saved(self) -> Saved:
        """Return everything that lies in the yard, to be kept in a file."""
        return self._stock.saved()

    @property
    def design(self) -> Design:
        """What stands, as if it had been planned so; the hand's room as it is now."""
        return self._found.holding(self.held) if self.held else self._found.design

    def bears(self, part: str) -> bool:
        """Whether a part lies on others, so that a peg can hold it to them."""
        return bool(self._found.bearers.get(part))

    def goals(self, part: str) -> tuple[Goal, ...]:
        """Return where a part fits on those that lie there."""
        return self._found.goals(part)

    def aim_height(self, part: str) -> float:
        """Return the height at which the grab point of a held part will end: in the nearest
        place where it fits, else on the ground."""
        carrier = self._hand.carrier
        end = self._nearest()
        point = float(carrier.grasp.point[2]) if carrier else 0.0
        return (end.at[2] if end else 0.0) + point

    def view(self) -> View:
        """Return what is to be drawn now; a pale outline shows where the held part fits next."""
        held = self.held
        end = self._nearest()
        ghosts = ((held, end),) if held and end else ()
        return View(
            poses={name: self.pose(name) for name in self._table.parts},
            ghosts=ghosts if self.ghost else (),
            hand=self._hand.carrier.view() if self._hand.carrier else None,
            step=None,
            seated=self.seated,
            assist=self.assist,
            trial=self._site.trial,
        )

    def _nearest(self) -> Pose | None:
        """Return the nearest place where the held part fits."""
        if self.held is None or not self._goals:
            return None
        here = self.pose(self.held).at[:2]
        return min((goal for goal, _ways in self._goals), key=lambda g: math.dist(here, g.at[:2]))

    def _near(self) -> tuple[Goal, ...]:
        """Return where the held part fits not far from where it is."""
        if self.held is None or not self._goals:
            return ()
        here = self.pose(self.held).at
        return tuple(goal for goal in self._goals if math.dist(here[:2], goal[0].at[:2]) < NEAR_M)

    def _eases(self) -> tuple[Goal, ...]:
        return self._near() if self.assist else ()

    def _grip(self, value: Value) -> None:
        part = known(value, self._table.parts)
        if part is None or self._stock.blocked(part):
            return
        if self.held is None and not self._site.trying:
            near = self._found.cluster(part)  # what stands apart stays as it is
            self._table.wake(near.union(b for b, column in self.braced.items() if column in near))
        if self._hand.grip(value, self._found.holding(part)):
            self._found.look(part)
            self._goals = self._found.goals(part)

    def _undo(self) -> None:
        super()._undo()
        self._found.look(None)

    def _rested(self, settled: Sequence[str]) -> None:
        self._found.look(self.held)
        for part in settled:
            self._say("part.rested", part=part, on=list(self._found.bearers.get(part, ())))
        if self.calm:
            self._table.freeze(frozenset(self._table.parts))
