"""How a body's pieces are handed to the engine."""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from physics import hullfile
from physics.pose import Pose
from physics.shape import Body, Box, Hull

MOST_BOXES = 15  # of a list of more than 16 shapes the engine silently keeps the first


def place(engine: Any, body: Body, pose: Pose, static: bool) -> int:
    """Put a body into the engine about its centre of mass, in its authored axes; its handle.

    Boxes are the engine's boxes, exact at every corner; hulls come from one file, which lives
    only here. Boxes beyond MOST_BOXES are hulls too: of the same size to a nanometre, dearer,
    and known to their edges as any hull is. Raises ValueError for a body without pieces and for
    a flat hull.
    """
    if not body.pieces:
        raise ValueError("a body without pieces touches nothing")
    with tempfile.TemporaryDirectory(prefix="shuimo") as folder:
        shape = _shape(engine, body, Path(folder) / "hulls.obj")
        at, mass = pose.out(body.centre).tolist(), 0.0 if static else body.mass
        return int(engine.createMultiBody(mass, shape, -1, at, xyzw(pose)))  # reads the file too


def _shape(engine: Any, body: Body, path: Path) -> int:
    boxes = [piece for piece in body.pieces if isinstance(piece, Box)]
    hulls = [piece for piece in body.pieces if isinstance(piece, Hull)]
    hulls += [Hull(box.points) for box in boxes[MOST_BOXES:]]
    del boxes[MOST_BOXES:]
    files = [str(path)] if hulls else []
    hullfile.write(hulls, path)
    poses = [Pose.of(box.centre - body.centre, box.turn) for box in boxes]
    poses += [Pose.of(-body.centre, np.eye(3)) for _ in files]
    return int(
        engine.createCollisionShapeArray(
            shapeTypes=[engine.GEOM_BOX] * len(boxes) + [engine.GEOM_MESH] * len(files),
            fileNames=[""] * len(boxes) + files,
            meshScales=[[1, 1, 1]] * len(poses),
            halfExtents=[box.half.tolist() for box in boxes] + [[1, 1, 1]] * len(files),
            collisionFramePositions=[pose.at for pose in poses],
            collisionFrameOrientations=[xyzw(pose) for pose in poses],
            flags=[engine.URDF_INITIALIZE_SAT_FEATURES] * len(poses),
        )
    )


def xyzw(pose: Pose) -> list[float]:
    """Return a pose's turn as the engine writes it."""
    w, x, y, z = pose.turn
    return [x, y, z, w]
