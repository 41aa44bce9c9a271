"""What the window loads when a lesson is entered: nothing that is only for hearing and judging."""

import subprocess
import sys

import pytest

EARS = {"librosa", "sounddevice"}  # each of these takes half a second and more
EYES = {"mediapipe", "cv2", "matplotlib"}
JUDGE = {"numba", "scipy"}


@pytest.mark.parametrize(
    ("room", "engines"),
    [
        ("sim.app", EARS | EYES | JUDGE | {"onnxruntime"}),
        ("sim.rooms.rehearsal", EARS | EYES | JUDGE),
        ("sim.rooms.movement", EARS | EYES),  # live words on a movement are the judge's own
    ],
)
def test_entering_loads_no_engine_of_a_process_of_its_own(root, room, engines):
    asked = f"import sys, {room}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=root
    )
    loaded = set(done.stdout.split())
    assert room in loaded and not engines & loaded
