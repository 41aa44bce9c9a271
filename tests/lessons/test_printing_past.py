"""The print shop's past: steps back, the journal, a killed program."""

import os
import signal
import subprocess
import sys
import time
from itertools import islice

import pytest

from content.errors import Refusal
from lessons.arts import printing_acts, printing_past
from lessons.arts.printing import IDLE_TICKS
from lessons.arts.printing_acts import Act
from lessons.arts.printing_journal import Journal, packed
from lessons.arts.printing_past import Past
from lessons.arts.printing_shop import Shop
from tests.lessons.printshop import Hand, fields, shop, uncut, work


def replayed(of, acts):
    again = Shop(of)
    for act in acts:
        again.do(act)
    return fields(again)


def test_the_same_acts_give_the_same_shop():
    hand = Hand(shop())
    hand.print(0)
    assert fields(hand.printing.shop) == replayed(work(), hand.printing.acts)


@pytest.mark.parametrize("often", [5, 60, 10_000])
def test_each_step_back_leaves_what_the_acts_before_it_give(monkeypatch, often):
    monkeypatch.setattr(printing_past, "OFTEN", often)
    hand = Hand(shop())
    hand.do("shop.mix", block=1, colour=60, glue=60, water=880)
    hand.print(0)
    hand.do("shop.fix", block=1, dx=120, dy=0, turn=0)
    hand.print(1, askew=(60, 0))
    hand.do("shop.wash")
    hand.do("shop.damp", water=90)
    for _ in range(14):
        before = len(hand.printing.acts)
        hand.do("hand.undo")
        assert len(hand.printing.acts) < before
        assert fields(hand.printing.shop) == replayed(work(), hand.printing.acts)
    while hand.printing.acts:
        hand.do("hand.undo")
    assert fields(hand.printing.shop) == replayed(work(), ())
    assert not any(e.name == "work.undone" for e in hand.do("hand.undo"))


def test_a_cut_taken_back_makes_only_its_block_again_and_time_goes_on():
    hand = Hand(shop("line-key", of=uncut()))
    hand.do("shop.paste", block=0, dx=0, dy=0, turn=0, paste=30)
    hand.take("quandao")
    hand.do("hand.lean", lean=2000)
    hand.go((20, 20), (60, 20), push=2200)
    once = hand.printing.shop.board.depth.copy()
    film, sheet = hand.printing.shop.board.film, hand.printing.shop.sheet
    hand.go((20, 30), (60, 30), push=2200)
    hand.rest(60)
    tick = hand.printing.shop.tick
    hand.do("hand.undo")
    shop_now = hand.printing.shop
    assert (shop_now.board.depth == once).all() and once.any()
    assert shop_now.board.film is film and shop_now.sheet is sheet and shop_now.tick == tick
    assert fields(shop_now) == replayed(uncut(), hand.printing.acts)


def test_five_thousand_cuts_are_taken_back_in_half_a_second():
    past = Past(uncut())
    past.do(Act("paste", (0, 0, 0, 0, 30)))
    for k in range(5000):
        x, y = 64 * (k % 70) + 100, 64 * (k // 70) + 100
        past.do(Act("cut", (x, y, x + 60, y + 30, 400, 400, 2000, 0)))
    began = time.perf_counter()
    assert past.undo()
    assert time.perf_counter() - began < 0.5
    assert len(past.shop.board.cuts) == 4999


def test_printing_is_taken_back_from_a_keyframe_not_from_the_beginning(monkeypatch):
    hand = Hand(shop())
    for sheet in (0, 1):
        hand.print(0, sheet)
    done = []
    real = Shop.do
    monkeypatch.setattr(Shop, "do", lambda self, act: done.append(act) or real(self, act))
    hand.do("hand.undo")
    assert 0 < len(done) < len(hand.printing.acts) / 2


def test_what_was_kept_is_gone_on_with(tmp_path):
    journal = Journal(tmp_path / "work.acts")
    hand = Hand(shop(journal=journal))
    hand.print(0)
    hand.printing.close()
    kept = Journal(journal.path).read()
    assert kept == tuple(hand.printing.acts)
    again = Hand(shop("print-key", "hang", journal=Journal(journal.path)))
    shares = list(again.printing.go_on(kept))
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] == 1
    assert fields(again.printing.shop) == fields(hand.printing.shop)
    assert again.printing.done == {"print-key"}
    assert again.printing.seconds == hand.printing.shop.tick / 240
    again.do("hand.undo")  # the lift
    assert again.printing.shop.impression is not None
    assert Journal(journal.path).read() == tuple(again.printing.acts)
    again.do("lesson.finish")
    assert not journal.path.exists()


