"""The past of the shop: what was done, the way back step by step, and the journal on disk.

A journal is the packed acts one after another; it is flushed each second, so that a killed
program loses at most the last second. A step back does all acts but the last group again.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from content.errors import Refusal
from content.texts import _
from lessons.arts import printing_acts
from lessons.arts.printing_acts import Act
from lessons.arts.printing_shop import Shop
from lessons.arts.printing_work import Done, Work

STROKES = ("brush", "rub", "wait")  # acts in a row of one of these are one step back


class Past:
    """A shop and everything that was done in it."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.shop = Shop(work)
        self.acts: list[Act] = []
        self._starts: list[int] = []  # where the steps of undo begin
        self.undone = 0

    def do(self, act: Act, *, on: bool = False) -> Done:
        """Do one act and remember it; `on`: it goes on with the stroke before."""
        if not on and act.kind != "wait":
            self._starts.append(len(self.acts))
        self.acts.append(act)
        return self.shop.do(act)

    def undo(self) -> bool:
        """Take the last step back, with all that came in it; False where there is none."""
        if not self._starts:
            return False
        kept = self.acts[: self._starts.pop()]
        self.shop, self.acts = Shop(self._work), []
        for act in kept:
            self.acts.append(act)
            self.shop.do(act)
        self.undone += 1
        return True


class Journal:
    """Acts on disk. `path` is written beside nothing else; the same file is gone on with."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._waiting: list[Act] = []

    def read(self) -> tuple[Act, ...]:
        """Return the acts that are kept; none where there is no file.

        Raises Refusal for a file that is no journal; it is left as it is.
        """
        try:
            return printing_acts.unpack(self.path.read_bytes())
        except FileNotFoundError:
            return ()
        except (OSError, ValueError) as e:
            sentence = _("{file}: the sheet in work cannot be read ({reason}); move the file away")
            raise Refusal(sentence.format(file=self.path, reason=e)) from e

    def put(self, act: Act) -> None:
        """Take an act; it is on disk after the next `flush`."""
        self._waiting.append(act)

    def flush(self) -> None:
        """Write what waits. Raises Refusal where the disk does not take it; then it waits on."""
        if not self._waiting:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab") as file:
                whole = file.tell() // printing_acts.BYTES * printing_acts.BYTES
                file.truncate(whole)  # a torn last act of a killed program
                file.write(printing_acts.pack(self._waiting))
                file.flush()
                os.fsync(file.fileno())
        except OSError as e:
            sentence = _("{file}: the sheet in work cannot be kept ({reason}); free some space")
            raise Refusal(sentence.format(file=self.path, reason=e.strerror or e)) from e
        self._waiting.clear()

    def rewrite(self, acts: Sequence[Act]) -> None:
        """Put other acts in the place of all that were kept, after a step back."""
        beside = self.path.with_suffix(".part")
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(printing_acts.pack(acts))
        beside.replace(self.path)
        self._waiting.clear()

    def forget(self) -> None:
        """The work is over: its journal goes."""
        self._waiting.clear()
        self.path.unlink(missing_ok=True)


def again(work: Work, acts: Sequence[Act], told: Callable[[float], None]) -> Past:
    """Do kept acts again; `told` hears the share that is done, 0..1."""
    past = Past(work)
    for number, act in enumerate(acts):
        past.do(act)
        if number % 50 == 0:
            told(number / len(acts))
    told(1.0)
    return past
