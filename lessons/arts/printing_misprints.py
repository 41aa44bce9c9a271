"""Sheets printed wrongly on purpose, each in one of four ways, by the physics every sheet has.

What is wrong with which sheet follows from a seed.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from lessons.arts.printing_acts import Act
from lessons.arts.printing_ideal import GOOD, Manner, impression
from lessons.arts.printing_shop import Shop

# What can be wrong, and what a printer does against it.
REMEDIES: Mapping[str, str] = {
    "shifted": "fix", "dry": "wet", "drowned": "spare", "double": "straight",
}  # fmt: skip
FAULTS = tuple(REMEDIES)
LARGEST_SEED = 2**31
DRY = Manner(load=20)
DROWNED = Manner(load=200, brush=1500, pad=4500, rubs=4)


@dataclass(frozen=True)
class Misprint:
    """One sheet's fault: its kind, its block by number, and how far (dx, dy), mm / 100."""

    fault: str
    block: int
    aside: tuple[int, int] = (0, 0)


def misprints(seed: int, sheets: int, blocks: int) -> tuple[Misprint, ...]:
    """Return what is wrong with each sheet: every kind once before one comes again."""
    draw = np.random.default_rng(seed)
    kinds = [FAULTS[k] for _round in range(-(-sheets // 4)) for k in draw.permutation(4)]
    return tuple(_misprint(kind, blocks, draw) for kind in kinds[:sheets])


def _misprint(kind: str, blocks: int, draw: np.random.Generator) -> Misprint:
    block = int(draw.integers(1, blocks))
    way = float(draw.uniform(0, 2 * math.pi))
    far = float(draw.uniform(120, 220) if kind == "shifted" else draw.uniform(90, 140))
    moved = (round(far * math.cos(way)), round(far * math.sin(way)))
    return Misprint(kind, block, moved if kind in ("shifted", "double") else (0, 0))


def printed(shop: Shop, wrong: tuple[Misprint, ...]) -> Iterator[float]:
    """Print every sheet with its fault, act by act; yield the share that is done."""
    count = len(wrong) * len(shop.boards)
    for sheet, fault in enumerate(wrong):
        for block in range(len(shop.boards)):
            for act in _acts(shop, block, sheet, fault):
                shop.do(act)
                yield (sheet * len(shop.boards) + block) / count
    yield 1.0


def _acts(shop: Shop, block: int, sheet: int, wrong: Misprint) -> Iterator[Act]:
    manner = GOOD
    fault = wrong.fault if block == wrong.block else None
    if fault == "double":
        manner = Manner(askew=wrong.aside)
    elif fault is not None:
        manner = {"dry": DRY, "drowned": DROWNED}.get(fault, GOOD)
    yield Act("fix", (block, *(wrong.aside if fault == "shifted" else (0, 0)), 0))
    yield Act("wash")
    yield from impression(shop, block, sheet, manner)
    yield Act("take", (block,))
    yield Act("wash")
