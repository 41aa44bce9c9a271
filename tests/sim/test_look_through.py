"""A part in the hand is seen through the cards that lie over it."""

import pytest

from sim.rooms.deck import Deck
from sim.views.remark import Remark


def strength(deck, name):
    return deck._sheets[name].node.getColorScale()[3]


def test_a_panel_is_clear_only_while_something_is_looked_at_behind_it(stage):
    deck = Deck(stage)
    deck.show("remark", Remark("here", None))
    deck.frame(5.0)
    box = deck._sheets["remark"].box
    assert strength(deck, "remark") == pytest.approx(1.0)
    high = 2.0
    wide = high * stage.aspect
    x, y = (box.left + box.right) / wide - 1, 1 - (box.top + box.bottom) / high
    for places, left in (
        ([(x - 0.02, y - 0.02), (x + 0.02, y + 0.02)], 0.25),
        ([], 1.0),
        ([(x - 0.02, y - 3), (x + 0.02, y + 3)], 0.25),  # across it, though no corner lies there
        ([(x - 0.02, y + 1.4), (x + 0.02, y + 1.5)], 1.0),
    ):
        deck.look_through(places)
        deck.frame(5.0)
        assert strength(deck, "remark") == pytest.approx(left)
    deck.close()
