"""Motion from files: .npz, .bvh and the program's own takes, brought to the one skeleton.

The up axis is found from the body: what lies above its feet. Axes are read as right-handed;
a body in a mirror, or one that looks elsewhere, is the business of `motion.calibrate`.
"""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from content import take as takes
from content.errors import Refusal
from content.texts import _
from motion import bvh
from motion.course import GAP
from motion.motion import Array, Motion, from_streams
from motion.names import Known, known
from motion.upright import metres, tall, upright

MAX_BYTES = 512 * 2**20  # unpacked
LONGEST = 30 * 60.0  # s
MOST_FRAMES = 200_000
DAY = 86400.0  # s: times that begin later are read off a clock, and counted from the first
FARTHEST = 1e6  # m; beyond it nothing stands on the ground
GIANT = 5.0  # m from ankle to neck: another unit than metres was written
VIDEOS = (".avi", ".m4v", ".mkv", ".mov", ".mp4", ".mpg", ".webm", ".wmv")
ENDINGS = (".npz", ".bvh", ".take")
_POINT = 3 * 8  # bytes of a place
_WANTED = ("times", "joints", "positions")
DAMAGED = (  # what reading bytes that are no file of ours may raise
    OSError, ValueError, KeyError, TypeError, EOFError, RuntimeError, MemoryError, OverflowError,
    NotImplementedError, SyntaxError, zipfile.BadZipFile, zlib.error, struct.error,
)  # fmt: skip


def is_pictures(path: Path) -> bool:
    """Whether a file is a video, or a folder: those are looked at, not read."""
    return path.suffix.lower() in VIDEOS or os.path.isdir(path)


