"""What was found out about the work of the print shop: plain measures, judged by the scorer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from physics.woodblock.printed import Printed
from physics.woodblock.register import Shift

Place = tuple[float, float]  # mm from the left and from the lower edge of the printed sheet
Places = Mapping[str, Place | None]


@dataclass(frozen=True)
class Carved:
    """A block against its drawing; NaN where nothing of it was to be cut.

    `line_mm`: 95 % of the edges lie nearer; `cut_through_mm` of line that is gone; `high_pct` of
    the ground that stands too high; `torn_mm2` of line that tore out; `places` of the worst.
    """

    line_mm: float
    mean_mm: float
    cut_through_mm: float
    high_pct: float
    torn_mm2: float
    places: Places = field(default_factory=dict)


@dataclass(frozen=True)
class SheetMade:
    """One sheet by blocks: its layers, the others' register beside the first, colours (dE2000
    beside the reference proof and how much lighter, NaN where untold), places of what is worst.
    `absent`: blocks that should be on it and are not.
    """

    layers: Mapping[str, Printed]
    register: Mapping[str, Shift]
    colours: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    places: Mapping[str, Places] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """What was made. `sheet`: the sheet that is judged, None without one; `wasted`: other sheets
    that were printed on; `drafts`: how far each draft was pasted off, mm and degrees."""

    done: frozenset[str]
    sheet: SheetMade | None = None
    wasted: int = 0
    carved: Mapping[str, Carved] = field(default_factory=dict)
    drafts: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    undone: int = 0
    seconds: float = 0.0
    engine: str | None = None
