"""What is to be cut: two squared timbers, the joint asked for, and what each tool takes away."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from content import yamlfile
from content.faults import fit
from content.formats import refuse_newer
from content.model import Document, Status, Text
from content.texts import _

FORMAT = 1
Piece = Literal["rail", "post"]


class Length(Document):
    """One length in millimetres."""

    mm: float = Field(gt=0)
    status: Status
    source: str
    remark: Text | None = None


class Stock(Document):
    """The file of one exercise. `source` is a key of the pack's own list of sources.

    Both timbers are `width` across; the rail is `height` high, the post `post_depth` deep.
    `end_room`: how much longer the mortise is than the tenon is high, at each end.
    `rip_stroke`, `cross_stroke`: how far one whole stroke carries the saw; `blow`: how deep one
    blow drives the chisel where wood stands on the whole of its edge.
    """

    format: int
    kind: Literal["stock"]
    name: Text
    rail_length: Length
    post_length: Length
    width: Length
    height: Length
    post_depth: Length
    tenon_length: Length
    tenon_thickness: Length
    mortise_depth: Length
    end_room: Length
    kerf: Length
    rip_stroke: Length
    cross_stroke: Length
    chisel_width: Length
    chisel_bite: Length
    blow: Length

    @model_validator(mode="after")
    def _can_be_cut(self) -> Self:
        room = self.width.mm - 2 * self.kerf.mm
        if self.tenon_thickness.mm >= room:
            raise ValueError(_("the tenon is as thick as the timber: no shoulder is left"))
        if not self.tenon_length.mm <= self.mortise_depth.mm < self.post_depth.mm:
            raise ValueError(
                _("the mortise has to be as deep as the tenon is long, and the post deeper")
            )
        return self


@dataclass(frozen=True)
class Plan:
    """The same in metres, in the frame of the closed joint.

    The origin lies in the middle of the shoulder; x points out of the rail into the post,
    y across both, z up the rail and along the post.
    """

    rail_length: float
    post_length: float
    width: float
    height: float
    post_depth: float
    tenon: float
    thick: float
    depth: float
    end_room: float
    kerf: float
    rip_stroke: float
    cross_stroke: float
    chisel_width: float
    chisel_bite: float
    blow: float

    @classmethod
    def of(cls, stock: Stock) -> Self:
        """Return the plan of a file."""
        m = {name: value.mm / 1000 for name, value in stock if isinstance(value, Length)}
        return cls(
            m["rail_length"], m["post_length"], m["width"], m["height"], m["post_depth"],
            m["tenon_length"], m["tenon_thickness"], m["mortise_depth"], m["end_room"],
            m["kerf"], m["rip_stroke"], m["cross_stroke"], m["chisel_width"], m["chisel_bite"],
            m["blow"],
        )  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One line asked for, in plan (u along the timber, v across it), metres.

    `along`: the line v = `at`; else the line u = `at`. It counts over `span` of the other.
    """

    name: str
    piece: Piece
    along: bool
    at: float
    span: tuple[float, float]


def asked(plan: Plan) -> tuple[Asked, ...]:
    """Return the lines of the joint in the order in which they are drawn.

    In plan u is x on the rail and z on the post; v is y on both.
    """
    half, side = plan.thick / 2, plan.width / 2
    high = plan.height / 2 + plan.end_room
    return (
        Asked("shoulder", "rail", False, 0.0, (-side, side)),
        Asked("cheek_left", "rail", True, half, (0.0, plan.tenon)),
        Asked("cheek_right", "rail", True, -half, (0.0, plan.tenon)),
        Asked("end_near", "post", False, -high, (-half, half)),
        Asked("end_far", "post", False, high, (-half, half)),
        Asked("side_left", "post", True, half, (-high, high)),
        Asked("side_right", "post", True, -half, (-high, high)),
    )


def read(path: Path) -> Stock:
    """Read a file of stock. Raises Refusal where it is missing or not as it should be."""
    file = yamlfile.read(path)
    refuse_newer(file.value, FORMAT, path)
    stock, faults = fit(Stock, file)
    if stock is None or faults:
        raise yamlfile.YamlError(path, *faults[0])
    return stock
