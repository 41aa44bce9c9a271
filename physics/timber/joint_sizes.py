"""How large joints are: the Xiangshan column, still empty, and the northern official one (官式).

The official rules give each measure as a share of the column or of the 枋; from them, a column
and a 枋, a joint is made here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from content import yamlfile
from content.errors import Refusal
from content.faults import fit
from content.formats import refuse_newer
from content.model import Document, Status, Text
from content.texts import _
from physics.timber.joint import Joint
from physics.timber.joint_words import joint_name
from physics.timber.joints_cross import gutou
from physics.timber.joints_dovetail import dovetail
from physics.timber.joints_post import column_foot, column_head
from physics.timber.joints_tenon import blind, stepped, through

FORMAT = 1
CORNER = "gutousun"  # the one joint of two 枋
Of = Literal["column", "height", "fang_height", "fang_thickness", "root", "thickness", "mm"]


class Share(Document):
    """One measure as a share of another (`of: mm`: plain millimetres).

    `low` to `high` is what the source allows, `used` what is cut.
    """

    of: Of
    low: float = Field(gt=0)
    high: float = Field(gt=0)
    used: float = Field(gt=0)
    status: Status
    source: str
    remark: Text | None = None

    @model_validator(mode="after")
    def _within(self) -> Self:
        if not self.low <= self.used <= self.high:
            sentence = _("{used:g} is used where {low:g} to {high:g} is given; keep within it")
            raise ValueError(sentence.format(used=self.used, low=self.low, high=self.high))
        return self


class Unasked(Document):
    """The place for a Xiangshan master's own size."""

    size: None
    status: Literal[Status.UNRESOLVED]
    source: str
    remark: Text


class Rule(Document):
    """One joint: what it is for, the Xiangshan size, and the official measures by name."""

    name: Text
    use: Text
    xiangshan: Unasked
    guanshi: dict[str, Share]


class JointSizes(Document):
    """All rules by the joint's kind. `source` is a key of the pack's own list of sources."""

    format: int
    joints: dict[str, Rule]


@dataclass(frozen=True)
class Site:
    """Where a joint is made: the column's diameter and height, the 枋's section; metres."""

    column: float
    height: float
    fang_thickness: float
    fang_height: float


class Official:
    """The official measures of one joint at one site, in metres, and its clearance.

    Raises Refusal where the file has no official rule for the joint.
    """

    def __init__(self, sizes: JointSizes, kind: str, site: Site, clearance: float) -> None:
        self.site, self.clearance, self._kind = site, clearance, kind
        rule = sizes.joints.get(kind)
        if rule is None or not rule.guanshi:
            sentence = _("{joint} has no size here yet; a master has to give one")
            raise Refusal(sentence.format(joint=joint_name(kind)))
        self._shares = rule.guanshi

    def __getitem__(self, measure: str) -> float:
        """Return a measure in metres. Raises Refusal where the rule does not give it."""
        share = self._shares.get(measure)
        if share is None:
            sentence = _("{joint}: the measure “{measure}” is missing; add it to the sizes")
            raise Refusal(sentence.format(joint=joint_name(self._kind), measure=measure))
        if share.of == "mm":
            return share.used / 1000
        own = share.of in ("root", "thickness")
        whole = self[share.of] if own else getattr(self.site, share.of)
        return float(share.used * whole)


def read(path: Path) -> JointSizes:
    """Read a file of joint sizes. Raises Refusal where it is missing or not as it should be."""
    file = yamlfile.read(path)
    refuse_newer(file.value, FORMAT, path)
    sizes, faults = fit(JointSizes, file)
    if sizes is None or faults:
        raise yamlfile.YamlError(path, *faults[0])
    return sizes


def official(sizes: JointSizes, kind: str, site: Site, clearance: float) -> Joint:
    """Make a joint by the official rule (官式): of a 箍头榫 the 枋 that lies upon the other.

    Raises Refusal where there is no rule for it.
    """
    makers: dict[str, Callable[[Official], Joint]] = {
        "guanjiaosun": _foot,
        "mantousun": _head,
        "yanweisun": _dovetail,
        "tousun": _through,
        "dajin_xiaochu": _stepped,
        "bansun": _blind,
        CORNER: _over,
    }
    given = Official(sizes, kind, site, clearance)
    if kind not in makers:
        sentence = _("{joint}: there is no way to cut it by these sizes yet; choose another joint")
        raise Refusal(sentence.format(joint=joint_name(kind)))
    return makers[kind](given)


def official_under(sizes: JointSizes, site: Site, clearance: float) -> Joint:
    """Make a 箍头榫 by the official rule: the 枋 that lies under the other."""
    return _corner(Official(sizes, CORNER, site, clearance), over=False)


def _foot(by: Official) -> Joint:
    return column_foot(by["root"], by["length"], by["taper"] / by["root"], by.clearance)


def _head(by: Official) -> Joint:
    return column_head(by["root"], by["length"], by["taper"] / by["root"], by.clearance)


def _dovetail(by: Official) -> Joint:
    neck = by["thickness"] - 2 * by["flare"]
    return dovetail(by["length"], neck, by["flare"], by["height"], by.clearance)


def _through(by: Official) -> Joint:
    thickness, height = by["thickness"], by.site.fang_height
    return through(by.site.column, by["proud"], thickness, height, by.clearance)


def _stepped(by: Official) -> Joint:
    thickness, height = by["thickness"], by.site.fang_height
    return stepped(by.site.column, by["full"], thickness, height, by.clearance, by["proud"])


def _blind(by: Official) -> Joint:
    thickness, height = by["thickness"], by.site.fang_height
    return blind(by["length"], thickness, height, by.clearance, by.site.column)


def _over(by: Official) -> Joint:
    return _corner(by, over=True)


def _corner(by: Official, over: bool) -> Joint:
    head = (by["head_length"], by["head_thickness"], by["head_height"])
    return gutou(by.site.column, by["thickness"], by.site.fang_height, head, by.clearance, over)
