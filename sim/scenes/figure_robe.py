"""The practice robe of a figure: gown, crossed collar, sash, wide sleeves, trousers, shoes."""

import numpy as np

from motion.skeleton import SIDES
from sim.scenes.figure_body import weights
from sim.scenes.figure_net import Extra, Loft, Way, loft, profile, way
from sim.scenes.mesh import Array

HEM = 2.52  # hips at 1, knees at 2, ankles at 3
CUFF = 2.93  # elbow at 2, wrist at 3
_LINING_M = 0.011
_WAIST = 0.36  # from the pelvis to the neck
# From the pelvis (0) to the neck (1): half as wide, half as deep (m).
_TRUNK = (
    (-0.1, 0.168, 0.118), (0.15, 0.158, 0.108), (_WAIST, 0.139, 0.098), (0.6, 0.152, 0.107),
    (0.78, 0.166, 0.108), (0.88, 0.158, 0.096), (0.95, 0.118, 0.078), (1.0, 0.076, 0.064),
    (1.05, 0.058, 0.056),
)  # fmt: skip


def lofts() -> list[Loft]:
    """Return every piece of cloth."""
    sides = [part for side in SIDES for part in (*_sleeve(side), *_leg(side), *_shoe(side))]
    return [_trunk(), *_collars(), *_skirt(), *_sash(), *sides]


def _mixed(at: Array, first: str, second: str) -> Array:
    """Return (R, K) from one direction at 0 to another at 1."""
    part = np.clip(at, 0, 1)[:, None]
    return np.asarray(weights(**{first: 1.0}) * (1 - part) + weights(**{second: 1.0}) * part)


def _spine(at: Array) -> Way:
    return way([weights(pelvis=1.0), weights(neck=1.0)], at)


def _trunk() -> Loft:
    at = np.concatenate([np.linspace(0.2, 0.8, 9), np.linspace(0.83, 1.04, 8)])
    side = _mixed(at, "hips_left", "chest_left")
    return loft("gown", _spine(at), side, profile(at, *_TRUNK), Extra(square=0.92))


def _collars() -> list[Loft]:
    """Return the under-collar and both edges; the left one lies over the right (右衽)."""
    at = np.linspace(0.96, 1.09, 6)
    under = profile(at, (0.96, 0.07, 0.062), (1.09, 0.058, 0.056))
    return [
        loft("slip", _spine(at), _mixed(at, "hips_left", "chest_left"), under),
        _edge(-1.0, np.linspace(0.0, 0.37, 8), 0.007),
        _edge(1.0, np.linspace(0.0, 1.0, 16), 0.011),
    ]


def _edge(turn: float, along: Array, off: float) -> Loft:
    """Return one edge of the gown, from the neck's side across the breast down to the sash."""
    at = 1.035 - along * (1.035 - _WAIST - 0.05)
    wide, deep = profile(at, *_TRUNK).T + off
    x = profile(along, (0, 0.05), (0.1, 0.047), (1, -0.118))[:, 0] * turn
    y = -deep * np.sqrt(np.clip(1 - (x / wide) ** 2, 0, 1))
    left, back = _mixed(at, "hips_left", "chest_left"), _mixed(at, "hips_back", "chest_back")
    centre = _spine(at).centre + x[:, None] * left + y[:, None] * back
    out = (x / wide**2)[:, None] * left + (y / deep**2)[:, None] * back
    course = Way(at, centre, np.gradient(centre, axis=0))
    return loft("edge", course, out, np.tile([0.004, 0.023], (len(at), 1)), Extra(square=0.6))


def _sash() -> list[Loft]:
    at = np.linspace(0.27, 0.47, 11)
    size = profile(at, *_TRUNK) + profile(
        at, (0.27, 0.0, 0.0), (0.285, 0.012, 0.012), (0.455, 0.012, 0.012), (0.47, 0.0, 0.0)
    )
    band = loft("sash", _spine(at), _mixed(at, "hips_left", "chest_left"), size, Extra(square=0.92))
    knot = [_WAIST_AT + weights(hips_left=0.07, hips_back=y) for y in (-0.085, -0.135)]
    along = np.array([0.0, 0.15, 0.35, 0.55, 0.75, 0.92, 1.0])
    round_ = profile(along, (0, 0.03, 0.03), (0.5, 0.032, 0.027), (0.9, 0.018, 0.016),
                     (1, 0.003, 0.003))  # fmt: skip
    return [band, loft("sash", way(knot, along), weights(hips_up=1.0), round_)]


_WAIST_AT = weights(pelvis=1 - _WAIST, neck=_WAIST)


def _both(joint: str) -> Array:
    return weights(**{f"left_{joint}": 0.5, f"right_{joint}": 0.5})


def _apart(joint: str) -> Array:
    return weights(**{f"left_{joint}": 1.0, f"right_{joint}": -1.0})


def _skirt() -> list[Loft]:
    """Return the gown below the sash, and its inside seen at the hem."""
    outer = np.concatenate([np.linspace(0.0, 1.0, 7), np.linspace(1.12, HEM, 17)])
    inner = np.linspace(HEM, 1.5, 5)
    return [_fall(outer, 0.0, 1.0), _fall(inner, _LINING_M, 0.45)]


