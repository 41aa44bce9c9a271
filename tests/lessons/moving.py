"""A folder of takes of one movement, good and bad, as files."""

import csv
from pathlib import Path

import numpy as np

from tests.motion.test_files import NAMES, STANDING


def moved(
    seconds: float = 4.0, lift: float = 60.0, droop: float = 0.0, seed: int = 0
) -> np.ndarray:
    """Both arms rise from hanging to `lift` degrees and sink again, the left `droop` lower."""
    frames = round(seconds * 30)
    share = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(frames) / (frames - 1))
    positions = np.tile(np.array(list(STANDING.values()), float), (frames, 1, 1))
    for side, sign, less in (("left", 1, droop), ("right", -1, 0.0)):
        angle = np.radians(-80 + (80 + lift) * share - less)
        way = np.stack([sign * np.cos(angle), np.zeros(frames), np.sin(angle)], axis=1)
        shoulder = positions[:, NAMES.index(f"{side}_shoulder")]
        positions[:, NAMES.index(f"{side}_elbow")] = shoulder + 0.25 * way
        positions[:, NAMES.index(f"{side}_wrist")] = shoulder + 0.5 * way
    return positions + np.random.default_rng(seed).normal(0, 0.003, positions.shape)


def kept(path: Path, positions: np.ndarray, names: tuple[str, ...] = NAMES, step: float = 1 / 30):
    times = np.arange(len(positions)) * step
    np.savez(path, times=times, joints=np.array(names), positions=positions)
    return path


def filled(tmp_path: Path) -> Path:
    """A folder with a master's three takes, a good and a bad one, and some that are no use."""
    for k in (1, 2, 3):
        kept(tmp_path / f"master{k}.npz", moved(4.0 + k / 10, 60.0 + k, seed=k))
    kept(tmp_path / "good.npz", moved(seed=7))
    kept(tmp_path / "bad.npz", moved(droop=35.0, seed=8))
    kept(tmp_path / "unseen.npz", moved() * np.nan)
    kept(tmp_path / "short.npz", moved()[:2])
    kept(tmp_path / "hours.npz", moved(), step=120.0)
    kept(tmp_path / "hands.npz", moved()[:, :2], ("left_index_tip", "left_index"))
    return tmp_path


def masters(stage: Path) -> list[Path]:
    return [stage / f"master{k}.npz" for k in (1, 2, 3)]


def table(stage: Path, rows: list[dict[str, str]], name: str = "pairs.csv") -> Path:
    path = stage / name
    with path.open("w", newline="", encoding="utf-8-sig") as f:
        writer = csv.DictWriter(f, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path
