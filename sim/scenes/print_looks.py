"""What block and sheet look like now, as pictures that are kept up to date where they change."""

import numpy as np
from numpy.typing import NDArray

from lessons.arts.printing_shop import Shop
from lessons.arts.printing_work import Board
from physics.woodblock import grain
from physics.woodblock.block_sight import BlockSight
from physics.woodblock.colour import Sight
from physics.woodblock.grid import Rect
from physics.woodblock.paper import Paper
from physics.woodblock.rub import Impression
from sim.scenes.print_surface import Pixels

FELT = 34  # of 255: how much darker paper looks where it lies on standing wood
THROUGH = 90  # of 256: how much of the printed side is seen from the back; inferred
PASTED = 205  # of 255: how black the draft's lines are through thin paper


class Looks:
    """The pictures of the block on the table and of the sheet in work, (n, n, 3) sRGB."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._board, self._paper = shop.board, shop.sheet
        self._block = _block(self._board)
        self._sheet = Sight(self._paper)
        self._bare = Sight(_blank(self._paper)).pixels
        self._felt = np.zeros(self._bare.shape[:2], np.uint16)
        self.back: Pixels = np.empty_like(self._bare)
        self._through(shop.work.grid.whole)

    @property
    def block(self) -> Pixels:
        """The block from above."""
        return self._block.pixels

    @property
    def face(self) -> Pixels:
        """The sheet's printed side."""
        return self._sheet.pixels

    def draft(self) -> Pixels:
        """The draft as it is laid on the block: its paper, its lines seen from the back."""
        lines = self._board.plate.mask[:, ::-1, None]
        return np.asarray(np.where(lines, np.uint8(70), self._bare[:, ::-1]), np.uint8)

    def renew(self, shop: Shop, draft: float) -> None:
        """Look at what lies there now, if it is another block, another sheet, another shop.

        `draft`: how much of the pasted draft is still shown, 0..1.
        """
        whole = shop.work.grid.whole
        if shop.board is not self._board or shop is not self._shop:
            self._board = shop.board
            self._block = _block(shop.board)
        if shop.sheet is not self._paper:
            self._paper = shop.sheet
            self._bare = Sight(_blank(shop.sheet)).pixels
        self._shop = shop
        self._sheet = Sight(shop.sheet)
        self._block.draft[:] = _draft(shop.board, draft)
        self._block.update(whole)
        self._felt[:] = 0 if shop.impression is None else _felt(shop.impression, shop.now) * FELT
        self._through(whole)

    def block_changed(self, rect: Rect) -> None:
        """Look again at a window of the block."""
        self._block.update(rect)

    def sheet_changed(self, rect: Rect) -> None:
        """Look again at a window of the sheet, both sides."""
        self._sheet.update(rect)
        self._through(rect)

    def _through(self, rect: Rect) -> None:
        """The back of the sheet: paper, and a little of the ink on the other side."""
        bare = self._bare[rect.window].astype(np.uint16) - self._felt[rect.window][..., None]
        seen = self._sheet.pixels[rect.window].astype(np.uint16)
        self.back[rect.window] = (bare * (256 - THROUGH) + seen * THROUGH) >> 8


def _felt(laid: Impression, now: float) -> NDArray[np.bool_]:
    """Return where the sheet (n, n) lies on standing wood: 摸版, what the hand feels through it."""
    grid = laid.paper.grid
    ax, ay, a0, bx, by, b0 = laid.lay.map(grid, laid.paper.moisture(now))
    place = np.arange(grid.cells) + 0.5
    across = (ax * place[None, :] + ay * place[:, None] + a0).astype(int)
    along = (bx * place[None, :] + by * place[:, None] + b0).astype(int)
    last = grid.cells - 1
    stands = laid.on.depth[np.clip(along, 0, last), np.clip(across, 0, last)] == 0
    beside = (across < 0) | (across > last) | (along < 0) | (along > last)
    return np.asarray(stands & ~beside)


def _blank(paper: Paper) -> Paper:
    return Paper(paper.grid, paper.seed)


def _block(board: Board) -> BlockSight:
    hard = grain.field(board.wood.grid, board.wood.seed).hardness
    return BlockSight(board.depth, np.asarray(hard, np.uint8), board.film)


def _draft(board: Board, share: float) -> NDArray[np.uint8]:
    """Return what of the pasted draft is seen (n, n), block frame, as it was pasted."""
    if board.draft is None or share <= 0:
        return np.zeros(board.depth.shape, np.uint8)
    return np.asarray(board.drawn * np.float32(PASTED * share), np.uint8)
