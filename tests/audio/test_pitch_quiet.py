"""What the pitch network's library does besides: nothing is noted of how it is used."""

import os
import subprocess
import sys

HEAR = "import numpy as np; from audio import pitch; pitch.track(np.zeros(16000, np.float32))"


def test_nothing_is_noted_to_be_told_to_its_makers(root, tmp_path):
    places = {"XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", HEAR], cwd=root, env=os.environ | places, check=True)
    assert not list(tmp_path.rglob("*onnxruntime*"))
