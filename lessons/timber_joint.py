"""One joint by itself: two or three short timbers, cut by the northern official rule (官式)."""

import math
from dataclasses import dataclass, replace

from content.errors import Refusal
from content.library import SHIPPED
from content.model import Status, Text
from content.texts import _
from lessons.report.template_book import Measured
from lessons.report.template_views import short
from lessons.size_words import FOOT_MM, measured_rule
from lessons.timber_pieces import Kit, Piece
from physics.pose import Pose
from physics.shape import Box
from physics.timber import joint_sizes, members
from physics.timber.joint import Joint
from physics.timber.joint_sizes import CORNER, JointSizes, Rule, Site
from physics.timber.member import Drawing, cut, facing
from physics.timber.part import Part

FILE = SHIPPED / "xiangshan/sunmao/joints.yaml"
KINDS = ("guanjiaosun", "mantousun", "yanweisun", "tousun", "dajin_xiaochu", "bansun", CORNER)
_COLUMNS = ("guanjiaosun", "mantousun")  # tenons of a column itself; the others are of a 枋
_WOOD = 550.0  # kg/m3; no file that is written tells a mass
_LARGEST = 2.0  # m; thicker than any tree
_UP = (0, 0, 1)
_COLUMN = Text(zh_CN="方柱", en="square column (方柱)")
_UPPER = Text(zh_CN="枋（在上）", en="upper tie beam (枋)")
_LOWER = Text(zh_CN="枋（在下）", en="lower tie beam (枋)")


@dataclass(frozen=True)
class _Timber:
    """One timber of the joint: how it is drawn, what it is called, where its axes stand."""

    drawing: Drawing
    called: Text
    at: Pose = Pose()


def kit(name: str, diameter_mm: float, fang_mm: tuple[float, float], clearance_mm: float) -> Kit:
    """Cut a joint for a square column. `fang_mm`: thickness and height of its 枋.

    Raises Refusal for a joint that is unknown or cannot be cut in these sizes.
    """
    for value in (diameter_mm, *fang_mm):
        if not 0 < value / 1000 <= _LARGEST:
            sentence = _("{value:g} mm is no size of a timber; write one from above 0 to 2000")
            raise Refusal(sentence.format(value=value))
    if not 0 <= clearance_mm < math.inf:
        sentence = _("a clearance of {value:g} mm cannot be cut; write 0 or more")
        raise Refusal(sentence.format(value=clearance_mm))
    sizes = joint_sizes.read(FILE)
    kind = _kind(name, sizes)
    side, (thick, high) = diameter_mm / 1000, (v / 1000 for v in fang_mm)
    site = Site(side, 10 * side, thick, high)
    told = (*_chosen(diameter_mm, fang_mm, clearance_mm, kind), *measured_rule(sizes.joints[kind]))
    pieces = tuple(
        _piece(cut(timber.drawing, _WOOD), timber, told)
        for timber in _timbers(sizes, kind, site, clearance_mm / 1000)
    )
    return Kit(_title(sizes.joints[kind]), pieces, FOOT_MM, Status.CONFIRMED, ())


def _kind(name: str, sizes: JointSizes) -> str:
    for kind in KINDS:
        if name in (kind, sizes.joints[kind].name.zh_CN):
            return kind
    sentence = _("there is no joint “{joint}” that can be cut by rule; there are: {there}")
    there = ", ".join(f"{kind} {sizes.joints[kind].name.zh_CN}" for kind in KINDS)
    raise Refusal(sentence.format(joint=name, there=there))


def _title(rule: Rule) -> Text:
    return Text(
        zh_CN=f"{rule.name.zh_CN}（官式尺寸，非香山）",
        en=f"{rule.name.en}, northern official size (官式), not Xiangshan",
    )


def _timbers(sizes: JointSizes, kind: str, site: Site, clearance: float) -> tuple[_Timber, ...]:
    joint = joint_sizes.official(sizes, kind, site, clearance)
    if kind == CORNER:
        return _crossing(joint, joint_sizes.official_under(sizes, site, clearance), site)
    entering, receiving = _meeting(kind, site)
    return (
        _Timber(entering.tenoned(joint, Pose()), _called(kind)[0]),
        _Timber(receiving.mortised(joint, Pose()), _called(kind)[1]),
    )


def _meeting(kind: str, site: Site) -> tuple[Drawing, Drawing]:
    """Stock in the joint's frame: what enters ends at x = 0, what receives begins there."""
    half, thick, high = site.column / 2, site.fang_thickness / 2, site.fang_height / 2
    long = site.column
    if kind in _COLUMNS:
        block = Box.between((0, -2 * half, -2 * half), (2 * half, 2 * half, 2 * half))
        return (
            Drawing("column", "langzhu", Box.between((-long, -half, -half), (0, half, half))),
            Drawing("base" if kind == "guanjiaosun" else "beam", "beam", block),
        )
    top = high if kind == "yanweisun" else high + site.column  # a dovetail is let in from above
    post = Box.between((0, -half, -high - site.column), (2 * half, half, top))
    rail = Box.between((-long, -thick, -high), (0, thick, high))
    return Drawing("fang", "fang", rail), Drawing("column", "langzhu", post)


def _crossing(over: Joint, under: Joint, site: Site) -> tuple[_Timber, ...]:
    """Two 枋 that cross in the head of a column whose foot stands at the origin."""
    half, level = site.column / 2, site.column + site.fang_height / 2
    upper = facing((-half, 0, level), (1, 0, 0), _UP)
    lower = facing((0, -half, level), (0, 1, 0), _UP)
    end = facing((half, 0, site.fang_height / 2), (1, 0, 0), _UP)
    column = members.square_column("column", site.column, site.column + site.fang_height)
    beam = members.fang("fang_over", site.column, site.fang_thickness, site.fang_height)
    return (
        _Timber(beam.tenoned(over, end), _UPPER, upper.then(end.back())),
        _Timber(
            replace(beam, name="fang_under").tenoned(under, end), _LOWER, lower.then(end.back())
        ),
        _Timber(column.mortised(over, upper).mortised(under, lower), _COLUMN),
    )


def _called(kind: str) -> tuple[Text, Text]:
    if kind == "guanjiaosun":
        return _COLUMN, Text(zh_CN="柱础", en="base (柱础)")
    if kind == "mantousun":
        return _COLUMN, Text(zh_CN="梁", en="beam (梁)")
    return Text(zh_CN="枋", en="tie beam (枋)"), _COLUMN


def _chosen(
    side: float, fang: tuple[float, float], clearance: float, kind: str
) -> tuple[Measured, ...]:
    named = [(_("side of the column"), side)]
    if kind not in _COLUMNS:
        named += [(_("thickness of the 枋"), fang[0]), (_("height of the 枋"), fang[1])]
    named.append((_("clearance on each side"), clearance))
    return tuple(Measured(n, f"{short(v, 2)} mm", Status.INFERRED) for n, v in named)


def _piece(part: Part, timber: _Timber, sizes: tuple[Measured, ...]) -> Piece:
    at = part.standing(timber.at)
    called = timber.called
    return Piece(part.name, called, called, part.solid, part.wood, part.drawing, at, sizes)
