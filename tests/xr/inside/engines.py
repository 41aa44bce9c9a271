"""Imports every engine under the loader, and tells which would not."""

import importlib
import json
import multiprocessing
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


def libc():
    return platform.libc_ver()[1]


def main():
    venv = os.path.realpath(sys.prefix) != os.path.realpath(sys.base_prefix)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        child = pool.apply(libc)
    found = {"failed": dict(failures()), "libc": libc(), "child": child, "venv": venv}
    print("\n" + json.dumps(found))


if __name__ == "__main__":
    main()
