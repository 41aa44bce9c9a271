"""How far a guessed elbow lies from the seen one, where only head and wrists are known.

MSR Action3D, subjects 4 and 5 (the heuristic was fitted to 1 to 3); lengths and the way from
head to shoulder are the median of each take, as a calibration would give them. Kinect's elbow
is the truth.
"""

import numpy as np

from bench.audio_set import eval_data
from bench.row import Row, cpu_seconds
from motion.arms import elbow
from motion.features import in_frame, unit
from motion.motion import Array

MEDIAN_CM, P90_CM = 5.4, 17.5
TESTED = (4, 5)
RAISED = -0.3  # of the arm's length above the shoulder
_NECK, _HEAD = 2, 19
_ARMS = {"left": (1, 8, 10), "right": (0, 7, 9)}
_PELVIS, _HIPS = 6, (5, 4)


def run() -> list[Row]:
    """Centimetres and degrees of error, microseconds an arm."""
    found = [_errors(take, side) for take in _takes() for side in _ARMS]
    off, turned, raised = (np.concatenate(parts) for parts in zip(*found, strict=True))
    high = raised > RAISED
    name = "elbow of head and hands, error"
    return [
        _row(f"{name}, median", np.median(off), "cm", len(off), MEDIAN_CM),
        _row(f"{name}, p90", np.quantile(off, 0.9), "cm", len(off), P90_CM),
        _row(f"{name}, hand raised, median", np.median(off[high]), "cm", int(high.sum()), 8.1),
        _row(f"{name}, hand raised, p90", np.quantile(off[high], 0.9), "cm", int(high.sum()), 22.4),
        _row("upper arm of head and hands, median", np.median(turned), "°", len(off), 10.0),
        _row("upper arm of head and hands, p90", np.quantile(turned, 0.9), "°", len(off), 27.0),
        _cost(),
    ]


def _row(name: str, value: float, unit_name: str, n: int, most: float) -> Row:
    return Row(name, float(value), unit_name, n, f"≤ {most:g}", held=bool(value <= most))


def _takes() -> list[Array]:
    """Return takes (T, 20, 3) in the trunk's axes about the pelvis, a little smoothed."""
    with np.load(eval_data() / "motion/msr_action3d_s1-5.npz") as file:
        xyz, lengths, who = file["xyz"].astype(float), file["lengths"], file["labels"][:, 1]
    ours = xyz[:, :, [0, 2, 1]]  # Kinect: x to its right, y up, z away from it
    takes = np.split(ours, np.cumsum(lengths)[:-1])
    return [_in_trunk(_smooth(t)) for t, s in zip(takes, who, strict=True) if s in TESTED]


def _smooth(take: Array) -> Array:
    padded = np.pad(take, ((1, 1), (0, 0), (0, 0)), mode="edge")
    return np.asarray((padded[:-2] + padded[1:-1] + padded[2:]) / 3)


def _in_trunk(take: Array) -> Array:
    """Return the take in the frame of its first frames' trunk, which a whole take keeps."""
    first = take[:5].mean(axis=0)
    up = unit(first[_NECK] - first[_PELVIS])
    across = first[_ARMS["left"][0]] - first[_ARMS["right"][0]] + first[_HIPS[0]] - first[_HIPS[1]]
    left = unit(across - up * (across @ up))
    frame = np.stack([left, np.cross(up, left), up], axis=1)
    return in_frame(frame, take - take[:, _PELVIS : _PELVIS + 1])


def _errors(take: Array, side: str) -> tuple[Array, Array, Array]:
    """Return (T,) cm of the elbow, degrees of the upper arm, how high the hand is."""
    shoulder, truth, wrist = (take[:, k] for k in _ARMS[side])
    head = take[:, _HEAD]
    upper, fore = (_length(truth - shoulder), _length(wrist - truth))
    guessed = head + np.median(shoulder - head, axis=0)
    made = elbow(guessed, wrist, upper, fore, side)
    cosine = np.sum(unit(made - guessed) * unit(truth - guessed), axis=1)
    turned = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
    high = (wrist - guessed)[:, 2] / (upper + fore)
    return 100 * np.linalg.norm(made - truth, axis=1), turned, high


def _length(vectors: Array) -> float:
    return float(np.median(np.linalg.norm(vectors, axis=1)))


def _cost() -> Row:
    shoulder, wrist = np.zeros((1, 3)), np.array([[0.1, -0.3, 0.2]])
    many = 1000

    def work() -> None:
        for _ in range(many):
            elbow(shoulder, wrist, 0.28, 0.25, "left")

    micro = 1e6 * cpu_seconds(work) / many
    return Row("elbow of one arm", micro, "µs", many)
