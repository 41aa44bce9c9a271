"""Looks at the machine: what works here, what does not, and what to do about it."""

import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

from audio import calibrations, device
from content.errors import Refusal
from content.texts import _
from lessons import registry
from motion import models
from physics import world

_CAMERA = "from motion import webcam; webcam.opened(0).release()"
_PICTURE = (
    "from sim.panda import open_stage; s = open_stage('offscreen', (64, 64)); s.step();"
    "print(s.base.win.getGsg().getDriverRenderer())"
)


@dataclass(frozen=True)
class Check:
    """One thing looked at; `advice` says what to do where it is not `ok`."""

    what: str
    ok: bool
    found: str
    advice: str | None = None


def look() -> Iterator[Check]:
    """Yield the checks one by one; none of them changes anything."""
    yield Check("Python", True, f"{platform.python_version()}, {platform.platform()}")
    yield _picture()
    yield _screen()
    yield _engine()
    yield Check(_("voice"), True, f"swift-f0 {version('swift-f0')}, librosa {version('librosa')}")
    yield _sound()
    yield _camera()
    yield _models()
    yield _folder()
    yield _board()


def _picture() -> Check:
    # In a process of its own: a broken graphics driver may end the process that asks it.
    advice = _("Install the graphics driver (OpenGL); on Debian: make system.")
    try:
        asked = subprocess.check_output(
            [sys.executable, "-c", _PICTURE], stderr=subprocess.DEVNULL, text=True, timeout=120
        )
    except subprocess.SubprocessError:
        return Check(_("picture"), False, _("none"), advice)
    return Check(_("picture"), True, asked.strip().splitlines()[-1])


def _screen() -> Check:
    there = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    found = _("a screen") if there else _("no screen: lessons run headless")
    return Check(_("screen"), there, found, None if there else _("Start from a desktop."))


def _engine() -> Check:
    if world.available():
        return Check(_("physics"), True, f"pybullet {version('pybullet')}")
    advice = _("Install pybullet from conda-forge; the lessons that need it wait till then.")
    return Check(_("physics"), False, _("none"), advice)


def _sound() -> Check:
    try:
        facts = device.find()
        known, damaged = calibrations.read(registry.user_folder())
    except Refusal as refusal:
        return Check(_("sound"), False, _("none"), str(refusal))
    names = f"{facts.microphone} · {facts.loudspeaker} ({facts.host})"
    for each in known:
        if each.pair == facts.pair:
            late = _("{names}, {late:.0f} ms there and back")
            return Check(_("sound"), True, late.format(names=names, late=each.latency * 1000))
    advice = damaged or _("Measure their delay once, or no timing is graded: shuimo calibrate.")
    return Check(_("sound"), False, names, advice)


def _camera() -> Check:
    # In a process of its own: a camera's driver may hang, or end the process that asks it.
    advice = _("Plug one in and close what else uses it; recordings of movement are read anyway.")
    command = [sys.executable, "-c", _CAMERA]
    try:
        subprocess.run(command, capture_output=True, check=True, timeout=60)
    except subprocess.SubprocessError:
        return Check(_("camera"), False, _("none"), advice)
    return Check(_("camera"), True, _("camera {n}").format(n=0))


def _models() -> Check:
    if models.find(models.cache()):
        return Check(_("models of movement"), True, f"mediapipe {models.VERSION}")
    advice = _("The first lesson with a camera fetches them (36 MB): connect to the network then.")
    return Check(_("models of movement"), False, _("not fetched yet"), advice)


def _folder() -> Check:
    folder = registry.user_folder()
    home = next(p for p in (folder, *folder.parents) if p.exists())
    good = os.access(home, os.W_OK)
    advice = _("Give yourself the right to write there.")
    return Check(_("your folder"), good, str(folder), None if good else advice)


def _board() -> Check:
    library = registry.library()
    ready = [e for e in library.lessons(registry.needs_met()) if e.ready]
    good = bool(ready) and not library.unreadable
    found = _("lessons that can begin: {n}").format(n=len(ready))
    return Check(_("lessons"), good, found, "; ".join(library.unreadable) or None)
