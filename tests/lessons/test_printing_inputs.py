"""What a hand sends into the print shop: what makes no sense is told and changes nothing."""

import math

import pytest

from lessons.arts.printing_shop import Shop
from physics.woodblock.grid import UNITS
from tests.lessons.printshop import GRID, Hand, shop, uncut, work


@pytest.mark.parametrize(
    "wrong",
    [
        {"x": 10, "y": 10, "push": math.nan},
        {"x": math.inf, "y": 10, "push": 100},
        {"x": 10, "y": 2**40, "push": 100},
        {"x": "far", "y": 10, "push": 100},
        {"x": 10},
    ],
)
def test_a_lead_that_is_no_number_is_told_and_changes_nothing(wrong):
    hand = Hand(shop())
    hand.take("brush")
    told = hand.do("hand.to", **wrong)
    assert [e.value["why"] for e in told if e.name == "work.vain"] == ["no_number"]
    assert not any(act.kind == "brush" for act in hand.printing.acts)


def test_an_act_beyond_its_numbers_is_told_and_not_done():
    hand = Hand(shop())
    for name, numbers in (("fix", {"block": 0, "dx": 10**9, "dy": 0, "turn": 0}),
                          ("dip", {"share": 1.5}), ("damp", {"water": -1})):  # fmt: skip
        told = hand.do(f"shop.{name}", **numbers)
        assert [(e.value["act"], e.value["why"]) for e in told] == [(name, "no_number")]
    assert not hand.printing.acts


def test_a_stroke_beside_the_block_is_told_once_and_inks_nothing():
    hand = Hand(shop())
    hand.take("brush")
    hand.do("shop.dip", share=100)
    far = round(0.2 / GRID.cell * UNITS)
    for _ in range(60):
        hand.do("hand.to", x=far, y=far, push=500)
    told = [e for e in hand.events if e.name == "work.vain"]
    assert [(e.value["act"], e.value["why"]) for e in told] == [("brush", "beside")]
    assert hand.printing.shop.board.film.grams == 0


def test_hand_acts_come_of_a_led_tool_only():
    hand = Hand(shop(of=uncut()))
    for name in ("cut", "brush", "rub"):
        hand.do(f"shop.{name}", x0=10, y0=10, x1=900, y1=900, d0=500, d1=500, force=100, ticks=9)
    assert not hand.printing.acts


def test_nothing_is_cut_before_the_draft_is_pasted():
    hand = Hand(shop(of=uncut()))
    hand.take("quandao")
    hand.go((20, 20), (40, 20), push=2000)
    assert {e.value["why"] for e in hand.events if e.name == "work.vain"} == {"not_pasted"}
    assert not hand.printing.shop.board.depth.any()


def test_carving_is_held_against_the_draft_as_it_was_pasted():
    hand = Hand(shop("line-key", of=uncut()))
    hand.do("shop.paste", block=0, dx=500, dy=0, turn=0, paste=30)
    board = hand.printing.shop.board
    true = shop(of=uncut()).shop.board
    assert (board.drawn[:, 10:] == true.drawn[:, :-10]).all()
    assert board.asked.edge.tolist() != true.asked.edge.tolist()


def test_blocks_lie_astray_by_the_seed_and_the_first_lies_true():
    lays = [[b.lay for b in Shop(work(astray_mm=2.0, seed=s)).boards] for s in (1, 1, 2)]
    assert lays[0] == lays[1] != lays[2]
    assert lays[0][0].dx == lays[0][0].dy == lays[0][0].turn == 0
    assert all(0.9e-3 < abs(v) <= 2.1e-3 for lay in (lays[0][1], lays[2][1])
               for v in (lay.dx, lay.dy))  # fmt: skip
