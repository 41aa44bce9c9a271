"""What laying a figure on its joints costs the loop of a lesson, beside drawing it.

A written movement is shown frame after frame; a window is not needed.
"""

from panda3d.core import NodePath

from bench.row import Row, cpu_seconds
from motion.body import STANDARD
from motion.motion import Array
from motion.moves import AT_EASE, posed
from sim.scenes.figure import Figure
from sim.scenes.figure_looks import LOOKS, Look

MOST_MS = 1.0
FRAMES = 60


def run() -> list[Row]:
    """Milliseconds of CPU a frame for each look."""
    return [_row(look) for look in LOOKS]


def _row(look: Look) -> Row:
    figure = Figure(NodePath("floor"), look)
    poses = [posed(AT_EASE, STANDARD) + [0.001 * k, 0.0, 0.0] for k in range(FRAMES)]
    figure.show(poses[0])
    value = 1e3 * cpu_seconds(lambda: _shown(figure, poses)) / FRAMES
    name = f"figure laid on its joints, {look}"
    return Row(name, value, "ms", FRAMES, f"≤ {MOST_MS:g}", held=value <= MOST_MS)


def _shown(figure: Figure, poses: list[Array]) -> None:
    for pose in poses:
        figure.show(pose)
