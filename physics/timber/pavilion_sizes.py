"""The sizes of a square pavilion 小方亭 as its file gives them, each with source and status."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from content import yamlfile
from content.faults import fit
from content.formats import refuse_newer
from content.model import Document, Status, Text
from physics.timber.joint_sizes import JointSizes, Rule
from physics.timber.sizes import CUN_PER_FOOT, Open, Positive, Size

FORMAT = 1
KIND = "pavilion"


class BracketLink(Document):
    """The file of sizes of the bracket set that is used: the pack's id and the file in it."""

    pack: str
    file: str


class Shares(Document):
    """What the rules give as a share of something else; the name says of what."""

    column_height_of_span: Positive
    column_diameter_of_height: Positive
    fang_height_of_column_height: Positive
    heng_girth_of_span: Positive
    chuan_girth_of_jie: Positive
    rise_of_run: Positive  # 提栈: 五算 = 0.5
    drum_height_of_column: Positive
    drum_width_of_column: Positive
    drum_belly_of_width: Positive
    laoqiang_tip: Positive


class Lengths(Document):
    """Lengths in cun."""

    span: Size
    jie: Size
    fang_thickness: Size
    paike_spacing: Size
    laoqiang_width: Size
    laoqiang_height: Size
    laoqiang_eave: Size
    heng_head: Size
    chuan_eave: Size
    chuan_spacing: Size
    dengxinmu_diameter: Size
    dengxinmu_length: Size
    pin: Size


class Play(Document):
    """Play on each side, in millimetres."""

    foot_mm: Positive
    dovetail_mm: Positive
    cross_mm: Positive
    roof_mm: Positive


class Called(Document):
    """What the parts of one kind are called."""

    kind: Literal["part"]
    name: Text


class Thick(Document):
    """A timber that is delivered with the tenon of one end cut too thick.

    `part` and `bearer` are places of the pavilion; `thicker_mm` more than drawn, across.
    """

    part: str
    bearer: str
    thicker_mm: float = Field(gt=0, le=6)
    status: Status
    source: str
    remark: Text


class PavilionSizes(Document):
    """All sizes of one square pavilion with four columns.

    `joints`: the rules for 管脚榫 and 燕尾榫; `thick`: 枋 to be pared (修榫). `source` is a key of
    the pack's own sources.
    """

    format: int
    kind: Literal["pavilion"]
    style: Text
    bracket: BracketLink
    foot_mm: Positive
    wood_kg_m3: Positive
    stone_kg_m3: Positive
    lengths: Lengths
    shares: Shares
    play: Play
    joints: dict[str, Rule] = Field(min_length=2)
    gudeng: Called
    langzhu: Called
    fang: Called
    paike: Called
    heng: Called
    laoqiang: Called
    dengxinmu: Called
    chuan: Called
    cheng: Called
    xiecheng: Called
    thick: tuple[Thick, ...] = ()
    open: tuple[Open, ...]

    def metres(self, size: Size) -> float:
        """Turn a length into metres by this file's foot."""
        return size.cun * self.foot_mm.value / CUN_PER_FOOT / 1000

    def called(self, kind: str) -> Text:
        """Return what the parts of a kind are called. Raises AttributeError for no such kind."""
        called: Called = getattr(self, kind)
        return called.name

    @property
    def joint_sizes(self) -> JointSizes:
        """The rules of the joints, as a table of their own."""
        return JointSizes(format=1, joints=self.joints)


def read(path: Path) -> PavilionSizes:
    """Read a file of sizes. Raises Refusal where it is missing or not as it should be."""
    file = yamlfile.read(path)
    refuse_newer(file.value, FORMAT, path)
    sizes, faults = fit(PavilionSizes, file)
    if sizes is None or faults:
        raise yamlfile.YamlError(path, *faults[0])
    return sizes
