"""Raised timber as it was measured: what a scorer judges."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from physics.timber.dry_fit import Joining

Bearer = Literal["seated", "wrong", "absent"]


@dataclass(frozen=True)
class Placing:
    """How one part lies: `near` its place or not; then depth, lean, turn and distance.

    `name` says which part it serves as (any 升 may take any of the three places);
    `bearer` whether the part that should bear it lies as it should, or is there at all.

    `belongs`: whether the part may stand in that place at all (parts fitted to one another bear
    position marks). `gap_mm` is signed (+ = above its bed), `yaw_deg` is folded by the ways in
    which the part serves; `bed_mm` is the height of its own bed above the ground, where that
    is asked, `bed_target_mm` what the heights of the parts add up to.
    """

    part: str
    name: str
    near: bool = True
    bearer: Bearer = "seated"
    belongs: bool = True
    gap_mm: float = 0.0
    tilt_deg: float = 0.0
    yaw_deg: float = 0.0
    offset_mm: float = 0.0
    bed_mm: float | None = None
    bed_target_mm: float | None = None

    def as_event(self) -> dict[str, float | str | None]:
        """Return the place and the deviations, rounded, for an event."""
        return {
            "place": self.name,
            "gap_mm": round(self.gap_mm, 3),
            "tilt_deg": round(self.tilt_deg, 3),
            "yaw_deg": round(self.yaw_deg, 3),
            "offset_mm": round(self.offset_mm, 3),
        }


@dataclass(frozen=True)
class Work:
    """The measured state of the work.

    `early` names parts that were laid before what bears them, `shown` the steps that the
    guide did; `seconds` is how long it took, `taps` when something was tapped (s). `joints`: how
    the fitted parts that lie at their places go with their mates, `untried`: those of them that
    did not go together in a dry fit (会榫) as they are cut.
    """

    placings: Mapping[str, Placing]
    early: tuple[str, ...] = ()
    engine: str | None = None
    shown: tuple[str, ...] = ()
    seconds: float = 0.0
    taps: tuple[float, ...] = ()
    joints: tuple[Joining, ...] = ()
    untried: tuple[str, ...] = ()
