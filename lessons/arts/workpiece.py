"""The work-piece of a timber lesson: what is raised, how its parts are called, how high it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from content.model import Status, Text
from lessons.arts import bracket_design
from physics.timber import bracket, sizes
from physics.timber.design import Design
from physics.timber.sizes import Sizes


@dataclass(frozen=True)
class Aim:
    """The height of the topmost beds that the rules give, in mm and in cun, and its status."""

    mm: float
    cun: float
    status: Status


@dataclass(frozen=True)
class Workpiece:
    """A design and what is said of it. `names`: by part; `aim` None where no height is asked."""

    design: Design
    names: Mapping[str, Text]
    aim: Aim | None


def read(path: Path) -> Workpiece:
    """Read the sizes of a work-piece and cut its parts. Raises Refusal where that cannot be."""
    return _bracket(sizes.read(path))


def _bracket(of: Sizes) -> Workpiece:
    kinds = {"zuodou": of.zuodou.name, "gong": of.gong.name, "sheng": of.sheng.name}
    if of.upper:
        kinds["gong_upper"] = of.upper.gong.name
    design = bracket_design.design(of)
    aim = Aim(bracket.bed_height(of) * 1000, of.bed_height.cun, of.bed_height.status)
    return Workpiece(design, {part.name: kinds[part.kind] for part in design.parts}, aim)
