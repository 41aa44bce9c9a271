"""One master's takes made a reference, and how far they lie apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from content.errors import Refusal
from content.texts import _
from lessons.measured import number
from lessons.motion_files import Opened
from motion.grade import LONGEST, grade
from motion.graded import Marks
from motion.likeness import compare
from motion.motion import Motion
from motion.reference import MotionReference, build

FEW = 3  # takes that say how far a master differs from himself
ALIKE = 0.5  # share of the bones of two takes that both must show
# Degrees from every other take, beyond which it may be another movement: so far apart lie 7 % of
# the pairs in which one person repeats a move, and 81 % of those of two moves (MSR Action3D).
STRANGE = 25.0


@dataclass(frozen=True)
class Gathered:
    """A reference, the files it is of, and how far each two of its takes lie apart, degrees.

    `coverage` (takes) 0..1: what of the reference is seen in each.
    """

    reference: MotionReference
    files: tuple[Path, ...]
    coverage: tuple[float, ...]
    apart: dict[tuple[int, int], float]

    @property
    def holds(self) -> tuple[tuple[float, float], ...]:
        """From, to (s) of each stop, marked or found."""
        return self.reference.model.holds

    @property
    def strange(self) -> dict[int, float]:
        """Degrees to the nearest other of each take that is like none of them."""
        near = {
            k: min((far for pair, far in self.apart.items() if k in pair), default=0.0)
            for k in range(len(self.files))
        }
        return {k: far for k, far in near.items() if far > STRANGE}

    @property
    def plain(self) -> dict[str, Any]:
        """What is printed, for programs; the first take is the one that is shown."""
        rows = zip(self.files, self.reference.takes, self.coverage, strict=True)
        return {
            "duration": round(self.reference.duration, 3),
            "takes": [
                {"file": str(file), "seconds": round(lasts(take), 3), "coverage": round(seen, 4)}
                for file, take, seen in rows
            ],
            "apart_deg": [
                {"takes": list(pair), "degrees": number(far, 2)} for pair, far in self.apart.items()
            ],
            "holds": [[round(start, 3), round(end, 3)] for start, end in self.holds],
            "strange": [str(self.files[k]) for k in self.strange],
            "enough": len(self.files) >= FEW,
        }


def gathered(paths: Sequence[Path], marks: Marks, opened: Opened) -> Gathered:
    """Build the reference of `marks`, s of the take that comes to be shown.

    Raises Refusal: nobody in a take, other joints, the same take twice, marks beside the take.
    """
    motions = [opened.take(path).canonical() for path in paths]
    _refuse_unlike(paths, motions)
    reference = build(motions, marks)
    _refuse_outside(reference)
    _refuse_idle(reference)
    files = tuple(paths[_index(motions, take)] for take in reference.takes)
    even = np.ones(len(reference.likened[0].course.names))
    apart = {
        (one, other): compare(reference.likened[one], reference.likened[other], even).distance
        for one, other in combinations(range(len(files)), 2)
    }
    coverage = tuple(grade(reference, take).coverage for take in reference.takes)
    return Gathered(reference, files, coverage, apart)


def lasts(take: Motion) -> float:
    """Return the length of a take in seconds."""
    return float(take.times[-1] - take.times[0])


def _index(motions: Sequence[Motion], take: Motion) -> int:
    return next(k for k, motion in enumerate(motions) if motion.positions is take.positions)


def _refuse_unlike(paths: Sequence[Path], motions: Sequence[Motion]) -> None:
    seen = [_bones(path, motion) for path, motion in zip(paths, motions, strict=True)]
    for one, other in combinations(range(len(paths)), 2):
        said = {"one": paths[one], "other": paths[other]}
        if np.array_equal(motions[one].positions, motions[other].positions, equal_nan=True):
            raise Refusal(_("{one} and {other} are the same take; give each once.").format(**said))
        if len(seen[one] & seen[other]) < ALIKE * len(seen[one] | seen[other]):
            sentence = _("{one} and {other} show different joints; record both in the same way.")
            raise Refusal(sentence.format(**said))


def _bones(path: Path, motion: Motion) -> set[str]:
    try:
        reference = build([motion])
    except Refusal as e:
        sentence = _("{file}: nobody is seen in it, or too little of a body; record it anew.")
        raise Refusal(sentence.format(file=path)) from e
    if reference.duration > LONGEST:
        sentence = _("{file}: longer than {most:.0f} minutes; cut out the one movement.")
        raise Refusal(sentence.format(file=path, most=LONGEST / 60))
    return set(reference.model.bones)


def _refuse_outside(reference: MotionReference) -> None:
    marks, times = reference.marks, reference.times
    for moment in (*marks.keyframes, *(end for hold in marks.holds for end in hold)):
        if not times[0] <= moment <= times[-1]:
            sentence = _(
                "There is no moment {moment:g} s: the take that is shown goes from {start:.1f} "
                "to {end:.1f} s."
            )
            raise Refusal(sentence.format(moment=moment, start=times[0], end=times[-1]))


def _refuse_idle(reference: MotionReference) -> None:
    for bone in reference.marks.weights:
        if bone not in reference.model.bones:
            sentence = _("--weight {bone}: it is not seen in these takes, and cannot be judged.")
            raise Refusal(sentence.format(bone=bone))
    if not reference.model.weights.any():
        raise Refusal(_("--weight 0 for all that is seen leaves nothing to be judged."))
