"""Imports every engine under the loader, and tells which would not."""

import importlib
import json
import os
import platform
import sys

ENGINES = (
    "panda3d.core", "direct.showbase.ShowBase", "simplepbr", "OpenGL.GL", "OpenGL.GLX", "xr",
    "pybullet", "numba", "scipy.ndimage", "onnxruntime", "mediapipe", "cv2", "manifold3d",
    "soundfile", "sounddevice", "rtmidi", "verovio", "resvg_py", "PIL.Image", "sqlalchemy",
    "sqlite3", "ssl", "ctypes", "main",
)  # fmt: skip


def failures():
    for name in ENGINES:
        try:
            importlib.import_module(name)
        except (ImportError, OSError, AttributeError) as e:
            yield name, f"{type(e).__name__}: {e}"


failed = dict(failures())
venv = os.path.realpath(sys.prefix) != os.path.realpath(sys.base_prefix)
print("\n" + json.dumps({"failed": failed, "libc": platform.libc_ver()[1], "venv": venv}))
