"""One blow on the rail of a joint that was cut: how deep it goes, and whether the post opens.

The arm's pace is inferred. The post lies on blocks and does not give way.
"""

import math
from dataclasses import dataclass, replace

from physics.timber import splitting
from physics.timber.cutting import Work
from physics.timber.cutting_fit import Trial
from physics.timber.fit import Drive, Fit
from physics.timber.splitting import Room
from physics.tools.striking import StrikingTool, impulse

SWING = 5.2  # m/s of a tool in a whole blow; inferred
_STEP = 1 / 960  # s; a rail is light and fast, and a longer one would carry it too far
_LONGEST = 960  # steps after which a tenon is held to have come to rest


@dataclass(frozen=True)
class Driven:
    """What one blow did. `depth` m of the tenon in its mortise; `given`, `landed` N s of the
    tool and of what the shoulder (or the tenon's end) took; `split`: the post has opened."""

    depth: float
    given: float
    landed: float
    split: bool


def strike(
    work: Work, trial: Trial, depth: float, tool: StrikingTool, force: int, split: bool
) -> Driven:
    """Strike the rail once with `force` percent of a whole blow's energy.

    `depth` m is how far the tenon is in; `split`: the post has opened before. Raises ValueError
    for a force outside 1 to 100.
    """
    if not 0 < force <= 100:
        raise ValueError(f"a blow of {force} percent")
    mass = work.rail.volume * trial.law.wood.density
    given = impulse(tool, SWING * math.sqrt(force / 100), mass)
    law = splitting.opened(trial.law) if split else trial.law
    room = Room(trial.beyond, work.plan.post_depth)
    if law.kind == "jam":
        return Driven(depth, given, 0.0, splitting.bursts(law, given**2 / 2 / mass, room))
    if trial.along < 0 or depth >= trial.reach:
        return Driven(depth, given, 0.0, split)
    drive, landed = _driven(Drive(replace(law, travel=trial.reach), depth), given, mass)
    return Driven(drive.depth, given, landed, split or _opens(drive, law, room))


def _driven(drive: Drive, given: float, mass: float) -> tuple[Drive, float]:
    """Go on until the tenon rests; return N s that were left when it could go no deeper."""
    drive, landed = drive.blow(given, mass), 0.0
    for _step in range(_LONGEST):
        if drive.speed <= 0:
            break
        drive = drive.step(0.0, mass, _STEP)
        landed += drive.landed
    return drive, landed


def _opens(drive: Drive, law: Fit, room: Room) -> bool:
    return splitting.judge("post", Drive(law, drive.depth), room) is not None
