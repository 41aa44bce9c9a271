"""Movements to be judged, each file opened once: takes, videos, references of one master."""

import os
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from content.errors import Refusal
from content.texts import _
from motion import files, reference_file
from motion.motion import Motion
from motion.reference import MotionReference, build
from motion.reference_file import About

FRAMES = 400_000  # of takes that are held at once; a whole day's evaluation has more
REFERENCES = 2048
K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """What was opened by `open_` and is opened no more, a refusal as well; the oldest goes."""

    def __init__(self, open_: Callable[[K], V], weigh: Callable[[V], int], most: int) -> None:
        self._open, self._weigh, self._most = open_, weigh, most
        self._there: OrderedDict[K, V | Refusal] = OrderedDict()
        self._weight = 0

    def get(self, key: K) -> V:
        """Return what is there. Raises Refusal, the same one each time."""
        if key not in self._there:
            self._put(key)
        found = self._there[key]
        if isinstance(found, Refusal):
            raise found
        return found

    def _put(self, key: K) -> None:
        try:
            value: V | Refusal = self._open(key)
        except Refusal as e:
            value = e
        self._there[key] = value
        self._weight += self._of(value)
        while self._weight > self._most and len(self._there) > 1:
            self._weight -= self._of(self._there.popitem(last=False)[1])

    def _of(self, value: V | Refusal) -> int:
        return 0 if isinstance(value, Refusal) else self._weigh(value)


class Opened:
    """The files of one command. `tell` hears how far a video is (0..1)."""

    def __init__(self, tell: Callable[[float], None]) -> None:
        self._tell = tell
        self._motions = Kept(self._motion, lambda m: len(m.times), FRAMES)
        self._references = Kept(self._reference, lambda _r: 1, REFERENCES)

    def take(self, path: Path) -> Motion:
        """Return the canonical motion of any file; of a reference the take that it shows."""
        return self._motions.get(path)

    def reference(self, paths: Sequence[Path]) -> tuple[MotionReference, About]:
        """Return what several takes of one master make, or a reference file alone; whose it is."""
        return self._references.get(tuple(paths))

    def _motion(self, path: Path) -> Motion:
        if path.suffix.lower() == reference_file.ENDING:
            return reference_file.read(path)[0].ghost
        if not files.is_pictures(path):
            return files.read(path)
        if not os.path.isdir(path):
            files.refuse_missing(path)
        from motion.eyes import watch_file  # looks at pictures: slow to load

        return watch_file(path, tell=self._tell)

    def _reference(self, paths: tuple[Path, ...]) -> tuple[MotionReference, About]:
        whole = [path for path in paths if path.suffix.lower() == reference_file.ENDING]
        if whole and len(paths) > 1:
            sentence = _("{file}: a reference stands alone; two masters are never averaged.")
            raise Refusal(sentence.format(file=whole[0]))
        if whole:
            return reference_file.read(whole[0])
        name = " + ".join(path.name for path in paths)
        about = About(id=name, title=name, performer=name)  # plain files do not say whose
        return build([self.take(path) for path in paths]), about
