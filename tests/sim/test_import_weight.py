"""What the window loads when a lesson is entered: nothing that is only for hearing and judging."""

import subprocess
import sys

HEAVY = {"numba", "librosa", "scipy", "sounddevice"}  # each takes half a second and more


def test_entering_a_lesson_loads_no_engine_of_the_ears(root):
    asked = "import sys, sim.rooms.rehearsal; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=root
    )
    loaded = set(done.stdout.split())
    assert "lessons.judging" in loaded and not HEAVY & loaded
