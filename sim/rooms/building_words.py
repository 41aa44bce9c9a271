"""What is said in the free yard, and what its parts are called on the list."""

from collections.abc import Mapping
from typing import Any

from content.event import Event
from content.texts import _
from lessons.arts.building_file import MOST
from lessons.timber_names import part_name
from sim.rooms.bench_words import Said, capital
from sim.rooms.bench_words import said as said_at_bench


def said(event: Event) -> Said | None:
    """Return a sentence and whether it tells of something right; None where nothing is said."""
    found = _said(event.name, event.value)
    if found is None:
        return said_at_bench(event, "yard")
    return capital(found[0]), found[1]


def _said(name: str, value: Mapping[str, Any]) -> Said | None:
    part = part_name(str(value.get("part", "")))
    if name == "part.added":
        return _("{part} lies in the yard.").format(part=part), None
    if name == "part.taken":
        return _("{part} is put away.").format(part=part), None
    if name == "part.rested" and value["on"]:
        on = _(", ").join(part_name(each) for each in value["on"])
        return _("{part} lies on {others}.").format(part=part, others=on), True
    if name == "part.fell":
        return _("{part} left the yard. It lies in a free place again.").format(part=part), False
    if name == "work.full":
        return _full(str(value["why"])), False
    if name == "work.refused":
        return str(value["why"]), False
    if name == "work.loaded":
        return _("Taken out. Parts in the yard: {n}. Z goes back.").format(n=value["parts"]), True
    return None


def _full(why: str) -> str:
    if why == "parts":
        return _("There are {most} parts in the yard; put some away first.").format(most=MOST)
    return _("There is no free ground left; put some parts away first.")


def groups() -> tuple[tuple[str, str], ...]:
    """Return the groups of the list: the manner at the end of a kind, and its name."""
    return (
        ("", _("pavilion 小方亭")),
        ("wuqi", _("bracket, five-seven manner 五七式")),
        ("siliu", _("bracket, four-six manner 四六式")),
    )


def short(kind: str) -> str:
    """Return what a kind of part is called on the list."""
    names = {
        "gudeng": _("鼓磴 drum"),
        "langzhu": _("廊柱 column"),
        "fang": _("枋 tie beam"),
        "paike": _("牌科 bracket set"),
        "heng_s": _("桁 lower purlin"),
        "heng_e": _("桁 upper purlin"),
        "dengxinmu": _("灯心木 post"),
        "laoqiang": _("老戗 hip"),
        "chuan": _("椽 rafters"),
        "cheng": _("撑 prop"),
        "xiecheng": _("斜撑 brace"),
        "zuodou": _("坐斗 seat block"),
        "gong": _("栱 arm"),
        "gong_upper": _("栱 upper arm"),
        "sheng": _("升 block"),
    }
    name = kind.partition(".")[0]
    return names.get(name, name)
