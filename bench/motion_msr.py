"""The same move by another body, or another move: MSR Action3D, subjects 1 to 5, 20 actions.

The comparison was tuned on subjects 1 to 3 among themselves; subjects 4 and 5 were only measured.
"""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

from bench.row import Row
from content.errors import Refusal
from content.texts import _
from motion.course import of_body
from motion.graded import Array
from motion.likeness import Likened, compare, likened
from motion.motion import Motion

RATE = 15.0  # frames a second, as they were recorded
JOINTS = (
    "right_shoulder", "left_shoulder", "neck", "spine", "right_hip", "left_hip", "pelvis",
    *(f"{side}_{joint}" for joint in ("elbow", "wrist", "hand", "knee", "ankle", "toe")
      for side in ("right", "left")),
    "head",
)  # fmt: skip
FIVE, DRAWS = 5, 10  # references of a move; how often they are drawn


@dataclass(frozen=True)
class Recorded:
    """`action` 1..20 by `subject` 1..5."""

    action: int
    subject: int
    motion: Motion


def run() -> list[Row]:
    """Print both splits: the one nothing was tuned on first."""
    apart = distances()
    subjects = np.array([take.subject for take in recorded()])
    return [
        *rows("subjects 4-5 by 1-3", np.where(subjects[:, None] > 3, np.nan, apart)[:, subjects > 3]
              , np.flatnonzero(subjects > 3)),
        *rows("each subject by the others", apart, np.arange(len(subjects))),
    ]  # fmt: skip


def folder() -> Path:
    """Return where the evaluation data are. Raises Refusal where they are not."""
    found = Path(os.environ.get("SHUIMO_EVAL_DATA", "../shared/data")) / "motion"
    if not found.is_dir():
        sentence = _("{folder}: there are no evaluation recordings; set SHUIMO_EVAL_DATA.")
        raise Refusal(sentence.format(folder=found))
    return found


@cache
def recorded() -> tuple[Recorded, ...]:
    """Return the 269 takes, z up, who faces the viewer looks along -y."""
    data = np.load(folder() / "msr_action3d_s1-5.npz")
    pieces = np.split(data["xyz"].astype(float)[:, :, [0, 2, 1]], np.cumsum(data["lengths"])[:-1])
    return tuple(
        Recorded(int(action), int(subject), _motion(positions))
        for positions, (action, subject, _take) in zip(pieces, data["labels"], strict=True)
    )


def _motion(positions: Array) -> Motion:
    return Motion(np.arange(len(positions)) / RATE, JOINTS, positions, np.ones(positions.shape[:2]))


@cache
def ready() -> tuple[Likened, ...]:
    """Return every take, ready to be aligned."""
    return tuple(likened(of_body(take.motion)) for take in recorded())


@cache
def distances() -> Array:
    """Return (references, queries); NaN where both are of one subject."""
    takes, done = recorded(), ready()
    even = np.ones(len(done[0].course.names))
    return np.array([
        [
            compare(a, b, even).distance if one.subject != other.subject else np.nan
            for other, b in zip(takes, done, strict=True)
        ]
        for one, a in zip(takes, done, strict=True)
    ])  # fmt: skip


def rows(split: str, apart: Array, queries: npt.NDArray[np.int64]) -> list[Row]:
    """Return what is measured of `apart` (references, queries)."""
    actions = np.array([take.action for take in recorded()])
    asked = actions[queries]
    n = int((~np.isnan(apart)).sum())
    auc = area(apart, actions[:, None] == asked[None])
    nearest = actions[np.argmin(np.nan_to_num(apart, nan=np.inf), axis=0)] == asked
    five = _five(apart, actions, asked)
    return [
        _row(f"MSR {split}: pair AUC", auc, n, 0.82),
        _row(f"MSR {split}: nearest of all, 20 moves", float(nearest.mean()), len(asked), 0.75),
        _row(f"MSR {split}: nearest of five each", five, len(asked) * DRAWS, 0.70),
    ]


def area(apart: Array, same: npt.NDArray[np.bool_]) -> float:
    """Return the chance that two of a move lie nearer than two of different moves."""
    known = ~np.isnan(apart)
    ranks, like = rankdata(apart[known]), same[known]
    pairs = like.sum() * (~like).sum()
    return float(1 - (ranks[like].sum() - like.sum() * (like.sum() + 1) / 2) / pairs)


def _five(apart: Array, actions: Array, asked: Array) -> float:
    """Return the share that is found by five references of each move, drawn several times."""
    rng = np.random.default_rng(0)
    moves = np.unique(actions)
    hits = []
    for query, action in enumerate(asked):
        column = apart[:, query]
        sets = [column[(actions == move) & ~np.isnan(column)] for move in moves]
        for _draw in range(DRAWS):
            nearest = [rng.choice(each, min(FIVE, len(each)), replace=False).min() for each in sets]
            hits.append(moves[np.argmin(nearest)] == action)
    return float(np.mean(hits))


def _row(name: str, value: float, n: int, least: float) -> Row:
    return Row(name, value, "", n, f">= {least}", held=value >= least)
