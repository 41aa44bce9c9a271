"""Which steps of a lesson in the print shop are done, told by the shop as it stands.

A step's id says what it asks for: a deed, and after a hyphen the block, as in `ink-key`.
"""

from collections.abc import Callable, Mapping

import numpy as np

from content.lesson import Lesson
from lessons.arts.printing_shop import Shop
from lessons.arts.printing_work import Board

INKED = 3.0  # g/m2 on the face, on an average: enough to print
PRINTED = 0.6  # of what is asked for that has ink: the sheet may be lifted


def done(lesson: Lesson, shop: Shop) -> frozenset[str]:
    """Return the ids of the steps that are done."""
    return frozenset(step.id for step in lesson.steps if _holds(step.id, shop))


def block_of(step: str) -> str | None:
    """Return the block a step is about, if it names one."""
    return step.partition("-")[2] or None


def deed_of(step: str) -> str:
    """Return what a step asks for."""
    return step.partition("-")[0]


def _holds(step: str, shop: Shop) -> bool:
    deed, name = deed_of(step), block_of(step)
    boards = [b for b in shop.boards if name in (None, b.name)]
    if deed in _OF_BOARD:
        return bool(boards) and all(_OF_BOARD[deed](b, shop) for b in boards)
    return deed in _OF_SHOP and _OF_SHOP[deed](shop)


def _inked(board: Board, shop: Shop) -> bool:
    face = board.depth == 0
    return (
        bool(face.any()) and float(board.film.mass[face].mean()) >= INKED or _printed(board, shop)
    )


def _printed(board: Board, shop: Shop) -> bool:
    """Whether some sheet has a layer of this block with most of its drawing."""
    wanted = board.plate.mask
    for sheet in shop.sheets:
        for layer in sheet.layers:
            if layer.block == board.name and np.mean(layer.mass[wanted] > 0.3) >= PRINTED:
                return True
    return False


def _lifted(board: Board, shop: Shop) -> bool:
    lies = shop.impression is not None and shop.impression.layer.block == board.name
    return _printed(board, shop) and not lies


_OF_BOARD: Mapping[str, Callable[[Board, Shop], bool]] = {
    "paste": lambda board, _shop: board.draft is not None,
    "mix": lambda board, shop: board.name in shop.bowls,
    "ink": _inked,
    "rub": _printed,
    "lift": _lifted,
}
_OF_SHOP: Mapping[str, Callable[[Shop], bool]] = {
    "damp": lambda shop: shop.water is not None,
    "lay": lambda shop: any(sheet.layers for sheet in shop.sheets),
    "hang": lambda shop: bool(shop.hung),
    "mount": lambda shop: bool(shop.mounted),
}
