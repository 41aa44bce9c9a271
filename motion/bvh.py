"""BVH files: a tree of joints with offsets, and for every frame the turns of each.

The format has no unit, and any order of turns; R = R1 R2 R3 in the order of the channels
(M. Meredith and S. Maddock, Motion Capture File Formats Explained, 2001).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from motion.motion import Array

MOST_JOINTS = 1000
FARTHEST = 1e6  # units or degrees: beyond it nothing stands or turns
BLOCK = 4096  # frames that are turned at once, so that a long file needs little memory
_FRAMES = re.compile(r"\s*Frames:\s*(\d{1,9})\s+Frame\s+Time:\s*(\S+)", re.IGNORECASE)


@dataclass
class Node:
    """One joint of the tree. `parent` -1: a root; `channels` as "Xposition", "Zrotation"."""

    name: str
    parent: int
    offset: Array = field(default_factory=lambda: np.zeros(3))
    channels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bvh:
    """A file as it stands: the tree, seconds between frames, `values` (T, all channels)."""

    nodes: tuple[Node, ...]
    step: float
    values: Array

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the joints, in the order of the file."""
        return tuple(node.name for node in self.nodes)

    @property
    def times(self) -> Array:
        """(T,) s."""
        return np.arange(len(self.values), dtype=float) * self.step

    def positions(self) -> Array:
        """Return (T, J, 3): where every joint is, in the file's own unit and axes."""
        blocks = range(0, len(self.values), BLOCK)
        placed = [_placed(self.nodes, self.values[at : at + BLOCK]) for at in blocks]
        return np.concatenate(placed) if placed else np.empty((0, len(self.nodes), 3))


def parse(text: str) -> Bvh:
    """Read a whole file. Raises ValueError with the reason where it is none."""
    head, found, tail = text.partition("MOTION")
    if not found:
        raise ValueError("MOTION is missing")
    nodes = _tree(head.replace("{", " { ").replace("}", " } ").split())
    said = _FRAMES.match(tail)
    if said is None:
        raise ValueError("Frames: and Frame Time: are missing")
    frames, step = int(said[1]), float(said[2])
    if not 0 < step < np.inf:
        raise ValueError("Frame Time: must be above 0")
    values = np.fromstring(tail[said.end() :].strip(), sep=" ")
    if np.nanmax(np.abs(values), initial=0.0) > FARTHEST:
        raise ValueError(f"values above {FARTHEST:g}")
    each = sum(len(node.channels) for node in nodes)
    if len(values) != frames * each:
        raise ValueError(f"{len(values)} values, wanted {frames} x {each}")
    return Bvh(nodes, step, values.reshape(frames, each))


def _tree(words: Sequence[str]) -> tuple[Node, ...]:
    nodes: list[Node] = []
    way: list[int] = []  # from the root to the joint that is open
    left = iter(words)
    if next(left, "").upper() != "HIERARCHY":
        raise ValueError("HIERARCHY is missing")
    for word in left:
        kind = word.upper()
        if kind in ("ROOT", "JOINT", "END"):
            name = _name(left)
            parent = way[-1] if way else -1
            nodes.append(Node(_end_of(nodes[parent].name) if kind == "END" else name, parent))
            way.append(len(nodes) - 1)
        elif kind == "}" and way:
            way.pop()
        elif kind in ("OFFSET", "CHANNELS") and way:
            _tell(nodes[way[-1]], kind, left)
        else:
            raise ValueError(f"“{word[:20]}” has no place in the tree")
        if len(nodes) > MOST_JOINTS:
            raise ValueError(f"more than {MOST_JOINTS} joints")
    if way or not nodes:
        raise ValueError("the tree is not closed")
    return tuple(nodes)


def _name(left: Iterator[str]) -> str:
    name: list[str] = []
    for word in left:
        if word == "{":
            return " ".join(name)
        name.append(word)
    raise ValueError("a joint does not begin with {")


def _end_of(name: str) -> str:
    """Name the end of the last bone: after Index3 comes Index4, a finger's tip."""
    return f"{name[:-1]}{int(name[-1]) + 1}" if name[-1:].isdecimal() else f"{name} End"


def _tell(node: Node, kind: str, left: Iterator[str]) -> None:
    count = 3 if kind == "OFFSET" else int(next(left, ""))
    said = [next(left, "") for _ in range(min(count, 6))]
    if kind == "OFFSET":
        node.offset = np.array(said, dtype=float)
        if not (np.abs(node.offset) <= FARTHEST).all():
            raise ValueError(f"offset of {node.name}: {' '.join(said)[:60]}")
        return
    node.channels = tuple(said)
    if count > 6 or any(w[:1] not in "XYZ" or w[1:] not in ("position", "rotation") for w in said):
        raise ValueError(f"channels of {node.name}: {' '.join(said)[:60]}")


def _placed(nodes: Sequence[Node], values: Array) -> Array:
    positions = np.empty((len(values), len(nodes), 3))
    turns: list[Array] = []
    column = 0
    for k, node in enumerate(nodes):
        own = values[:, column : column + len(node.channels)]
        column += len(node.channels)
        moved, turn = _local(node, own)
        if node.parent >= 0:
            above = turns[node.parent]
            moved = positions[:, node.parent] + np.einsum("tij,tj->ti", above, moved)
            turn = above @ turn
        positions[:, k] = moved
        turns.append(turn)
    return positions


def _local(node: Node, own: Array) -> tuple[Array, Array]:
    """Return (T, 3) and (T, 3, 3): where a joint stands in its parent, and how it is turned."""
    moved = np.tile(node.offset, (len(own), 1))
    turn = np.tile(np.eye(3), (len(own), 1, 1))
    for channel, value in zip(node.channels, own.T, strict=True):
        axis = "XYZ".index(channel[0])
        if channel.endswith("position"):
            moved[:, axis] = value
        else:
            turn = turn @ _about(axis, np.radians(value))
    return moved, turn


def _about(axis: int, angle: Array) -> Array:
    turn = np.tile(np.eye(3), (len(angle), 1, 1))
    j, k = (axis + 1) % 3, (axis + 2) % 3
    turn[:, j, j] = turn[:, k, k] = np.cos(angle)
    turn[:, k, j] = np.sin(angle)
    turn[:, j, k] = -turn[:, k, j]
    return turn
