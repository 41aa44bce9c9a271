"""Panels on the sheet: they arrive, lift, change, follow the window, and go."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from panda3d.core import NodePath

from sim.look import ARRIVE_S
from sim.stage import Stage
from sim.views.busy import Busy
from sim.views.column import Button
from sim.views.panel import Panel
from sim.views.slip import Slip

SLIP = Slip("坐斗", "放稳了", buttons=(Button("a", "再来"), Button("b", "报告")))


def sheet_only(size: tuple[int, int]) -> Any:
    """What a panel needs of a stage, without a window."""
    return SimpleNamespace(size=size, sheet=NodePath("sheet"))


def test_a_panel_is_seen_and_goes(stage: Stage) -> None:
    stage.step()
    stage.step()
    before = stage.pixels().copy()
    panel = Panel(stage, SLIP)
    panel.frame(1.0)
    stage.step()
    stage.step()
    assert (stage.pixels() != before).any(axis=2).mean() > 0.05
    panel.close()
    stage.step()
    stage.step()
    assert (stage.pixels() == before).all()


def test_it_arrives_eased_and_then_rests() -> None:
    panel = Panel(sheet_only((640, 360)), SLIP)
    alphas, heights = [], []
    for _k in range(12):
        panel.frame(ARRIVE_S / 8)
        alphas.append(panel.node.getColorScale()[3])
        heights.append(panel.node.getZ())
    assert 0.0 < alphas[0] < 0.6
    assert (np.diff(alphas) >= 0).all() and (np.diff(heights) >= 0).all()
    assert alphas[-1] == 1.0 and heights[-1] == pytest.approx(1.0)


def test_the_tally_under_the_pointer_lifts_alone_and_sinks_again() -> None:
    panel = Panel(sheet_only((640, 360)), SLIP)
    low = [node.getZ() for node in panel.node.getChildren()]
    panel.hover("b")
    panel.frame(0.5)
    lifted = [node.getZ() for node in panel.node.getChildren()]
    assert [a > b for a, b in zip(lifted, low, strict=True)].count(True) == 1
    panel.hover(None)
    panel.frame(0.5)
    assert [node.getZ() for node in panel.node.getChildren()] == pytest.approx(low)


def test_other_contents_do_not_arrive_again() -> None:
    panel = Panel(sheet_only((640, 360)), SLIP)
    panel.frame(1.0)
    panel.show(Slip("栱", "落到底", buttons=(Button("c", "好"),)))
    panel.frame(0.001)
    assert panel.node.getColorScale()[3] == 1.0
    assert [r.name for r in panel.regions] == ["c"]


def test_it_follows_the_window() -> None:
    stage = sheet_only((640, 360))
    panel = Panel(stage, SLIP)
    before = panel.regions
    stage.size = (800, 600)
    panel.frame(0.01)
    assert panel.regions != before
    assert panel.node.getX() == pytest.approx(-800 / 600)


def test_what_moves_is_drawn_anew_and_does_not_pile_up() -> None:
    panel = Panel(sheet_only((640, 360)), Busy("听着"))
    counts = []
    for _k in range(5):
        panel.frame(0.3)
        counts.append(panel.node.getNumChildren())
    assert len(set(counts)) == 1
