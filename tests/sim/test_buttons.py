"""Shift belongs to the key it was held with, however late the frame comes that looks at both."""

import pytest

from sim.buttons import Buttons


def told(*moves):
    """What is told of buttons that go down (+) and up (-) in this order."""
    buttons, keys = Buttons(), []
    for move in moves:
        if move[0] == "+":
            buttons.press(move[1:], keys.append)
        else:
            buttons.release(move[1:])
    return keys


@pytest.mark.parametrize("held", ["shift", "control"])
def test_a_key_between_down_and_up_of_a_modifier_has_it_before_its_name(held):
    moves = ("+a", f"+l{held}", f"+{held}", "+/", "-/", f"-l{held}", f"-{held}", "+b")
    assert told(*moves) == ["a", f"{held}-/", "b"]


def test_a_modifier_alone_is_no_key():
    assert told("+lshift", "+shift", "+alt", "-shift", "+rcontrol", "+control") == []
