"""The measures of the print shop as an assessment carries them."""

import math
from collections.abc import Iterator

from content.assessment import Item, Measure
from lessons.arts.printing_found import Made
from physics.woodblock.register import UNTOLD


def measures(made: Made) -> Iterator[Measure]:
    """Yield every measure; withheld where nothing could be told."""
    layers = list(made.sheet.layers.values()) if made.sheet else []
    register = list(made.sheet.register.values()) if made.sheet else []
    colours = [e for e, _lighter in made.sheet.colours.values()] if made.sheet else []
    yield _worst("draft_mm", [mm for mm, _deg in made.drafts.values()])
    yield _worst("draft_deg", [deg for _mm, deg in made.drafts.values()])
    yield _worst("line_mm", [c.line_mm for c in made.carved.values()])
    yield _worst("cut_mm", [c.cut_through_mm for c in made.carved.values()])
    yield _worst("high_pct", [c.high_pct for c in made.carved.values()])
    yield _worst("torn_mm2", [c.torn_mm2 for c in made.carved.values()])
    yield _worst("register_mm", [at.mm for at in register])
    yield _worst("turn_deg", [at.turn for at in register])
    yield _worst("bleed_mm", [v.bleed for v in layers])
    yield _worst("swelling_mm", [v.swelling for v in layers])
    yield _worst("ghost_mm", [v.ghost for v in layers])
    yield _worst("broken_pct", [v.broken * 100 for v in layers])
    yield _worst("bare_pct", [v.missing * 100 for v in layers])
    yield _worst("uneven_pct", [(1 - v.evenness) * 100 for v in layers])
    yield _worst("dirty_pct", [v.dirty * 100 for v in layers])
    yield _worst("delta_e", colours)
    yield Measure(name="waste", value=made.wasted, unit="count", n=1)
    yield Measure(name="undone", value=made.undone, unit="count", n=1)
    yield Measure(name="seconds", value=round(made.seconds, 1), unit="s", n=1)


def _worst(name: str, values: list[float]) -> Measure:
    """The value farthest from nothing, with its sign; withheld where none could be told."""
    told = [v for v in values if math.isfinite(v)]
    worst = max(told, key=lambda v: abs(v), default=0.0)
    value = round(worst, 3) + 0.0 if told else None
    withheld = "unmeasured" if values and not told else None
    unit = name.rpartition("_")[2]
    return Measure(name=name, value=value, unit=unit, n=len(told), withheld=withheld)


def items(made: Made) -> Iterator[Item]:
    """Yield the judged sheet's layers in numbers, one block each."""
    if made.sheet is None:
        return
    for block, layer in made.sheet.layers.items():
        at = made.sheet.register.get(block, UNTOLD)
        numbers = {
            "dx_mm": at.dx, "dy_mm": at.dy, "turn_deg": at.turn, "grown_permille": at.grown,
            "coverage": layer.coverage, "bare": layer.missing, "broken": layer.broken,
            "strength_gsm": layer.strength, "evenness": layer.evenness,
            "swelling_mm": layer.swelling, "bleed_mm": layer.bleed, "dirty": layer.dirty,
            "ghost_mm": layer.ghost,
            "delta_e": made.sheet.colours.get(block, (math.nan, math.nan))[0],
        }  # fmt: skip
        told = {k: round(v, 3) + 0.0 if math.isfinite(v) else None for k, v in numbers.items()}
        yield {"block": block, **told}
