"""Recordings of movement from a folder: judged, or taken as a reference. Runs in the judge's
process."""

from collections.abc import Sequence
from pathlib import Path

from lessons import moved
from lessons.judging import Judged
from lessons.moved import Tried
from motion import files
from motion.eyes import watch_file
from motion.motion import Motion
from motion.reference import MotionReference, build


def seen(path: Path) -> Motion:
    """Return what is seen in a file. Raises Refusal where nothing can be read from it."""
    found = watch_file(path) if files.is_pictures(path) else files.read(path)
    return found.canonical()


def judged(tried: Tried, path: Path) -> tuple[Motion, Judged]:
    """Judge a recording as a take of a step. Raises Refusal where it cannot be."""
    motion = seen(path)
    return motion, moved.judge(tried, motion)


def reference(paths: Sequence[Path]) -> MotionReference:
    """Return the reference that recordings of one teacher make. Raises Refusal."""
    return build([seen(path) for path in paths])
