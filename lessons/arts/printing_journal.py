"""The work in hand on disk: packed acts one after another, flushed twice a second, so that a
killed program loses at most the last second.
"""

import os
import struct
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from content import keeping
from content.errors import Refusal
from content.formats import refuse_newer
from content.texts import _
from lessons.arts import printing_acts
from lessons.arts.printing_acts import Act

FORMAT = 1
_NAME = b"shuimo acts\0"
_HEAD = struct.Struct("<12sI")  # as long as an act, so that acts lie at whole multiples


class Journal:
    """Acts on disk. `path` is written beside nothing else; the same file is gone on with."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._waiting: list[Act] = []

    def read(self) -> tuple[Act, ...]:
        """Return the acts that are kept; none where there is no file.

        Raises Refusal for a file that is no journal or of a newer program; it is left as it is.
        """
        try:
            return self._unpacked(self.path.read_bytes())
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
                if not whole:
                    file.write(_HEAD.pack(_NAME, FORMAT))
                file.write(printing_acts.pack(self._waiting))
                file.flush()
                os.fsync(file.fileno())
        except OSError as e:
            raise self._unkept(e) from e
        self._waiting.clear()

    def rewrite(self, acts: Sequence[Act]) -> None:
        """Put other acts in the place of all that were kept, after a step back.

        Raises Refusal where the disk does not take it; what was kept is left as it was.
        """
        try:
            keeping.put(self.path, packed(acts))
        except OSError as e:
            raise self._unkept(e) from e
        self._waiting.clear()

    def forget(self) -> None:
        """The work is over: its journal goes."""
        self._waiting.clear()
        self.path.unlink(missing_ok=True)

    def _unpacked(self, data: bytes) -> tuple[Act, ...]:
        """Return the acts behind the head; a program that was killed may have torn either."""
        if len(data) < _HEAD.size:
            return ()
        name, found = _HEAD.unpack_from(data)
        if name != _NAME:
            raise ValueError("it does not begin as one")
        refuse_newer({"format": found}, FORMAT, self.path)
        return printing_acts.unpack(data[_HEAD.size :])

    def _unkept(self, why: OSError) -> Refusal:
        sentence = _("{file}: the sheet in work cannot be kept ({reason}); free some space")
        return Refusal(sentence.format(file=self.path, reason=why.strerror or why))


def packed(acts: Sequence[Act]) -> bytes:
    """Return acts as they lie in a file of this format."""
    return _HEAD.pack(_NAME, FORMAT) + printing_acts.pack(acts)


class Keeper:
    """Keeps acts in a journal, or nowhere; a disk that refuses is told once and stops nothing."""

    def __init__(self, journal: Journal | None) -> None:
        self._journal = journal
        self._told = False
        self._trouble: str | None = None

    def trouble(self) -> str | None:
        """Return what went wrong for the first time since this was asked last."""
        trouble, self._trouble = self._trouble, None
        return trouble

    def put(self, act: Act) -> None:
        """Take an act."""
        if self._journal is not None:
            self._journal.put(act)

    def flush(self) -> None:
        """Write what waits."""
        if self._journal is not None:
            self._try(self._journal.flush)

    def rewrite(self, acts: Sequence[Act]) -> None:
        """Put other acts in the place of all."""
        if self._journal is not None:
            self._try(partial(self._journal.rewrite, acts))

    def forget(self) -> None:
        """The work is over."""
        if self._journal is not None:
            self._journal.forget()

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Refusal as e:
            if not self._told:
                self._told, self._trouble = True, str(e)
