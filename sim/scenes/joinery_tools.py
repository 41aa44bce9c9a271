"""The joiner's tools in the picture, each with its working point at the origin.

Local axes: x back out of the wood (a chisel's and a mallet's handle, a saw's frame), y across
the blade, z along it.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from sim.scenes.build import Pile
from sim.scenes.mesh import Mesh, Vec3, box, tube

_BLADE = 0.24  # m of saw
_FRAME = 0.15


def node(kind: str) -> Any:
    """Return a tool. KeyError for a kind that is none."""
    pile = Pile(np.random.default_rng(len(kind)))
    _MAKES[kind](pile)
    return pile.node(kind)


def _saw(pile: Pile, aside: float) -> None:
    """A frame saw 框锯: blade, two arms, a beam between them, a twisted cord at the back.

    The blade is turned in its frame, which leans `aside` radians, so that one sees the cut.
    """
    half = _BLADE / 2
    pile.add("stone", box((0.02, 0.0014, _BLADE), (0.010, 0, 0), 2, 0.0))
    for k in range(40):
        z = -half + (k + 0.5) * _BLADE / 40
        pile.add("stone", box((0.003, 0.0014, 0.0035), (-0.001, 0, z), 2, 0.0).tinted(0.8))
    back = _FRAME - 0.012
    frame = [
        box((_FRAME, 0.012, 0.016), (_FRAME / 2 - 0.004, 0, end), 0, 0.003) for end in (-half, half)
    ]
    for arm in frame:
        pile.add_timber("old", arm.turned(aside), 0)
    beam = box((0.018, 0.012, _BLADE), (0.55 * _FRAME, 0, 0), 2, 0.003)
    pile.add_timber("old", beam.turned(aside), 2)
    pile.add_varied("fir", _rod((back, 0, -half), (back, 0, half), 0.0025).turned(aside))
    pile.add_varied("old", _rod((back, 0, 0), (0.58 * _FRAME, 0, 0.004), 0.003).turned(aside))


def _chisel(pile: Pile) -> None:
    """A chisel: edge across y, its bevel, a round handle with a ring."""
    pile.add("stone", box((0.10, 0.014, 0.004), (0.058, 0, 0), 0, 0.0))
    pile.add("stone", box((0.016, 0.014, 0.0018), (0.004, 0, 0), 0, 0.0).tinted(1.25))
    pile.add_varied("dark", _rod((0.105, 0, 0), (0.125, 0, 0), 0.010))
    handle = np.array([[0.12, 0, 0], [0.16, 0, 0], [0.20, 0, 0], [0.225, 0, 0]])
    pile.add_varied("old", tube(handle, np.array([0.010, 0.013, 0.013, 0.011]), 14))


def _mallet(pile: Pile) -> None:
    """A mallet 榔头: its face at the origin, the handle to the side."""
    pile.add_timber("dark", box((0.075, 0.06, 0.10), (0.0375, 0, 0), 2, 0.006), 2)
    pile.add_varied("old", _rod((0.0375, -0.03, 0), (0.0375, -0.25, 0), 0.011))


def _axe(pile: Pile) -> None:
    """An axe turned round: the face of its poll 斧背 at the origin, the edge at the back."""
    pile.add("stone", box((0.08, 0.030, 0.055), (0.04, 0, 0), 0, 0.003))
    pile.add("stone", box((0.06, 0.014, 0.085), (0.108, 0, 0), 0, 0.002))
    pile.add("stone", box((0.014, 0.004, 0.100), (0.144, 0, 0), 0, 0.0).tinted(1.25))
    pile.add_varied("old", _rod((0.04, 0.03, 0), (0.04, -0.36, 0), 0.012))


def _ink(pile: Pile) -> None:
    """The ink line 墨斗: a block with well and reel that lies beside its point."""
    pile.add_timber("dark", box((0.03, 0.035, 0.10), (0.02, 0.045, 0), 2, 0.006), 2)
    pile.add_varied("fir", _rod((0.048, 0.026, 0.02), (0.048, 0.064, 0.02), 0.019))
    pile.add("ink", box((0.004, 0.022, 0.03), (0.036, 0.045, -0.028), 2, 0.0))
    pile.add("stone", _rod((0.0, 0.0, 0.0), (0.03, 0.012, 0.0), 0.0011))


def _square(pile: Pile) -> None:
    """The square 角尺: a thick stock along the timber's edge, a thin blade across its face."""
    pile.add_timber("dark", box((0.022, 0.016, 0.12), (0.004, 0.029, 0.06), 2, 0.002), 2)
    pile.add_timber("fir", box((0.004, 0.085, 0.022), (0.003, -0.010, 0.011), 1, 0.0), 1)


def _rod(start: Vec3, end: Vec3, radius: float) -> Mesh:
    return tube(np.array([start, end]), np.full(2, radius), 12)


_MAKES: Mapping[str, Callable[[Pile], None]] = {
    "rip": partial(_saw, aside=0.9),
    "cross": partial(_saw, aside=-1.0),
    "chisel": _chisel,
    "pare": _chisel,
    "mallet": _mallet,
    "axe": _axe,
    "ink": _ink,
    "square": _square,
}
