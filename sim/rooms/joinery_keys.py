"""The keys of the joiner's bench and what they do: hints on the screen are made from this."""

from content.texts import _
from lessons.arts.joinery import TOOLS
from sim.desktop import Key


def tool_name(tool: str) -> str:
    """Return what a tool is called in the language in use."""
    return {
        "ink": _("ink line (墨斗)"),
        "square": _("square (角尺)"),
        "rip": _("rip saw (顺锯)"),
        "cross": _("crosscut saw (截锯)"),
        "chisel": _("chisel (凿)"),
        "mallet": _("mallet (榔头)"),
        "axe": _("poll of the axe (斧背)"),
    }[tool]


def _short(tool: str) -> str:
    return {
        "ink": _("ink"),
        "square": _("square"),
        "rip": _("rip"),
        "cross": _("crosscut"),
        "chisel": _("chisel"),
        "mallet": _("mallet"),
        "axe": _("axe poll"),
    }[tool]


def keys() -> tuple[Key, ...]:
    """Return every key, with its meaning in the language in use."""
    tools = (Key(str(n + 1), str(n + 1), _short(tool)) for n, tool in enumerate(TOOLS))
    return (
        Key("v", "V", _("show me")),
        Key("mouse1", _("click"), _("set")),
        Key("space", _("space"), _("work")),
        *tools,
        Key("enter", "Enter", _("finish")),
        Key("escape", "Esc", _("leave")),
        Key("z", "Z", _("step back")),
        Key("x", "X", _("look inside")),
        Key("shift-space", "⇧" + _("space"), _("work gently"), shown=False),
        Key("arrow_left", "← → ↑ ↓", _("move by 0.1 mm"), shown=False),
        Key("wheel_up", _("wheel"), _("work"), shown=False),
        Key("r", "R", _("turn the rail over"), shown=False),
        Key("q", "Q", _("hold askew, left"), shown=False),
        Key("e", "E", _("hold askew, right"), shown=False),
        Key("a", "A", _("lean, left"), shown=False),
        Key("d", "D", _("lean, right"), shown=False),
        Key("g", "G", _("pale lines on or off"), shown=False),
        Key("shift-arrow_left", "⇧← ⇧→", _("look from the side"), shown=False),
        Key("drag", _("right drag"), _("look from the side"), shown=False),
    )
