"""The past of the shop: what was done, and the way back step by step."""

from collections.abc import Iterator, Sequence

from lessons.arts.printing_acts import MOST_ACTS, Act
from lessons.arts.printing_keyframe import Keyframes
from lessons.arts.printing_shop import Shop
from lessons.arts.printing_work import Done, Work

STROKES = ("brush", "rub", "cut")
OFTEN = 200  # pieces of strokes from one keyframe to the next, at least
TELL = 25  # so many acts are done again between two words of how far it is


class Past:
    """A shop and everything that was done in it."""

    def __init__(self, work: Work) -> None:
        self.shop = Shop(work)
        self.acts: list[Act] = []
        self.undone = 0
        self._starts: list[tuple[int, int]] = []  # where steps begin: act, cuts of the block
        self._frames = Keyframes(self.shop)
        self._since = 0  # pieces of strokes since the last keyframe

    def do(self, act: Act, *, on: bool = False) -> Done:
        """Do one act and remember it; `on`: it goes on with the stroke before."""
        if len(self.acts) >= MOST_ACTS:
            return Done(vain="too_many")
        if not on and act.kind != "wait":
            if self._since >= OFTEN and self.shop.impression is None:
                self._frames.keep(len(self.acts))
                self._since = 0
            self._starts.append((len(self.acts), len(self.shop.board.cuts)))
        return self._do(act)

    def undo(self) -> bool:
        """Take the last step back, with all that came in it; False where there is none.

        Of a stroke of the knife only its block is made again; time goes on. Else the shop goes
        back to a keyframe and does again what came after it.
        """
        if not self._starts:
            return False
        start, cuts = self._starts.pop()
        gone = self.acts[start:]
        self.undone += 1
        if all(act.kind in ("cut", "wait") for act in gone):
            self.shop.board.uncut(cuts)
            self.acts[start:] = [act for act in gone if act.kind == "wait"]
            return True
        kept = self.acts[:start]
        index = self._frames.back(start)
        self._since = 0
        self.acts = kept[:index]
        for act in kept[index:]:
            self._do(act)
        return True

    def go_on(self, acts: Sequence[Act]) -> Iterator[float]:
        """Do kept acts again; yield the share that is done, 0..1."""
        for number, act in enumerate(acts):
            self.do(act, on=number > 0 and _goes_on(acts[number - 1], act))
            if number % TELL == 0:
                yield number / len(acts)
        yield 1.0

    def _do(self, act: Act) -> Done:
        self._frames.before(act)
        self.acts.append(act)
        self._since += act.kind in STROKES
        return self.shop.do(act)


def _goes_on(before: Act, act: Act) -> bool:
    """Whether a piece of a stroke begins where the one before it ended."""
    if act.kind not in STROKES or before.kind != act.kind:
        return False
    one, other = before.named, act.named
    return (one["x1"], one["y1"]) == (other["x0"], other["y0"])