def read(path: Path) -> Motion:
    """Return the canonical motion of a .npz, .bvh or .take.

    NaN stays NaN; a BVH, which has no unit, is scaled to metres by the body's own height.
    Raises Refusal: no such file, damaged, other arrays or joints, times that do not rise,
    too long.
    """
    refuse_missing(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        sentence = _(
            "{file}: no motion can be read from it; give a folder of pictures, or one of these: "
            "{there}"
        )
        raise Refusal(sentence.format(file=path, there=", ".join((*ENDINGS, *VIDEOS))))
    try:
        return reader(path)
    except DAMAGED as e:
        sentence = _("{file}: damaged, or no file of motion ({reason}). Use another copy.")
        raise Refusal(sentence.format(file=path, reason=reason(e))) from e


def refuse_missing(path: Path) -> None:
    """Raise Refusal where there is no such file, whatever its name is made of."""
    if not os.path.isfile(path):  # Path.is_file raises where a name is too long
        raise Refusal(_("{file}: no such file. Check the name.").format(file=path))


def reason(error: Exception) -> str:
    """Return in one line what is wrong with a file."""
    return " ".join(str(error).split())[:120] or type(error).__name__


def _take(path: Path) -> Motion:
    streams = takes.read(path).streams
    if "body" not in streams:
        sentence = _("{file}: no motion was kept in this take; give one of the stage.")
        raise Refusal(sentence.format(file=path))
    motion = from_streams(streams)
    _refuse_times(path, motion.times)
    return motion


def _bvh(path: Path) -> Motion:
    _refuse_large(path, path.stat().st_size)
    found = bvh.parse(path.read_text(encoding="utf-8", errors="replace"))
    _refuse_times(path, found.times)
    _refuse_large(path, len(found.values) * len(found.names) * _POINT)
    motion = _named(path, found.names, found.times, found.positions())
    return Motion(motion.times, motion.joints, motion.positions * metres(motion), motion.confidence)


def _npz(path: Path) -> Motion:
    arrays = _arrays(path)
    if missing := [name for name in _WANTED if name not in arrays]:
        sentence = _(
            "{file}: without {missing}; wanted are times (T) s, joints (J names) and "
            "positions (T, J, 3) m."
        )
        raise Refusal(sentence.format(file=path, missing=", ".join(missing)))
    times, positions = (_numbers(path, name, arrays[name]) for name in ("times", "positions"))
    if np.isinf(positions).any() or np.nanmax(np.abs(positions), initial=0) > FARTHEST:
        sentence = _("{file}: positions are beyond all measure; what was not seen is NaN.")
        raise Refusal(sentence.format(file=path))
    joints = _texts(path, arrays["joints"])
    wanted = (len(joints), 3)
    if times.ndim != 1 or positions.shape != (len(times), *wanted):
        sentence = _(
            "{file}: positions are {shape}, wanted ({frames}, {joints}, 3), as many as there are "
            "times and joints."
        )
        said = {"shape": positions.shape, "frames": times.size, "joints": len(joints)}
        raise Refusal(sentence.format(file=path, **said))
    _refuse_times(path, times)
    if len(times) and abs(times[0]) > DAY:
        times = times - times[0]
    motion = _named(path, joints, times, positions)
    if (long := tall(motion)) > GIANT:
        sentence = _("{file}: its body is {tall:.0f} m tall; positions are metres, scale them.")
        raise Refusal(sentence.format(file=path, tall=long))
    return motion


def _arrays(path: Path) -> Mapping[str, npt.NDArray[np.generic]]:
    with zipfile.ZipFile(path) as z:
        _refuse_large(path, sum(i.file_size for i in z.infolist() if i.filename[:-4] in _WANTED))
        there = {name.removesuffix(".npy") for name in z.namelist() if name.endswith(".npy")}
        return {
            name: _array(path, name, z.read(f"{name}.npy")) for name in _WANTED if name in there
        }


def _array(path: Path, name: str, data: bytes) -> npt.NDArray[np.generic]:
    try:
        return np.asarray(np.lib.format.read_array(io.BytesIO(data), allow_pickle=False))
    except ValueError as e:
        if "Object arrays" not in str(e):
            raise
        sentence = _(
            "{file}: {name} hold Python objects, which are never unpacked; save plain text "
            "and numbers."
        )
        raise Refusal(sentence.format(file=path, name=name)) from e


def _numbers(path: Path, name: str, array: npt.NDArray[np.generic]) -> Array:
    if array.dtype.kind not in "fiu":
        sentence = _("{file}: {name} are no numbers, but {kind}; write them as float64.")
        raise Refusal(sentence.format(file=path, name=name, kind=array.dtype))
    _refuse_large(path, 8 * array.size)
    return array.astype(np.float64)


def _texts(path: Path, array: npt.NDArray[np.generic]) -> tuple[str, ...]:
    if array.dtype.kind not in "US" or array.ndim != 1:
        sentence = _("{file}: joints are no list of names, but {kind}; write them as text.")
        raise Refusal(sentence.format(file=path, kind=array.dtype))
    return tuple(
        n.decode("utf-8", "replace") if isinstance(n, bytes) else str(n) for n in array.tolist()
    )


def _refuse_large(path: Path, size: int) -> None:
    if size > MAX_BYTES:
        sentence = _("{file}: {size} MB of motion are too much, at most {most} are read; cut it.")
        said = {"size": size // 2**20, "most": MAX_BYTES // 2**20}
        raise Refusal(sentence.format(file=path, **said))


def _refuse_times(path: Path, times: Array) -> None:
    if not np.isfinite(times).all() or (np.diff(times) <= 0).any():
        sentence = _("{file}: times do not rise; they are seconds, one for each frame.")
        raise Refusal(sentence.format(file=path))
    lasts = float(times[-1] - times[0]) if len(times) else 0.0
    if lasts > LONGEST or len(times) > MOST_FRAMES:
        sentence = _(
            "{file}: {minutes:.0f} minutes, {frames} frames: at most {most:.0f} minutes and "
            "{many} frames are read; cut out the one movement."
        )
        said = {"frames": len(times), "most": LONGEST / 60, "many": MOST_FRAMES}
        raise Refusal(sentence.format(file=path, minutes=lasts / 60, **said))
    if len(times) > 1 and (step := float(np.median(np.diff(times)))) > GAP:
        sentence = _(
            "{file}: a frame every {step:.2g} s is too few to follow a movement; times are "
            "seconds, at least {least:.0f} frames in each."
        )
        raise Refusal(sentence.format(file=path, step=step, least=1 / GAP))


@lru_cache(maxsize=64)
def _known(joints: tuple[str, ...]) -> Known:
    return known(joints)


def _named(path: Path, joints: tuple[str, ...], times: Array, positions: Array) -> Motion:
    try:
        where = _known(joints)
    except ValueError as e:
        sentence = _("{file}: one joint is named twice: {names}; leave one of them out.")
        raise Refusal(sentence.format(file=path, names=e)) from e
    if not where:
        sentence = _("{file}: none of its joints is known ({names}); name them as left_shoulder …")
        raise Refusal(sentence.format(file=path, names=", ".join(joints)[:80] or "–"))
    placed = [positions[:, list(index)].mean(axis=1) for index in where.values()]
    found = upright(np.stack(placed, axis=1), tuple(where))
    seen = ~np.isnan(found).any(axis=2)
    return Motion(times, tuple(where), found, seen.astype(float)).canonical()


_READERS: Mapping[str, Callable[[Path], Motion]] = {".npz": _npz, ".bvh": _bvh, ".take": _take}