def test_a_finished_lesson_leaves_nothing_in_work_in_whatever_substep_it_ends(tmp_path):
    for before in range(IDLE_TICKS + 1):
        journal = Journal(tmp_path / f"{before}.acts")
        hand = Hand(shop(journal=journal))
        hand.rest(before)
        hand.do("lesson.finish")
        hand.printing.close()
        assert not journal.path.exists(), before


def test_a_stroke_that_was_kept_is_one_step_back():
    hand = Hand(shop())
    hand.ink(times=1)
    again = Past(work())
    list(again.go_on(hand.printing.acts))
    steps = 0
    while again.undo():
        steps += 1
    assert steps == 1 + 6  # a dip, six rows


@pytest.mark.parametrize(
    "bytes_", [b"\xff" * 32, b"not a journal at all, but 48 bytes of nonsense!!"]
)
def test_a_damaged_journal_is_refused_in_one_sentence_and_left_alone(tmp_path, bytes_):
    path = tmp_path / "work.acts"
    path.write_bytes(bytes_)
    with pytest.raises(Refusal, match="work.acts: the sheet in work cannot be read"):
        Journal(path).read()
    assert path.read_bytes() == bytes_


def test_a_journal_of_a_newer_program_is_refused_in_words_and_left_alone(tmp_path):
    path = tmp_path / "work.acts"
    newer = packed((Act("wash"),)).replace(b"\1\0\0\0", b"\2\0\0\0", 1)
    path.write_bytes(newer)
    with pytest.raises(Refusal, match="written in format 2 by a newer program"):
        Journal(path).read()
    assert path.read_bytes() == newer


@pytest.mark.parametrize("left", [0, 7])
def test_a_head_torn_by_a_crash_is_begun_again(tmp_path, left):
    journal = Journal(tmp_path / "work.acts")
    journal.path.write_bytes(packed(())[:left])
    assert journal.read() == ()
    journal.put(Act("wash"))
    journal.flush()
    assert journal.read() == (Act("wash"),)


def test_a_torn_last_act_is_left_out_and_written_over(tmp_path):
    journal = Journal(tmp_path / "work.acts")
    acts = (Act("dip", (100,)), Act("wait", (12,)))
    journal.path.write_bytes(packed(acts)[:-5])
    assert journal.read() == acts[:1]
    journal.put(Act("wash"))
    journal.flush()
    assert journal.read() == (acts[0], Act("wash"))


def test_a_disk_that_takes_nothing_is_told_once_and_stops_nothing(tmp_path):
    folder = tmp_path / "file"
    folder.write_text("in the way")
    hand = Hand(shop(journal=Journal(folder / "work.acts")))
    hand.ink(times=1)
    told = [e for e in hand.events if e.name == "work.unkept"]
    assert len(told) == 1 and "cannot be kept" in told[0].value["why"]
    assert any(e.name == "work.brush" for e in hand.events)


def test_too_many_acts_are_refused_with_a_word(monkeypatch):
    monkeypatch.setattr(printing_past, "MOST_ACTS", 3)
    past = Past(work())
    assert [past.do(Act("dip", (50,))).vain for _ in range(5)] == [None] * 3 + ["too_many"] * 2
    assert len(past.acts) == 3


def test_a_million_acts_and_one_are_no_lesson():
    packed = printing_acts.pack([Act("wash")]) * (printing_acts.MOST_ACTS + 1)
    with pytest.raises(ValueError, match="too many for one lesson"):
        printing_acts.unpack(packed)


KILLED = """
import sys, time
sys.path.insert(0, ".")
from pathlib import Path
from tests.lessons.printshop import Hand, shop
from lessons.arts.printing_journal import Journal
hand = Hand(shop(journal=Journal(Path({path!r}))))
hand.take("brush")
hand.do("shop.dip", share=100)
began = time.monotonic()
while True:  # a stroke that never ends, in the pace of the clock
    x = 200 + hand.tick % 4000
    hand.do("hand.to", x=x, y=2000, push=500)
    print(len(hand.printing.acts), flush=True)
    time.sleep(max(0.0, began + hand.tick / 240 - time.monotonic()))
"""


def test_a_program_killed_in_mid_stroke_loses_at_most_a_second(tmp_path, root):
    path = tmp_path / "work.acts"
    code = KILLED.format(path=str(path))
    program = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=root, env=os.environ
    )
    assert program.stdout is not None
    counts = [(time.monotonic(), int(line)) for line in islice(program.stdout, 500)]
    os.kill(program.pid, signal.SIGKILL)
    last = time.monotonic()
    program.communicate()
    kept = Journal(path).read()
    before = max(count for at, count in counts if at <= last - 1.0)
    assert before > 0 and len(kept) >= before
    assert any(act.kind == "brush" for act in kept)
