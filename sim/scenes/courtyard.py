"""The hall: a courtyard with a door for each art, their names on boards, and the lesson board."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from panda3d.core import NodePath

from content.library import BoardEntry
from sim.scenes import courtyard_place as place
from sim.scenes.boards import board
from sim.scenes.notice import notice
from sim.scenes.rays import box_hit
from sim.stage import Stage, Vec3

Door = Literal["stage", "story", "print", "timber", "lessons"]
DOORS: tuple[Door, ...] = get_args(Door)
_LIT = (2.1, 1.75, 1.0)  # lamplight on the board


@dataclass(frozen=True)
class _Site:
    """A door's name, the middle of its board with width and height, what a click meets (m)."""

    name: str
    board: Vec3
    size: tuple[float, float]
    low: Vec3
    high: Vec3
    bright: float = 1.4


_SITES: dict[Door, _Site] = {
    "stage": _Site("戏台", (1.75, 2.98, 3.0), (1.15, 0.42), (-0.3, 2.6, 0.0), (3.8, 5.8, 4.2), 2.6),
    "story": _Site(
        "书场", (-1.875, 4.86, 2.5), (0.98, 0.36), (-3.1, 4.8, 0.0), (-0.6, 6.1, 2.9), 2.6
    ),
    "print": _Site("版画坊", (-6.5, 5.95, 2.82), (1.1, 0.36), (-7.6, 5.9, 0.2), (-5.4, 6.1, 3.1)),
    "timber": _Site(
        "木作", (5.875, 4.86, 2.5), (0.98, 0.36), (4.2, 4.8, 0.0), (7.6, 7.0, 2.9), 2.6
    ),
    "lessons": _Site("功课", (-4.1, 4.36, 1.9), (0.8, 0.3), (-4.9, 4.3, 0.2), (-3.3, 4.9, 2.3)),
}


class Courtyard:
    """The courtyard on a stage; the titles of `entries` are written on the lesson board."""

    def __init__(self, stage: Stage, entries: Sequence[BoardEntry] = ()) -> None:
        self._stage = stage
        self._root: Any = stage.world.attachNewNode("hall")
        place.build().reparentTo(self._root)
        notice([e.lesson.title.zh_CN for e in entries]).reparentTo(self._at(place.NOTICE))
        self._boards = {door: self._hang(site) for door, site in _SITES.items()}
        stage.shine(place.SUN, place.SKY, place.EXPOSURE)
        stage.look(place.EYE, place.TARGET, place.FOV_DEG)

    def pick(self, x: float, y: float) -> Door | None:
        """Return the door seen at x, y (-1..1), or None."""
        origin, along = self._stage.ray(x, y)
        found: list[tuple[float, Door]] = []
        for door, site in _SITES.items():
            far = box_hit(origin, along, np.array(site.low), np.array(site.high))
            if far is not None:
                found.append((far, door))
        return min(found)[1] if found else None

    def point(self, door: Door | None) -> None:
        """Light the board of the door under the pointer; None lights none."""
        for name, node in self._boards.items():
            node.setColorScale(*(_LIT if name == door else (1.0, 1.0, 1.0)), 1)

    def anchor(self, door: Door) -> tuple[float, float]:
        """Return where the middle of a door's board is seen (-1..1)."""
        seen = self._stage.project(_SITES[door].board)
        assert seen is not None, "every board hangs in front of the eye"
        return seen

    def close(self) -> None:
        """Take the scene away."""
        self._root.removeNode()

    def _at(self, where: Vec3) -> Any:
        node: Any = self._root.attachNewNode("at")
        node.setPos(*where)
        return node

    def _hang(self, site: _Site) -> Any:
        made: NodePath = board(site.name, *site.size, site.bright)
        made.reparentTo(self._at(site.board))
        return made
