"""The sizes of a file of timber in words: name, value and how far each is known."""

from collections.abc import Iterator

from pydantic import BaseModel

from content.model import Document, Text
from content.texts import _, lang
from lessons.report.template_book import Measured
from lessons.report.template_views import short
from physics.timber.cutting_plan import Length, Stock
from physics.timber.joint_sizes import Rule, Share
from physics.timber.joint_words import measure_name
from physics.timber.sizes import Chamfer, Number, Size, Sizes, Spacing

FOOT_MM = 275.0  # where a file of sizes names no foot: the 鲁班尺 of 營造法原
_PAVILION = {
    "gudeng": ("drum",),
    "langzhu": ("column", "span"),
    "fang": ("fang", "span"),
    "heng": ("heng", "span"),
    "chuan": ("chuan", "jie", "rise"),
    "laoqiang": ("laoqiang", "rise"),
    "dengxinmu": ("dengxinmu",),
}
_TOOLS = ("kerf", "rip_stroke", "cross_stroke", "chisel_width", "chisel_bite", "blow")
Leaf = Size | Number | Spacing | Chamfer | Length


def measured(sizes: BaseModel, kind: str) -> tuple[Measured, ...]:
    """Return the sizes that parts of one kind are cut by."""
    foot = getattr(sizes, "foot_mm", None)
    cun_mm = (foot.value if foot else FOOT_MM) / 10
    return tuple(
        Measured(size_name(name), _value(name, leaf, cun_mm), leaf.status)
        for name, leaf in _of_kind(sizes, kind)
    )


def measured_rule(rule: Rule) -> tuple[Measured, ...]:
    """Return the official shares (官式) of a joint, and that a Xiangshan master's are missing."""
    own = Measured(_("Xiangshan (香山)"), _("ask a master"), rule.xiangshan.status)
    official = (
        Measured(f"官式 {_share_name(name)}", _share(share), share.status)
        for name, share in rule.guanshi.items()
    )
    return (own, *official)


def open_questions(sizes: BaseModel) -> tuple[str, ...]:
    """Return what the sources leave open, one sentence each."""
    asked = getattr(sizes, "open", ())
    return tuple(one.about.read(lang()) for one in asked if isinstance(one.about, Text))


def _of_kind(sizes: BaseModel, kind: str) -> Iterator[tuple[str, Leaf]]:
    if isinstance(sizes, Sizes):
        yield from _of_bracket(sizes, kind)
    elif isinstance(sizes, Stock):
        yield from ((name, leaf) for name, leaf in _leaves(sizes) if name not in _TOOLS)
    else:
        for name, leaf in _leaves(sizes):
            if name.startswith(_PAVILION.get(kind, ())):
                yield name, leaf


def _of_bracket(sizes: Sizes, kind: str) -> Iterator[tuple[str, Leaf]]:
    upper = sizes.upper
    if kind == "gong_upper" and upper:
        yield from _leaves(upper)
    else:
        yield from _leaves(getattr(sizes, kind))
    if kind == "gong":
        yield "sheng_places", sizes.sheng_places
    elif kind in ("zuodou", "sheng"):
        yield "thickness", sizes.gong.thickness
        yield "mouth_clearance_mm", sizes.mouth_clearance_mm
        yield "mouth_ease_mm", sizes.mouth_ease_mm


def _leaves(of: BaseModel) -> Iterator[tuple[str, Leaf]]:
    for name, value in of:
        if isinstance(value, Leaf):
            yield name, value
        elif isinstance(value, Document):
            yield from _leaves(value)


def _value(name: str, leaf: Leaf, cun_mm: float) -> str:
    match leaf:
        case Size(cun=cun):
            return f"{short(cun, 3)} 寸 = {short(cun * cun_mm, 1)} mm"
        case Length(mm=mm):
            return f"{short(mm, 1)} mm = {short(mm / cun_mm, 2)} 寸"
        case Spacing(cun=places):
            return ", ".join(short(p, 3).replace("-", "−") for p in places) + " 寸"
        case Chamfer(points=points):
            return ", ".join(f"{short(p.run, 2)}/{short(p.rise, 2)}" for p in points) + " 寸"
    return f"{short(leaf.value, 3)}" + (" mm" if name.endswith("_mm") else "")


def _share(share: Share) -> str:
    if share.of == "mm":
        return f"{short(share.used, 1)} mm"
    return f"{short(share.used, 3)} × {_share_name(share.of)}"


def _share_name(name: str) -> str:
    names = {
        "thickness": measure_name("tenon"),
        "column": measure_name("column"),
        "fang_height": _("height of the 枋"),
        "fang_thickness": _("thickness of the 枋"),
    }
    return names.get(name) or measure_name(name)


def size_name(name: str) -> str:
    """Return what a size is called; an unknown one names itself."""
    names = {
        "foot_width": _("width at the foot"),
        "upper_waist": _("upper waist (上腰)"),
        "lower_waist": _("lower waist (下腰)"),
        "foot": _("foot (底)"),
        "thickness": _("thickness of the 栱"),
        "chamfer": _("rounded end (卷杀), run/rise"),
        "sheng_places": _("places of the 升"),
        "mouth_clearance_mm": _("play at each side of the mouth"),
        "mouth_ease_mm": _("eased edge of the mouth"),
        "rail_length": _("length of the rail"),
        "post_length": _("length of the post"),
        "post_depth": _("depth of the post"),
        "tenon_length": _("length of the tenon"),
        "tenon_thickness": _("thickness of the tenon"),
        "mortise_depth": _("depth of the mortise"),
        "end_room": _("room at each end of the mortise"),
    }
    return names.get(name) or _of_pavilion(name)


def _of_pavilion(name: str) -> str:
    names = {
        "span": _("span (面阔), axis to axis"),
        "jie": _("界 (jiè), one bay of the roof"),
        "fang_thickness": _("thickness of the 枋"),
        "laoqiang_width": _("width of the 老戗"),
        "laoqiang_height": _("height of the 老戗"),
        "laoqiang_eave": _("老戗 beyond the crossing"),
        "laoqiang_tip": _("its end, of the whole section"),
        "heng_head": _("桁 beyond the crossing"),
        "chuan_eave": _("椽 beyond the 桁"),
        "chuan_spacing": _("椽 from middle to middle"),
        "dengxinmu_diameter": _("diameter of the 灯心木"),
        "dengxinmu_length": _("length of the 灯心木"),
        "column_height_of_span": _("column's height, of the span"),
        "column_diameter_of_height": _("column's diameter, of its height"),
        "fang_height_of_column_height": _("枋's height, of the column's"),
        "heng_girth_of_span": _("桁's girth, of the span"),
        "chuan_girth_of_jie": _("椽's girth, of the 界"),
        "rise_of_run": _("rise of the roof (提栈), of its run"),
        "drum_height_of_column": _("鼓磴's height, of the column"),
        "drum_width_of_column": _("鼓磴's width, of the column"),
        "drum_belly_of_width": _("鼓磴's belly, of its width"),
    }
    return names.get(name) or measure_name(name)
