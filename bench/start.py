"""From starting the program to the hall's first frame, beside an empty Panda3D window."""

import resource
import statistics
import subprocess
import sys

from bench.row import Row
from content.errors import Refusal
from content.texts import _

GOAL_S = 6.0
_HALL = "from sim.app import first_frame; first_frame()"
_EMPTY = (
    "from panda3d.core import loadPrcFileData as p; p('', 'load-display p3headlessgl');"
    "from direct.showbase.ShowBase import ShowBase as S;"
    "s = S(windowType='offscreen'); s.taskMgr.step(); s.taskMgr.step()"
)


def run() -> list[Row]:
    """CPU seconds of the whole process (all threads), median of the best 3 of 5.

    Raises Refusal where no picture can be drawn.
    """
    hall, empty = _cpu(_HALL), _cpu(_EMPTY)
    return [
        Row(
            "start to the first frame of the hall", hall, "CPU s", 5, f"≤ {GOAL_S}",
            "empty Panda3D scene", empty, hall <= GOAL_S,
        )
    ]  # fmt: skip


def _cpu(code: str) -> float:
    times = []
    for _run in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        _open(code)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(sorted(times)[:3])


def _open(code: str) -> None:
    try:
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    except subprocess.CalledProcessError as e:
        raise Refusal(_("no picture can be drawn here; see shuimo doctor")) from e
