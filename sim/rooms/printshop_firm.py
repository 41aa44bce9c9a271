"""How firmly a tool of the print shop is pressed on: five levels by keys, or a pen's own."""

LEVELS = 5  # of pressure; the middle one is what the tool is usually led with
# Newtons of the middle level; presets of this program, unresolved like the tools themselves.
USUAL = {"brush": 4.0, "pad": 30.0, "quandao": 18.0, "wanzao": 24.0, "wanzao_small": 16.0,
         "pingzao": 28.0, "xiugenzao": 16.0}  # fmt: skip
STEP = 1.45  # from one level to the next


def newtons(tool: str, level: float) -> float:
    """Return what a tool is pressed on with at a level 1..5; 0 for the bare hand."""
    return USUAL.get(tool, 0.0) * float(STEP ** (level - (LEVELS + 1) // 2))


def pen_level(share: float) -> float:
    """Return the level, between those of the keys too, of a pen's pressure 0..1."""
    return 1 + share * (LEVELS - 1)
