"""Vibrato of a held note: how fast and how wide. A pure core."""

from dataclasses import dataclass

import numpy as np

from audio.contour import FPS, Array

RATES = np.arange(3.5, 9.001, 0.02)  # hertz looked for
SHORTEST = 0.5  # seconds of a note in which vibrato can be told from a turn
SETTLED = 0.3  # seconds after its beginning in which a note settles
LEAST = 12.0  # cents to each side; less is unevenness
PURE = 0.5  # share of the swing's power that one rate must hold
READ = 0.9  # of its true extent is read: the tracker evens out (research/audio.md §2: 0.88-0.92)


@dataclass(frozen=True)
class Vibrato:
    """`rate` in hertz, `extent` in cents to each side; NaN where there is none."""

    rate: float
    extent: float


NONE = Vibrato(float("nan"), float("nan"))


def vibrato(rise: Array) -> Vibrato:
    """Read the vibrato of one note: semitones (n,) at FPS from its onset, NaN unvoiced.

    The one sine that explains most of the note, once a slow bend is taken out; none where the
    best one lies at the end of the range, as that of a single turn does.
    """
    core = _core(rise)
    if len(core) < SHORTEST * FPS:
        return NONE
    t = np.linspace(-1, 1, len(core))
    bend = np.linalg.qr(np.stack([np.ones_like(t), t, t**2], axis=1))[0]
    swing = core - bend @ (bend.T @ core)
    phase = 2 * np.pi * RATES[:, None] * np.arange(len(core)) / FPS
    waves = np.stack([np.cos(phase), np.sin(phase)], axis=1)
    waves -= waves @ bend @ bend.T
    size, fit = _strongest(waves, swing)
    best = int(np.argmax(fit))
    if not 0 < best < len(RATES) - 1 or 100 * size[best] < LEAST:
        return NONE
    if fit[best] < PURE * float(swing @ swing):
        return NONE
    return Vibrato(float(RATES[best]), 100 * float(size[best]) / READ)


def _strongest(waves: Array, swing: Array) -> tuple[Array, Array]:
    """Return the size of the best sine at each rate, and the power it explains.

    `waves` (rates, 2, n) cosine and sine, `swing` (n,).
    """
    products = waves @ waves.transpose(0, 2, 1)
    onto = waves @ swing
    weights = np.linalg.solve(products, onto[:, :, None])[:, :, 0]
    return np.hypot(*weights.T), np.asarray((weights * onto).sum(axis=1))


def _core(rise: Array) -> Array:
    """Return the longest stretch without a break, settled, without the glide at its end."""
    voiced = np.flatnonzero(~np.isnan(rise))
    if not len(voiced):
        return rise[:0]
    runs = np.split(voiced, np.flatnonzero(np.diff(voiced) > 1) + 1)
    longest = max(runs, key=len)
    first = max(int(longest[0]), int(SETTLED * FPS))
    return rise[first : int(longest[-1]) + 1 - int(0.08 * FPS)]
