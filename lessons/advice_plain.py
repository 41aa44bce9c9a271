"""What to work on without a number in it, for those who practise without marks (练功)."""

from content.assessment import Finding
from content.texts import _
from lessons.advice_place import syllable


def plain(finding: Finding) -> str:
    """Return where something was, and in which way, in words alone."""
    way = {
        "high": _("too high"),
        "low": _("too low"),
        "early": _("too early"),
        "late": _("too late"),
        "missing": _("not heard"),
    }.get(finding.direction, _("not yet right"))
    place = _place(finding)
    return _("{place}: {way}").format(place=place, way=way) if place else way


def _place(finding: Finding) -> str:
    """Return the syllable with its gongche, if the finding names them; else which in order."""
    if finding.where.kind == "whole":
        return ""
    return syllable(finding) or _nth(finding.where.id.split(" ")[0])


def _nth(number: str) -> str:
    first = number.split("-")[0]
    return _("Number {n}").format(n=int(first) + 1) if first.isdigit() else ""
