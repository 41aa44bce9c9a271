"""The keys of the print shop and what they do: hints on the screen are made from this."""

from dataclasses import replace

from content.texts import _
from lessons.arts.printing import Printing
from lessons.arts.printing_steps import deed_of
from lessons.arts.printing_strokes import KNIFE, TOOLS
from sim.desktop import Key

AIDS = ("g", "v", "x", "z")  # what helps: with the whole sheet from memory it is put away


def tool_name(tool: str) -> str:
    """Return what a tool is called in the language in use."""
    return {
        "hands": _("bare hand"),
        "quandao": _("knife (拳刀)"),
        "wanzao": _("round gouge (弯凿)"),
        "wanzao_small": _("small gouge (小弯凿)"),
        "pingzao": _("flat chisel (平凿)"),
        "xiugenzao": _("root chisel (修根凿)"),
        "brush": _("palm brush (小棕帚)"),
        "pad": _("palm pad (棕擦)"),
    }[tool]


def _short(tool: str) -> str:
    return {
        "hands": _("hand"),
        "quandao": _("knife"),
        "wanzao": _("gouge"),
        "wanzao_small": _("small gouge"),
        "pingzao": _("flat chisel"),
        "xiugenzao": _("root chisel"),
        "brush": _("brush"),
        "pad": _("pad"),
    }[tool]


def carves(lesson: Printing) -> bool:
    """Whether anything in a lesson is to be cut."""
    return any(not plate.ready for plate in lesson.work.plates)


def tools(lesson: Printing) -> tuple[str, ...]:
    """Return the tools a lesson has use for, in the order of their keys."""
    return tuple(t for t in TOOLS[1:] if t not in KNIFE or carves(lesson))


def keys(lesson: Printing, bare: bool = False) -> tuple[Key, ...]:
    """Return every key of a lesson, with its meaning in the language in use.

    Those of the step in hand stand first; `bare`: no step is hinted at, and no aid.
    """
    if bare:
        return tuple(k for k in _all(lesson) if k.name not in AIDS)
    deed = deed_of(lesson.step.id) if lesson.step else ""
    first = _FIRST.get(deed, ())
    found = _all(lesson)
    ahead = [replace(k, shown=True) for name in first for k in found if k.name == name]
    return (found[0], *ahead, *(k for k in found[1:] if k.name not in first))


# What a step is done with, by what it asks for.
_FIRST = {
    "paste": ("t",), "line": ("1", "a", "5"), "clear": ("2", "3", "4"), "mend": ("5", "2"),
    "mix": ("m",), "damp": ("p",), "even": ("p",), "fix": ("b", "arrow_left", "shift-arrow_left"),
    "ink": ("6", "d"), "rub": ("l", "7", "x"), "lift": ("u", "0"), "hang": ("h",),
    "print": ("b", "6", "d", "l", "7", "u"), "mount": ("j",),
}  # fmt: skip


def _all(lesson: Printing) -> tuple[Key, ...]:
    led = tuple(Key(str(n), str(n), _short(t)) for n, t in enumerate(TOOLS) if t in tools(lesson))
    many = len(lesson.work.plates) > 1
    cut = carves(lesson)
    return (
        Key("mouse1", _("hold"), _("work"), tally=False),
        *led,
        Key("d", "D", _("dip")),
        Key("l", "L", _("lay the paper")),
        Key("u", "U", _("lift it")),
        Key("h", "H", _("hang it")),
        Key("q", "Q", _("softer")),
        Key("e", "E", _("firmer")),
        *((Key("b", "B", _("next block")),) if many else ()),
        Key("n", "N", _("next sheet")),
        Key("z", "Z", _("step back")),
        Key("v", "V", _("show me")),
        Key("tab", "Tab", _("look elsewhere")),
        Key("enter", "Enter", _("finish")),
        Key("wheel_up", _("wheel"), _("nearer, farther"), shown=False, tally=False),
        Key("drag", _("right drag"), _("look from the side"), shown=False, tally=False),
        Key("0", "0", _("bare hand: pull the sheet off"), shown=False),
        Key("m", "M", _("mix the colour"), shown=False),
        Key("p", "P", _("damp the paper"), shown=False),
        Key("j", "J", _("mount a dry print"), shown=False),
        Key("w", "W", _("wash the block"), shown=False),
        *((Key("t", "T", _("paste the draft on"), shown=cut),) if cut else ()),
        *((Key("a", "A", _("tip the blade left; D right"), shown=False),) if cut else ()),
        Key("arrow_left", "← → ↑ ↓", _("push the block by 0.1 mm"), shown=False, tally=False),
        Key("shift-arrow_left", "⇧ ← → ↑ ↓", _("push it by 1 mm"), shown=False, tally=False),
        Key("control-arrow_left", "Ctrl ← →", _("turn it by 0.05°"), shown=False, tally=False),
        Key("x", "X", _("where ink is missing"), shown=False),
        Key("escape", "Esc", _("leave"), shown=False),
    )
