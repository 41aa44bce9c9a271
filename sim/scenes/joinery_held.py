"""Which way the joiner's tools are held on the wood."""

import math

import numpy as np

from lessons.arts.joinery_steps import STRIKERS
from lessons.arts.joinery_view import ToolView
from physics.pose import Array, Pose


def held(tool: ToolView) -> Pose:
    """Return the tool's pose in the frame of its timber."""
    at = np.array(tool.at)
    if tool.kind in ("rip", "cross"):
        return _saw(tool, at)
    if tool.kind == "chisel" and tool.piece == "post":
        return _chisel(tool, at)
    if tool.piece == "post" or tool.kind in STRIKERS:  # the frame's x goes into the wood
        return _pose(at, np.array([-1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0]))
    if tool.kind == "pare":
        return _pose(at, np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0]))
    return _pose(at, np.array([0.0, 0.0, 1.0]), np.array([-1.0, 0.0, 0.0]))


def _saw(tool: ToolView, at: Array) -> Pose:
    c, s = math.cos(tool.turn), math.sin(tool.turn)
    along = np.array([0.0, 0.0, 1.0]) + math.tan(tool.lean) * np.array([-s, c, 0.0])
    return _pose(at, np.array([-c, -s, 0.0]), along / np.linalg.norm(along))


def _chisel(tool: ToolView, at: Array) -> Pose:
    back = np.array([-math.cos(tool.lean), 0.0, -math.sin(tool.lean)])
    along = np.cross(back, [0.0, -math.cos(tool.turn), math.sin(tool.turn)])
    return _pose(at, back, along / np.linalg.norm(along))


def _pose(at: Array, back: Array, along: Array) -> Pose:
    return Pose.of(at, np.column_stack([back, np.cross(along, back), along]))
