"""Opens Panda3D once: the window or the offscreen buffer, physically based light, quiet logs."""

from typing import Any, Literal

import simplepbr
from direct.showbase.ShowBase import ShowBase
from panda3d.core import WindowProperties, loadPrcFileData
from simplepbr.shaders import shaders

from content.errors import Refusal
from content.texts import _
from lessons.report.palette import rgb
from sim.stage import Stage

Mode = Literal["window", "offscreen"]
TITLE = "水磨 Shuimo"

_QUIET = "".join(
    f"notify-level-{name} fatal\n"
    for name in ("display", "x11display", "glxdisplay", "egldisplay", "device", "windisplay")
)
_SETTINGS = """
print-pipe-types #f
default-directnotify-level error
audio-library-name null
sync-video {sync}
framebuffer-multisample {smooth:d}
multisamples {samples}
load-display {display}
aux-display
win-size {width} {height}
textures-power-2 none
"""
_DISPLAY = {"window": "pandagl", "offscreen": "p3headlessgl"}

# simplepbr asks the shadow map once, which gives a hard edge. Five taps around the place give
# the soft edge of a low sun. Its film curve greys the colours of the house; ours keeps them as
# they are up to 0.7 of white and bends only what is brighter.
_OURS = {
    "simplepbr.frag": (
        "float shadow = shadow2D(shadowmap, light_space_coords).r;",
        """float shadow = 0.0;
    for (int i = 0; i < 5; ++i) {
        vec2 turn = vec2(cos(float(i) * 1.2566), sin(float(i) * 1.2566)) * 0.0009;
        shadow += shadow2D(shadowmap, light_space_coords + vec3(turn, 0.0)).r * 0.2;
    }""",
    ),
    "tonemap.frag": (
        "color = max(vec3(0.0), color - vec3(0.004));\n    color = (color * (vec3(6.2) * color "
        "+ vec3(0.5))) / (color * (vec3(6.2) * color + vec3(1.7)) + vec3(0.06));",
        """vec3 bent = 1.0 - 0.3 * exp(-max(color - 0.7, 0.0) / 0.3);
    color = mix(max(color, vec3(0.0)), bent, vec3(greaterThan(color, vec3(0.7))));
    color = pow(color, vec3(1.0 / 2.2));""",
    ),
}

_open: Stage | None = None


class StageError(Refusal):
    """No picture can be drawn here; the text says why and what to do."""


def open_stage(mode: Mode, size: tuple[int, int] = (1280, 720), still: bool = False) -> Stage:
    """Open the one stage of this process, `size` in pixels.

    `still` asks for the finest picture even without a graphics card (seconds a frame).
    Raises StageError where there is no display or no OpenGL, or where a stage is open already.
    """
    global _open
    if _open is not None and not _open.closed:
        raise StageError(_("The stage is open already: close it before you open another."))
    _configure(mode, size, smooth=mode == "window" or still)
    base = _show_base(mode)
    if mode == "window":
        _name_window(base)
    base.disableMouse()
    base.setBackgroundColor(*rgb("wall"), 1.0)
    _open = _stage(base, still)
    return _open


def _configure(mode: Mode, size: tuple[int, int], smooth: bool) -> None:
    settings = _SETTINGS.format(
        display=_DISPLAY[mode],
        width=size[0],
        height=size[1],
        sync=int(mode == "window"),
        smooth=smooth,
        samples=4 * smooth,
    )
    loadPrcFileData("shuimo", _QUIET + settings)


def _show_base(mode: Mode) -> Any:
    try:
        return ShowBase(windowType="onscreen" if mode == "window" else "offscreen")
    except Exception as e:  # Panda3D raises bare exceptions here
        raise StageError(
            _(
                "No picture: Panda3D could not open a {where} ({reason}). "
                "Start from a desktop with OpenGL, or use --headless."
            ).format(where=_("window") if mode == "window" else _("buffer"), reason=e)
        ) from e


def _name_window(base: Any) -> None:
    wanted = WindowProperties()
    wanted.setTitle(TITLE)
    wanted.setFixedSize(False)
    base.win.requestProperties(wanted)


def _stage(base: Any, still: bool) -> Stage:
    """Start simplepbr as the renderer can bear it.

    More than one light with shadows crashes llvmpipe, and one sun is what the place has. There
    smoothing (MSAA) doubles the time of a frame, and anisotropy takes minutes.
    """
    for name, (theirs, ours) in _OURS.items():
        shaders[name] = shaders[name].replace(theirs, ours)
    hardware = "llvmpipe" not in base.win.getGsg().getDriverRenderer()
    loadPrcFileData("shuimo", f"texture-anisotropic-degree {8 if hardware else 1}\n")
    fine = hardware or still
    pipeline = simplepbr.init(
        max_lights=1,
        msaa_samples=4 if fine else 0,
        use_normal_maps=True,
        enable_shadows=True,
    )
    return Stage(base, pipeline, shadow_texels=2048 if fine else 1024)
