"""How the shop stood at one moment, kept so that a step back need not begin at the beginning.

Arrays are copied only where they changed since the keyframe before; what was carved is kept as
its cuts. No keyframe is taken while a sheet lies on a block.
"""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons.arts.printing_acts import Act
from lessons.arts.printing_shop import Shop
from physics.woodblock.film import Film
from physics.woodblock.paper import Paper

Key = tuple[str, int]  # "film" of a block or "paper" of a sheet, by number
Part = Film | Paper
_PLAIN = ("tick", "at", "water", "damped_at", "page")
_LISTS = ("bowls", "come", "hung", "mounted")
_OF_BOARD = ("lay", "fixed", "draft", "pasted")
_INKS = ("dip", "brush", "wash", "rub", "lift", "lay")


@dataclass(frozen=True)
class Keyframe:
    """The shop before act number `index`."""

    index: int
    plain: Mapping[str, Any]
    lists: Mapping[str, Any]
    boards: tuple[Mapping[str, Any], ...]
    cuts: tuple[int, ...]
    parts: Mapping[Key, Part]


class Keyframes:
    """The moments of one shop that can be gone back to, the earliest first."""

    def __init__(self, shop: Shop, most: int = 8) -> None:
        self._shop = shop
        self._most = most
        self._fresh: dict[Key, Part] = {}  # every part as it was before it was first touched
        self._touched: set[Key] = set()
        self._kept = [self._frame(0, {})]

    def before(self, act: Act) -> None:
        """Note which parts an act is about to change."""
        for key in _touches(act, self._shop):
            if key not in self._fresh:
                self._fresh[key] = _copied(self._part(key))
            self._touched.add(key)

    def keep(self, index: int) -> None:
        """Keep the shop as it stands before act `index`."""
        parts = dict(self._kept[-1].parts)
        parts.update({key: _copied(self._part(key)) for key in self._touched})
        self._touched.clear()
        self._kept.append(self._frame(index, parts))
        if len(self._kept) > self._most:  # every other one of the older half goes
            del self._kept[1 : self._most // 2 + 1 : 2]

    def back(self, index: int) -> int:
        """Put the shop back to a moment at or before act `index`; return which act is next."""
        while self._kept[-1].index > index:
            self._kept.pop()
        frame, shop = self._kept[-1], self._shop
        shop.impression = None
        for name, value in frame.plain.items():
            setattr(shop, name, value)
        for name, value in frame.lists.items():
            setattr(shop, name, copy.copy(value))
        for board, kept, cuts in zip(shop.boards, frame.boards, frame.cuts, strict=True):
            if (kept["draft"], kept["pasted"]) != (board.draft, board.pasted):
                board.paste(kept["draft"], kept["pasted"])
            for name, value in kept.items():
                setattr(board, name, value)
            board.uncut(cuts)
        for key, fresh in self._fresh.items():
            self._put(key, _copied(frame.parts.get(key, fresh)))
        self._touched.clear()
        return frame.index

    def _frame(self, index: int, parts: Mapping[Key, Part]) -> Keyframe:
        shop = self._shop
        return Keyframe(
            index,
            {name: getattr(shop, name) for name in _PLAIN},
            {name: copy.copy(getattr(shop, name)) for name in _LISTS},
            tuple({name: getattr(b, name) for name in _OF_BOARD} for b in shop.boards),
            tuple(len(b.cuts) for b in shop.boards),
            parts,
        )

    def _part(self, key: Key) -> Part:
        kind, number = key
        return self._shop.boards[number].film if kind == "film" else self._shop.sheets[number]

    def _put(self, key: Key, part: Part) -> None:
        if isinstance(part, Film):
            self._shop.boards[key[1]].film = part
        else:
            self._shop.sheets[key[1]] = part


def _touches(act: Act, shop: Shop) -> Iterator[Key]:
    if act.kind in _INKS:
        yield "film", shop.at
    elif act.kind == "mix" and act.numbers[0] < len(shop.boards):
        yield "film", act.numbers[0]
    creeps = bool(shop.sheet.layers) and not shop.sheet.layers[-1].rect.empty
    if act.kind in ("lay", "rub", "lift") or creeps:
        yield "paper", shop.page


def _copied(part: Part) -> Part:
    """Copy what can change; of a sheet's layers only the last one can."""
    made: Part = _shallow(part)
    if isinstance(made, Paper) and made.layers:
        made.layers = [*made.layers[:-1], _shallow(made.layers[-1])]
    elif isinstance(made, Paper):
        made.layers = []
    return made


def _shallow(thing: Any) -> Any:
    made = copy.copy(thing)
    for name, value in vars(made).items():
        if isinstance(value, np.ndarray) and name not in ("rough", "_hard"):
            setattr(made, name, value.copy())
    return made
