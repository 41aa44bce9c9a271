"""Between the audio callback and everybody else: fixed memory, written by one, without a lock.

What is heard goes onto a tape, which is memory of the main process: whatever becomes of the
process that listens, all that was sung until then can still be read. What is to be played waits
in a ring; a block that comes too late is not played late, so both keep the same count of blocks.
"""

import shutil
from dataclasses import dataclass
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

import numpy as np
import numpy.typing as npt

from content.errors import Refusal
from content.texts import _

Sound = npt.NDArray[np.float32]
RATE = 48_000  # samples a second through the device, in and out
BLOCK = 256  # samples a callback: 5.3 ms
# Seconds of a take: a full one must be short enough for audio/files.py; less than a minute is none.
LONGEST, SHORTEST = 599.0, 60.0
NEWEST = 32  # blocks: 0.2 s, over which the haste of single callbacks evens out
SHARED = Path("/dev/shm")  # where Linux keeps shared memory, which it promises beyond what it has
_HEAD = 4  # numbers before the blocks: take, blocks on the tape, how often sound was lost, room
_EACH = 8 + 4 * BLOCK  # bytes of a block with its time


class Tape:
    """The take as it is recorded: blocks (BLOCK,) and the device's time of each in seconds.

    Without a `name` it is made here, and here it ends; another process opens it by `name`.
    Raises Refusal where there is no memory for it.
    """

    def __init__(self, name: str | None = None) -> None:
        self._owned = name is None
        room = _room() if name is None else 0
        self._memory = _reserved(room) if name is None else SharedMemory(name)
        memory = self._memory.buf
        assert memory is not None  # only a closed one has none
        self._head = np.frombuffer(memory, np.int64, _HEAD)
        if self._owned:
            self._head[3] = room
        self._room = int(self._head[3])
        times, sound = 8 * _HEAD, 8 * (_HEAD + self._room)
        self._times = np.frombuffer(memory, np.float64, self._room, times)
        self._sound = np.frombuffer(memory, np.float32, self._room * BLOCK, sound)

    @property
    def name(self) -> str:
        """By which another process opens it."""
        return self._memory.name

    @property
    def take(self) -> int:
        """The number of the take that is on it; 0 before the first."""
        return int(self._head[0])

    @property
    def blocks(self) -> int:
        """How many whole blocks of the take are on it."""
        return int(self._head[1])

    @property
    def lost(self) -> int:
        """How often the device lost sound during the take."""
        return int(self._head[2])

    @property
    def full(self) -> bool:
        """Whether the take is as long as there is room: nothing more goes onto it."""
        return self.blocks >= self._room

    def begin(self, take: int) -> None:
        """Wind back for another take."""
        self._head[1:3] = 0
        self._head[0] = take

    def put(self, heard: Sound, time: float, lost: bool) -> None:
        """Add one block (BLOCK,); it counts only when it is whole. A full tape takes no more."""
        at = self.blocks
        if at < self._room:
            self._sound[at * BLOCK : (at + 1) * BLOCK] = heard
            self._times[at] = time
            self._head[2] += lost
            self._head[1] = at + 1

    def read(self, first: int, last: int) -> Sound:
        """Return a copy of the samples from `first` to before `last` that are on it."""
        return self._sound[max(first, 0) : min(last, self.blocks * BLOCK)].copy()

    @property
    def began(self) -> float:
        """When the take began in seconds of the device, NaN before; sound systems mend their
        stamps while they run, so the newest tell it best.
        """
        end = self.blocks
        last = np.arange(max(0, end - NEWEST), end)
        return float(np.median(self._times[last] - last * BLOCK / RATE)) if end else float("nan")

    def close(self) -> None:
        """Let go of the memory; where it was made, it ends."""
        del self._head, self._times, self._sound
        self._memory.close()
        if self._owned:
            self._memory.unlink()


def _room() -> int:
    """Return how many blocks a tape can have: LONGEST, or what small shared memory holds.

    Beyond that a process would be killed in the midst of a take. Raises Refusal under SHORTEST.
    """
    most = round(LONGEST * RATE / BLOCK)
    if not SHARED.is_dir():
        return most
    left = shutil.disk_usage(SHARED).free
    room = min(most, (left - 8 * _HEAD) // _EACH)
    if room < SHORTEST * RATE / BLOCK:
        raise _refused(f"{SHARED}: {left // 2**20} MB")
    return room


def _reserved(room: int) -> SharedMemory:
    try:
        return SharedMemory(create=True, size=8 * _HEAD + _EACH * room)
    except OSError as e:
        raise _refused(str(e.strerror)) from e


def _refused(reason: str) -> Refusal:
    sentence = _("No memory for the recording ({reason}). Close other programs and try again.")
    return Refusal(sentence.format(reason=reason))


class Ring:
    """Blocks to be played, each at its place in the take."""

    def __init__(self, slots: int) -> None:
        self._sound = np.zeros((slots, BLOCK), np.float32)
        self._places = np.full(slots, -1)

    def put(self, place: int, sound: Sound) -> None:
        """Lay down the block (BLOCK,) to be played `place` blocks into the take."""
        slot = place % len(self._places)
        self._sound[slot] = sound
        self._places[slot] = place

    def get(self, place: int, into: Sound) -> None:
        """Copy the block of `place` into `into` (BLOCK,); silence where there is none."""
        slot = place % len(self._places)
        into[:] = self._sound[slot] if self._places[slot] == place else 0.0


@dataclass(frozen=True)
class Cue:
    """A take to be recorded: its number, and what is played meanwhile."""

    take: int
    ring: Ring


class Deck:
    """What a device does with each block, and all that it does: onto the tape, out of the ring."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self.cue: Cue | None = None  # set by the one who listens; None: nothing is recorded
        self._running: Cue | None = None

    def exchange(self, heard: Sound, played: Sound, time: float, lost: bool = False) -> None:
        """Pass one block (BLOCK,) each way; `time` is when the first sample was heard."""
        cue = self.cue
        if cue is not self._running:
            self._running = cue
            if cue is not None:
                self.tape.begin(cue.take)
        if cue is None:
            played[:] = 0.0
            return
        cue.ring.get(self.tape.blocks, played)
        self.tape.put(heard, time, lost)
