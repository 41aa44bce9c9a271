"""What the parts of raised timber are called, and what bears them, in the language in use."""

from collections import Counter
from collections.abc import Mapping, Sequence

from content.model import Text
from content.texts import _, lang

_KINDS = 2  # of parts that are named in a count; more are parts


def part_name(part: str) -> str:
    """Return the name of a part; an unknown part keeps its own.

    In the free yard a part is called by kind, manner and number: gong.wuqi#2.
    """
    kind, _sep, number = part.partition("#")
    kind, _sep, manner = kind.partition(".")
    if number:
        return _("{part}, no. {n}").format(part=part_name(part.partition("#")[0]), n=number)
    if manner in (manners := _manners()):
        return manners[manner].format(part=part_name(kind))
    names = {
        "sheng": _("the 升 (shēng, bearing block)"),
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
    return names.get(part) or _of_pavilion(part)


MARKS: Mapping[str, Text] = {
    "sw": Text(zh_CN="西南", en="西南 (south-west)"),
    "se": Text(zh_CN="东南", en="东南 (south-east)"),
    "ne": Text(zh_CN="东北", en="东北 (north-east)"),
    "nw": Text(zh_CN="西北", en="西北 (north-west)"),
    "s": Text(zh_CN="南", en="南 (south)"),
    "e": Text(zh_CN="东", en="东 (east)"),
    "n": Text(zh_CN="北", en="北 (north)"),
    "w": Text(zh_CN="西", en="西 (west)"),
}
"""The position marks on the parts of a pavilion, by the end of a part's name."""


def marked(name: Text, part: str) -> Text:
    """Return a kind's name with the position mark of one part, where it bears one."""
    mark = MARKS.get(part.partition("_")[2].partition("_")[0])
    if mark is None:
        return name
    return Text(zh_CN=f"{mark.zh_CN}{name.zh_CN}", en=f"{name.en}, mark {mark.en}")


def _manners() -> Mapping[str, str]:
    return {
        "wuqi": _("{part} in the five-seven manner (五七式)"),
        "siliu": _("{part} in the four-six manner (四六式)"),
    }


def _of_pavilion(part: str) -> str:
    kind, _sep, where = part.partition("_")
    kinds = {
        "gudeng": _("the {mark} 鼓磴 (gǔdèng, drum base)"),
        "langzhu": _("the {mark} 廊柱 (lángzhù, column)"),
        "fang": _("the {mark} 枋 (fāng, tie beam)"),
        "paike": _("the {mark} 牌科 (páikē, bracket set)"),
        "heng": _("the {mark} 桁 (héng, purlin)"),
        "laoqiang": _("the {mark} 老戗 (lǎoqiàng, hip rafter)"),
        "dengxinmu": _("the 灯心木 (dēngxīnmù, post in the middle of the roof)"),
        "chuan": _("the {mark} 椽 (chuán, rafters of one side)"),
        "cheng": _("the prop (撑)"),
        "xiecheng": _("the brace (斜撑)"),
    }
    mark = MARKS.get(where.partition("_")[0])
    if kind not in kinds:
        return part
    return " ".join(kinds[kind].format(mark=mark.read(lang()) if mark else "").split())


def counted(parts: Sequence[str]) -> str:
    """Return how many parts there are, by kind where they are of one or two kinds."""
    kinds = Counter(p.partition("_")[0].partition(".")[0].partition("#")[0] for p in parts)
    names = {
        "gudeng": _("{n} 鼓磴 (drums)"),
        "langzhu": _("{n} 廊柱 (columns)"),
        "fang": _("{n} 枋 (tie beams)"),
        "paike": _("{n} 牌科 (bracket sets)"),
        "heng": _("{n} 桁 (purlins)"),
        "laoqiang": _("{n} 老戗 (hip rafters)"),
        "dengxinmu": _("{n} 灯心木 (middle post)"),
        "chuan": _("{n} 椽 (sides of rafters)"),
        "zuodou": _("{n} 坐斗 (seat block)"),
        "gong": _("{n} 栱 (bracket arms)"),
        "sheng": _("{n} 升 (bearing blocks)"),
    }
    if len(kinds) > _KINDS or not kinds.keys() <= names.keys():
        return _("{n} parts").format(n=len(parts))
    return _(", ").join(names[kind].format(n=n) for kind, n in kinds.items())


def bearer_name(part: str) -> str:
    """Return the kind of part that bears this one."""
    kinds = {
        "gong_upper": _("升"),
        "gong": _("坐斗"),
        "sheng": _("栱"),
        "langzhu": _("鼓磴"),
        "fang": _("廊柱"),
        "paike": _("枋"),
        "heng": _("牌科"),
        "laoqiang": _("桁"),
        "chuan": _("老戗"),
    }
    return next((name for kind, name in kinds.items() if part.startswith(kind)), "")
