"""The sizes of a bracket set as its file gives them, each with source and status."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from content import yamlfile
from content.faults import fit
from content.formats import refuse_newer
from content.model import Document, Status, Text
from content.texts import _

FORMAT = 1
CUN_PER_FOOT = 10


class Size(Document):
    """One length in cun (寸)."""

    cun: float = Field(gt=0)
    status: Status
    source: str
    remark: Text | None = None


class Number(Document):
    """One quantity that is not a length in cun; its unit stands in the name of its field."""

    value: float = Field(ge=0)
    status: Status
    source: str
    remark: Text | None = None


class Positive(Number):
    """A quantity that is never nothing."""

    value: float = Field(gt=0)


class ChamferPoint(Document):
    """A corner of the 卷杀: `run` cun from the arm's end, `rise` cun from its underside."""

    run: float = Field(ge=0)
    rise: float = Field(ge=0)


class Chamfer(Document):
    """The rounded underside of an arm's end, from the end face to the underside."""

    points: tuple[ChamferPoint, ...] = Field(min_length=2)
    status: Status
    source: str
    remark: Text | None = None


class Block(Document):
    """A 斗 or 升: square, its foot tapering down, its mouth open along the wall line."""

    kind: Literal["block"]
    name: Text
    width: Size
    height: Size
    foot_width: Size
    upper_waist: Size
    lower_waist: Size
    foot: Size

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        parts = self.upper_waist.cun + self.lower_waist.cun + self.foot.cun
        if abs(parts - self.height.cun) > 1e-9:
            sentence = _(
                "the waists and the foot give {parts:g} cun, the height says {height:g}; "
                "make them agree"
            )
            raise ValueError(sentence.format(parts=parts, height=self.height.cun))
        return self


class Arm(Document):
    """A 栱: a beam on edge whose ends are rounded from below."""

    kind: Literal["arm"]
    name: Text
    length: Size
    height: Size
    thickness: Size
    chamfer: Chamfer


class Spacing(Document):
    """Where the three 升 stand along the arm: distances from its middle, in cun."""

    cun: tuple[float, float, float]
    status: Status
    source: str
    remark: Text | None = None


class Tier(Document):
    """A second tier (一斗六升): a longer 栱 in the three 升, and three 升 on it."""

    gong: Arm
    sheng_places: Spacing


class Open(Document):
    """A question that the sources leave open."""

    about: Text
    status: Literal[Status.UNRESOLVED]
    source: str


class Sizes(Document):
    """All sizes of one 一斗三升, or with `upper` of one 一斗六升.

    `bed_height` and `overall_height` are those of the whole set. `source` is a key of the
    pack's own list of sources.
    """

    format: int
    style: Text
    foot_mm: Positive
    density_kg_m3: Positive
    mouth_clearance_mm: Number
    mouth_ease_mm: Number
    zuodou: Block
    gong: Arm
    sheng: Block
    sheng_places: Spacing
    upper: Tier | None = None
    bed_height: Size
    overall_height: Size
    open: tuple[Open, ...]

    def metres(self, cun: float) -> float:
        """Turn cun into metres by this file's foot."""
        return cun * self.foot_mm.value / CUN_PER_FOOT / 1000


def read(path: Path) -> Sizes:
    """Read a file of sizes. Raises Refusal where it is missing or not as it should be."""
    file = yamlfile.read(path)
    refuse_newer(file.value, FORMAT, path)
    sizes, faults = fit(Sizes, file)
    if sizes is None or faults:
        raise yamlfile.YamlError(path, *faults[0])
    return sizes
