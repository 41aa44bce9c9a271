"""Where a body is and how it is turned."""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Pose:
    """A place and an attitude: `at` metres, `turn` a unit quaternion (w, x, y, z)."""

    at: tuple[float, float, float] = (0.0, 0.0, 0.0)
    turn: tuple[float, float, float, float] = (1.0, 0.0, 0.0, 0.0)

    @classmethod
    def of(cls, at: Array, matrix: Array) -> Self:
        """Make a pose from a point (3,) and a rotation matrix (3, 3)."""
        return cls(_three(at), quaternion(matrix))

    @property
    def matrix(self) -> Array:
        """(3, 3) rotation matrix, part to world."""
        w, x, y, z = self.turn
        return np.array(
            [
                [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
                [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
                [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
            ]
        )

    def out(self, point: Array) -> Array:
        """Take a point (3,) of the part's frame to the world."""
        return np.asarray(self.matrix @ point + np.array(self.at))

    def into(self, point: Array) -> Array:
        """Take a point (3,) of the world into the part's frame."""
        return np.asarray(self.matrix.T @ (point - np.array(self.at)))

    def back(self) -> "Pose":
        """Return the inverse: where the world lies in this frame."""
        turn = self.matrix.T
        return Pose.of(-turn @ np.array(self.at), turn)

    def then(self, inner: "Pose") -> "Pose":
        """Return the world pose of something that stands at `inner` in this frame."""
        return Pose.of(self.out(np.array(inner.at)), self.matrix @ inner.matrix)


def _three(point: Array) -> tuple[float, float, float]:
    return float(point[0]), float(point[1]), float(point[2])


def quaternion(matrix: Array) -> tuple[float, float, float, float]:
    """Return the unit quaternion (w, x, y, z), w >= 0, of a rotation matrix (Shepperd 1978)."""
    m = [[float(v) for v in row] for row in matrix]
    trace = m[0][0] + m[1][1] + m[2][2]
    largest = max((trace, 0), (m[0][0], 1), (m[1][1], 2), (m[2][2], 3))[1]
    if largest == 0:
        q = [1 + trace, m[2][1] - m[1][2], m[0][2] - m[2][0], m[1][0] - m[0][1]]
    else:
        a, b, c = largest - 1, largest % 3, (largest + 1) % 3
        q = [m[c][b] - m[b][c], 0.0, 0.0, 0.0]
        q[1 + a] = 1 + m[a][a] - m[b][b] - m[c][c]
        q[1 + b] = m[a][b] + m[b][a]
        q[1 + c] = m[a][c] + m[c][a]
    scale = math.copysign(1 / math.hypot(*q), q[0])
    return q[0] * scale, q[1] * scale, q[2] * scale, q[3] * scale


def about(axis: int, radians: float) -> Array:
    """Return the rotation matrix (3, 3) about axis 0 (x), 1 (y) or 2 (z)."""
    c, s = math.cos(radians), math.sin(radians)
    b, d = (axis + 1) % 3, (axis + 2) % 3
    m = np.eye(3)
    m[b, b] = m[d, d] = c
    m[b, d], m[d, b] = -s, s
    return m


def rotation_vector(matrix: Array) -> Array:
    """Return axis times angle (3,), radians, of a rotation matrix; exact up to a half turn."""
    w, x, y, z = quaternion(matrix)
    axis = np.array([x, y, z])
    length = math.sqrt(x * x + y * y + z * z)
    if length < 1e-12:
        return 2.0 * axis
    angle = 2.0 * math.atan2(length, w)
    return np.asarray(axis * (angle / length))


def from_rotation_vector(vector: Array) -> Array:
    """Return the rotation matrix (3, 3) of axis times angle (Rodrigues)."""
    angle = float(np.linalg.norm(vector))
    if angle < 1e-12:
        return np.eye(3)
    x, y, z = vector / angle
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.asarray(np.eye(3) + math.sin(angle) * k + (1 - math.cos(angle)) * (k @ k))
