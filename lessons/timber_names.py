"""What the parts of raised timber are called, and what bears them, in the language in use."""

from content.texts import _


def part_name(part: str) -> str:
    """Return the name of a part; an unknown part keeps its own."""
    names = {
        "zuodou": _("the 坐斗 (zuòdǒu, seat block)"),
        "gong": _("the 栱 (gǒng, bracket arm)"),
        "sheng_left": _("the left 升 (shēng, bearing block)"),
        "sheng_middle": _("the middle 升 (shēng, bearing block)"),
        "sheng_right": _("the right 升 (shēng, bearing block)"),
        "gong_upper": _("the upper 栱 (gǒng, bracket arm)"),
        "sheng_upper_left": _("the upper left 升 (shēng, bearing block)"),
        "sheng_upper_middle": _("the upper middle 升 (shēng, bearing block)"),
        "sheng_upper_right": _("the upper right 升 (shēng, bearing block)"),
    }
    return names.get(part, part)


def bearer_name(part: str) -> str:
    """Return the kind of part that bears this one."""
    kinds = {
        "gong_upper": _("升"),
        "gong": _("坐斗"),
        "sheng": _("栱"),
    }
    return next((name for kind, name in kinds.items() if part.startswith(kind)), "")
