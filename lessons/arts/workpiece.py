"""The work-piece of a timber lesson: what is raised, how its parts are called, how high it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from content import yamlfile
from content.library import SHIPPED
from content.model import Status, Text
from lessons.arts import bracket_design, pavilion_design
from lessons.timber_names import marked
from physics.timber import bracket, pavilion_sizes, sizes
from physics.timber.design import Design
from physics.timber.pavilion_sizes import BracketLink, PavilionSizes
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
    if is_pavilion(path):
        return _pavilion(pavilion_sizes.read(path), path)
    return _bracket(sizes.read(path))


def is_pavilion(path: Path) -> bool:
    """Whether a file of parts says that it is of a pavilion; without a kind it is of a bracket."""
    value = yamlfile.read(path).value
    return isinstance(value, dict) and value.get("kind") == pavilion_sizes.KIND


def _bracket(of: Sizes) -> Workpiece:
    kinds = {"zuodou": of.zuodou.name, "gong": of.gong.name, "sheng": of.sheng.name}
    if of.upper:
        kinds["gong_upper"] = of.upper.gong.name
    design = bracket_design.design(of)
    aim = Aim(bracket.bed_height(of) * 1000, of.bed_height.cun, of.bed_height.status)
    return Workpiece(design, {part.name: kinds[part.kind] for part in design.parts}, aim)


def _pavilion(of: PavilionSizes, path: Path) -> Workpiece:
    design = pavilion_design.design(of, sizes.read(linked(of.bracket, path)))
    names = {part.name: marked(of.called(part.kind), part.name) for part in design.parts}
    return Workpiece(design, names, None)


def linked(link: BracketLink, path: Path) -> Path:
    """Find a file of another pack: beside the pack that names it, else among the shipped ones."""
    beside = path.parent.parent.parent / link.pack / link.file
    return beside if beside.is_file() else SHIPPED / link.pack / link.file
