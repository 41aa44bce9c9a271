"""What joints and their measures are called in sentences for people."""

from content.texts import _


def joint_name(kind: str) -> str:
    """Return a joint's name, the carpenter's word first; an unknown kind names itself."""
    names = {
        "zhisun": _("直榫 (straight tenon)"),
        "bansun": _("半榫 (blind tenon)"),
        "tousun": _("透榫 (through tenon)"),
        "dajin_xiaochu": _("大进小出 (stepped through tenon)"),
        "xie": _("榫头的木楔 (wedge of a tenon)"),
        "yanweisun": _("燕尾榫 (dovetail)"),
        "mantousun": _("馒头榫 (tenon of a column's head)"),
        "guanjiaosun": _("管脚榫 (tenon of a column's foot)"),
        "gutousun": _("箍头榫 (corner tenon that clasps the column)"),
        "dakou": _("十字扣榫 (cross lap)"),
        "qiaojiao": _("敲交 (purlin across purlin)"),
    }
    return names.get(kind, kind)


def measure_name(measure: str) -> str:
    """Return what a measure is called; an unknown one names itself."""
    names = {
        "length": _("the length"),
        "width": _("the width"),
        "height": _("the height"),
        "clearance": _("the clearance"),
        "ease": _("the eased edge"),
        "depth": _("the depth of the timber it enters"),
        "proud": _("what stands out at the back"),
        "full": _("the part of full height"),
        "neck": _("the neck"),
        "flare": _("the flare of each side"),
        "root": _("the root"),
        "taper": _("the taper"),
        "thick": _("the thick end"),
        "thin": _("the thin end"),
        "column": _("the column's diameter"),
        "tenon": _("the tenon's thickness"),
        "head": _("the head beyond the column"),
        "across": _("the width of the crossing timber"),
        "diameter": _("the diameter"),
        "side": _("half of the thinner side"),
        "slot": _("the slot for the wedge"),
    }
    return names.get(measure, measure)
