"""What a master's takes teach about a movement, and what was found in a learner's take of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Withheld = Literal["few_frames", "too_long", "not_seen", "half_seen", "other_joints", "no_movement"]
Direction = Literal[
    "higher", "lower", "forward", "back", "outward", "inward", "early", "late", "unsteady", "short"
]


@dataclass(frozen=True)
class Marks:
    """What a teacher says of a movement, in seconds of the reference's own time.

    `keyframes`: moments that matter; `holds`: from, to of every 亮相; `weights`: how much a bone
    matters (1 where none is named, 0 = not judged); `beats`: where the music's beats fall, empty
    where the movement has free tempo.
    """

    keyframes: tuple[float, ...] = ()
    holds: tuple[tuple[float, float], ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    beats: tuple[float, ...] = ()


@dataclass(frozen=True)
class Fault:
    """One bone that left the master's own spread, with margin.

    `start`, `end` s of the reference; `degrees` of the one turn that the bone is off by,
    `tolerance` what the master's takes allow there; `direction`: where it should have gone.
    `cost`: points of 100. `bone` "" where the whole figure is meant (timing); then both are NaN.
    """

    bone: str
    start: float
    end: float
    degrees: float
    tolerance: float
    direction: Direction
    confidence: float
    cost: float


@dataclass(frozen=True)
class Held:
    """One 亮相 as it was held, from `start` to `end` s of the take.

    `seconds` that the body stood in one pose about then; `sway` m (root mean square) of the hands;
    `degrees` that the pose left the master's tolerance by; `score` 0..100. NaN and None where it
    was not seen.
    """

    start: float
    end: float
    seconds: float
    sway: float
    degrees: float
    score: float | None


@dataclass(frozen=True)
class Graded:
    """A take beside its reference. Where `score` is None, `withheld` says why.

    `distance` is comparable across takes of one reference: the mean of the two takes of it that
    are nearest, degrees at a movement of usual size, as `likeness` tells; NaN where nothing could
    be compared. `shape_deg` mean deviation of the judged bones beyond alignment,
    `timing_ms` mean absolute lag, `flow` 0..1 likeness of the speed's course. `scores` of
    "shape", "timing", "flow", "hold", each 0..100 or None. `bones`: the share of the time in
    which each bone was seen. `standing_out`: by how many allowances each bone stands out from the
    others, the farthest first; only those of `faults` are blamed. `on_beat`: time was held
    against the music's, not one's own tempo. `path` (n, 2): s of the
    reference, s of the take.
    """

    score: float | None
    withheld: Withheld | None
    distance: float
    shape_deg: float
    timing_ms: float
    flow: float
    coverage: float
    scores: Mapping[str, float | None] = field(default_factory=dict)
    bones: Mapping[str, float] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    late: tuple[Fault, ...] = ()
    held: tuple[Held, ...] = ()
    standing_out: Mapping[str, float] = field(default_factory=dict)
    on_beat: bool = False
    path: Array = field(default_factory=lambda: np.empty((0, 2)))