def _fall(at: Array, in_: float, tint: float) -> Loft:
    course = way([_WAIST_AT, _both("hip"), _both("knee"), _both("ankle")], at, 0.16)
    none = 0 * _WAIST_AT
    spread = way([none, none, _apart("knee"), _apart("ankle")], at, 0.2)
    size = profile(at, (0, 0.139, 0.1), (0.5, 0.158, 0.112), (1, 0.172, 0.124), (1.5, 0.145, 0.128),
                   (2, 0.13, 0.138), (HEM, 0.14, 0.15)) - in_  # fmt: skip
    fold = profile(at, (0.0, 0.0), (0.9, 0.018), (1.6, 0.05), (HEM, 0.085))[:, 0]
    shade = np.full(len(at), tint)
    sag = profile(at, (0, 0.0), (1.0, 0.0), (2.0, 0.3), (HEM, 0.42))[:, 0]
    extra = Extra(spread.centre, sag=sag, pleats=fold, square=0.74, tint=shade)
    side = _mixed(_WAIST * np.clip(1 - at, 0, 1), "hips_left", "chest_left")  # twisted as the sash
    return loft("gown", course, side, size, extra)


def _sleeve(side: str) -> list[Loft]:
    """Return the wide sleeve, its inside, and the narrow one of the shirt below it."""
    outer = np.concatenate([np.linspace(0.3, 1.0, 6), np.linspace(1.1, CUFF, 18)])
    inner = np.linspace(CUFF, 2.25, 5)
    shirt = np.linspace(2.1, 3.03, 5)
    cloth = [_arm(side, outer, 0.0, 1.0), _arm(side, inner, _LINING_M, 0.5)]
    size = profile(shirt, (1.8, 0.044, 0.044), (2.4, 0.04, 0.038), (3.03, 0.031, 0.028))
    return [*cloth, loft("slip", _arm_way(side, shirt), weights(**{f"{side}_sleeve": 1.0}), size)]


def _arm_way(side: str, at: Array) -> Way:
    root = weights(neck=0.72, **{f"{side}_shoulder": 0.28}, chest_up=-0.03)
    top = weights(neck=0.06, **{f"{side}_shoulder": 0.94}, chest_up=-0.03)
    joints = [top, *(weights(**{f"{side}_{joint}": 1.0}) for joint in ("elbow", "wrist"))]
    return way([root, *joints], at, 0.27)


def _arm(side: str, at: Array, in_: float, tint: float) -> Loft:
    size = profile(at, (0, 0.035, 0.055), (0.5, 0.045, 0.066), (1, 0.064, 0.07),
                   (1.4, 0.066, 0.064), (2, 0.064, 0.062), (2.5, 0.066, 0.06),
                   (CUFF, 0.07, 0.06)) - in_  # fmt: skip
    hang = profile(at, (0, 0.0), (1.0, 0.0), (1.5, 0.025), (2.0, 0.08), (2.5, 0.15), (CUFF, 0.185))
    fold = profile(at, (0, 0.0), (1.2, 0.0), (2.0, 0.018), (CUFF, 0.03))[:, 0]
    shade = np.full(len(at), tint)
    extra = Extra(hang=hang[:, 0] - 0.5 * in_, pleats=fold, tint=shade)
    return loft("gown", _arm_way(side, at), weights(**{f"{side}_sleeve": 1.0}), size, extra)


def _leg(side: str) -> list[Loft]:
    at = np.concatenate([np.linspace(0.7, 1.85, 9), np.linspace(1.9, 2.02, 3)])
    joints = [weights(**{f"{side}_{joint}": 1.0}) for joint in ("hip", "knee", "ankle")]
    # Slim above the hem, where the gown hides them: no knee comes through it.
    size = profile(at, (0.5, 0.02, 0.02), (1.0, 0.04, 0.042), (1.3, 0.05, 0.052),
                   (1.52, 0.06, 0.064), (1.82, 0.054, 0.056), (1.92, 0.04, 0.042),
                   (2.02, 0.034, 0.036))  # fmt: skip
    return [loft("trousers", way(joints, at, 0.16), weights(hips_left=1.0), size)]


def _shoe(side: str) -> list[Loft]:
    """Return a cloth shoe and its white sole."""
    at = np.array([0, 0.02, 0.06, 0.14, 0.25, 0.38, 0.52, 0.66, 0.8, 0.9, 0.97, 1.0])
    up, ahead = f"{side}_foot_up", f"{side}_foot_ahead"
    heel = weights(**{f"{side}_ankle": 1.0, up: -0.072, ahead: -0.055})
    tip = weights(**{f"{side}_toe": 1.0, up: -0.012, ahead: 0.04})
    size = profile(at, (0, 0.004, 0.004), (0.04, 0.026, 0.022), (0.14, 0.04, 0.033),
                   (0.34, 0.043, 0.036), (0.6, 0.031, 0.042), (0.85, 0.021, 0.038),
                   (0.97, 0.012, 0.018), (1, 0.003, 0.003))  # fmt: skip
    flat = way([heel, tip], at)
    raised = Way(at, flat.centre + size[:, :1] * weights(**{up: 1.0}), flat.along)
    low = Way(at, flat.centre + 0.006 * weights(**{up: 1.0}), flat.along)
    sole = np.stack([np.minimum(size[:, 0], 0.008), size[:, 1] + 0.004], axis=1)
    lies = weights(**{up: 1.0})
    return [
        loft("shoe", raised, lies, size, Extra(square=0.85)),
        loft("slip", low, lies, sole, Extra(square=0.7)),
    ]
