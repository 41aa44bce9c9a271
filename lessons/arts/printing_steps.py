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
FREE = 0.97  # of the drawn edge that is cut free: the line is done
CLEARED, MENDED = 0.05, 0.02  # of the ground that may still stand high
EVEN = 0.6  # of the water that has gone from the interleaves into the sheets
EVERY = 4  # cells are looked at for one that is: this is asked after every stroke


def done(lesson: Lesson, shop: Shop, before: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the ids of the steps that are done; what was done `before` stays done."""
    return before | frozenset(
        step.id for step in lesson.steps if step.id not in before and _holds(step.id, shop)
    )


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
    face = board.depth[::EVERY, ::EVERY] == 0
    film = board.film.mass[::EVERY, ::EVERY]
    return bool(face.any()) and float(film[face].mean()) >= INKED or _printed(board, shop)


def _printed(board: Board, shop: Shop) -> bool:
    """Whether some sheet has a layer of this block with most of its drawing."""
    wanted = board.plate.mask[::EVERY, ::EVERY]
    for sheet in shop.sheets:
        for layer in sheet.layers:
            if layer.block == board.name:
                mass = layer.mass[::EVERY, ::EVERY]
                if np.mean(mass[wanted] > 0.3) >= PRINTED:
                    return True
    return False


def _lifted(board: Board, shop: Shop) -> bool:
    lies = shop.impression is not None and shop.impression.layer.block == board.name
    return not lies and _printed(board, shop)


def _high(board: Board) -> float:
    """Return the share of what was to be cleared that still stands high."""
    asked = board.asked
    return float(np.mean(board.depth.ravel()[asked.ground] < asked.deep)) if asked.deep.size else 0


def _free(board: Board) -> bool:
    edge = board.depth.ravel()[board.asked.edge]
    return not edge.size or float(np.mean(edge > 0)) >= FREE


_OF_BOARD: Mapping[str, Callable[[Board, Shop], bool]] = {
    "paste": lambda board, _shop: board.draft is not None,
    "line": lambda board, _shop: _free(board),
    "clear": lambda board, _shop: _high(board) <= CLEARED,
    "mend": lambda board, _shop: _high(board) <= MENDED,
    "mix": lambda board, shop: board.name in shop.bowls,
    "fix": lambda board, shop: board.fixed or board is shop.boards[0],
    "ink": _inked,
    "rub": _printed,
    "print": _lifted,
    "lift": _lifted,
}
_OF_SHOP: Mapping[str, Callable[[Shop], bool]] = {
    "damp": lambda shop: shop.water is not None,
    "even": lambda shop: shop.water is not None and shop.gone_in >= EVEN,
    "lay": lambda shop: any(sheet.layers for sheet in shop.sheets),
    "hang": lambda shop: bool(shop.hung),
    "mount": lambda shop: bool(shop.mounted),
}
