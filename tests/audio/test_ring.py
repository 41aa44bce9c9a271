"""The tape and the ring: whole blocks, each in its place, readable by another process."""

import multiprocessing
import os
import signal
from types import SimpleNamespace

import numpy as np
import pytest

from audio import files, ring
from audio.ring import BLOCK, RATE, Cue, Deck, Ring, Tape
from content.errors import Refusal


def block(value: float) -> ring.Sound:
    return np.full(BLOCK, value, np.float32)


@pytest.fixture
def tape():
    made = Tape()
    yield made
    made.close()


def test_blocks_lie_one_after_the_other(tape):
    tape.begin(7)
    for i in range(4):
        tape.put(block(i), 100 + i * BLOCK / RATE, lost=i == 2)
    assert tape.began == pytest.approx(100)
    assert (tape.take, tape.blocks, tape.lost, tape.full) == (7, 4, 1, False)
    assert tape.read(BLOCK - 1, 2 * BLOCK + 1).tolist() == [0, *[1] * BLOCK, 2]


def test_the_newest_stamps_tell_when_it_began(tape):
    tape.begin(1)
    assert np.isnan(tape.began)
    for i in range(100):
        stamp = i * BLOCK / RATE + (7.0 if i > 50 else 0.0) + (0.1 if i == 90 else 0.0)
        tape.put(block(i), stamp, lost=False)
    assert tape.began == pytest.approx(7.0)


def test_nothing_is_read_before_it_is_there(tape):
    tape.begin(1)
    tape.put(block(1), 0, lost=False)
    assert len(tape.read(0, 5 * BLOCK)) == BLOCK
    assert len(tape.read(BLOCK, 5 * BLOCK)) == 0
    assert len(tape.read(9 * BLOCK, 5 * BLOCK)) == 0


def test_winding_back_forgets_the_take_before(tape):
    tape.begin(1)
    tape.put(block(1), 0, lost=True)
    tape.begin(2)
    assert (tape.take, tape.blocks, tape.lost) == (2, 0, 0)


@pytest.fixture
def short(monkeypatch):
    """A tape of three blocks."""
    monkeypatch.setattr(ring, "LONGEST", 3 * BLOCK / RATE)
    monkeypatch.setattr(ring, "SHORTEST", 0.0)
    made = Tape()
    yield made
    made.close()


def test_a_full_tape_keeps_what_it_has(short):
    tape = short
    tape.begin(1)
    for i in range(5):
        tape.put(block(i), i, lost=False)
    assert tape.full and tape.blocks == 3
    assert tape.read(2 * BLOCK, 9 * BLOCK).tolist() == [2] * BLOCK


def free(monkeypatch, left):
    """So much is left of the shared memory of Linux, in bytes."""
    monkeypatch.setattr(ring.Path, "is_dir", lambda _self: True)
    monkeypatch.setattr(ring.shutil, "disk_usage", lambda _path: SimpleNamespace(free=left))


@pytest.mark.parametrize(("left", "seconds"), [(10**9, 599), (64 * 2**20, 346.8)])
def test_ten_minutes_go_onto_it_or_what_there_is_memory_for(monkeypatch, left, seconds):
    free(monkeypatch, left)
    made = Tape()
    monkeypatch.undo()
    same = Tape(made.name)  # as the listening process opens it
    assert (len(same._times) * BLOCK / RATE, same._sound.nbytes // 4 // BLOCK) == (
        pytest.approx(seconds, abs=0.1),
        len(same._times),
    )
    assert made._memory.size <= left
    same.close()
    made.close()


def test_a_full_tape_can_be_judged():
    assert ring.LONGEST < files.LONGEST


def test_where_not_even_a_minute_fits_it_says_so(monkeypatch):
    free(monkeypatch, 5 * 2**20)
    with pytest.raises(Refusal, match="5 MB"):
        Tape()


def _sing_and_die(name: str) -> None:
    tape = Tape(name)
    tape.begin(3)
    for i in range(100):
        tape.put(block(i), i, lost=False)
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_a_killed_process_wrote_is_there(tape):
    singer = multiprocessing.get_context("spawn").Process(target=_sing_and_die, args=(tape.name,))
    singer.start()
    singer.join()
    assert singer.exitcode == -signal.SIGKILL
    assert (tape.take, tape.blocks) == (3, 100)
    assert tape.read(99 * BLOCK, 100 * BLOCK).tolist() == [99] * BLOCK


def test_no_memory_is_one_sentence(monkeypatch):
    def full(*_words: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ring, "SharedMemory", full)
    with pytest.raises(Refusal, match="No space left on device"):
        Tape()


def test_the_ring_plays_each_block_in_its_place_and_none_late():
    out, played = Ring(4), block(-1)
    for place in range(4):
        out.put(place, block(place + 1))
    for place in range(4):
        out.get(place, played)
        assert played.tolist() == [place + 1] * BLOCK
    out.put(4, block(5))
    out.get(8, played)  # the block of place 4 lies there, and place 8 was not laid down
    assert not played.any()
    out.get(4, played)
    assert played.tolist() == [5] * BLOCK


def test_the_deck_records_and_plays_only_while_there_is_a_cue(tape):
    deck, out, played = Deck(tape), Ring(2), block(-1)
    out.put(0, block(0.5))
    deck.exchange(block(9), played, 1.0)
    assert not played.any() and tape.take == 0
    deck.cue = Cue(1, out)
    deck.exchange(block(1), played, 2.0)
    assert played.tolist() == [0.5] * BLOCK
    deck.exchange(block(2), played, 3.0, lost=True)
    assert not played.any() and tape.lost == 1
    deck.cue = None
    deck.exchange(block(3), played, 4.0)
    assert (tape.take, tape.blocks) == (1, 2)
    deck.cue = Cue(2, out)
    deck.exchange(block(4), played, 5.0)
    assert (tape.take, tape.blocks, tape.read(0, 1)[0]) == (2, 1, 4)
