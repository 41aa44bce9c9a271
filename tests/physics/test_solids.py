import numpy as np
import pytest

from physics.shape import Box, Hull
from physics.timber import solids


def test_every_part_is_its_pieces(parts):
    for part in parts.values():
        true = solids.fidelity(part.solid, part.body.pieces)
        assert true.volume_error < 1e-5, part.name
        assert true.intrusion == pytest.approx(0, abs=1e-9), part.name
        assert true.missing < 1e-5, part.name


def test_fidelity_notices_a_filled_mouth(parts):
    part = parts["zuodou"]
    low, high = part.body.pieces[0].points.min(axis=0), part.body.pieces[1].points.max(axis=0)
    filled = (*part.body.pieces, Box.between((low[0], -0.02, 0.08), (high[0], 0.02, 0.13)))
    assert solids.fidelity(part.solid, filled).intrusion > 0.05


def test_joints_are_boxes(parts):
    """Where the arm touches its block, and the blocks the arm, the pieces are boxes."""
    bed = 0.0825
    touching = [p for p in parts["zuodou"].body.pieces if _spans(p, bed)]
    assert touching and all(isinstance(p, Box) for p in touching)
    top = [p for p in parts["gong"].body.pieces if p.points[:, 2].max() > 0.096]
    assert top and all(isinstance(p, Box) for p in top)


def _spans(piece, level):
    z = piece.points[:, 2]
    return z.min() <= level + 1e-9 and z.max() >= level - 1e-9


def test_block_volume_by_hand(parts, sizes):
    """Foot frustum + waist - mouth - the two eased edges, in closed form."""
    cun = 0.0275
    foot = 2 * cun / 3 * ((7 * cun) ** 2 + (5 * cun) ** 2 + 35 * cun**2)
    waist = (7 * cun) ** 2 * 3 * cun
    mouth = 7 * cun * (2.5 * cun + 0.001) * 2 * cun
    eased = 7 * cun * 0.003**2
    assert parts["zuodou"].solid.volume == pytest.approx(foot + waist - mouth - eased, rel=1e-9)
    assert parts["zuodou"].body.mass == pytest.approx(
        550 * (foot + waist - mouth - eased), rel=1e-6
    )


def test_meshes_are_closed_and_look_outward(parts):
    for part in parts.values():
        vertices, triangles = solids.mesh(part.solid)
        edges = {(int(t[i]), int(t[(i + 1) % 3])) for t in triangles for i in range(3)}
        assert all((b, a) in edges for a, b in edges)
        volume = np.linalg.det(vertices[triangles]).sum() / 6
        assert volume == pytest.approx(part.solid.volume, rel=1e-9)


def test_a_prism_is_its_profile_drawn_out():
    profile = np.array([[0, 0], [2, 0], [0, 1]], float)
    assert solids.convex(solids.prism(profile, -1, 2)).volume == pytest.approx(3.0)
    assert isinstance(solids.prism(profile, 0, 1), Hull)
