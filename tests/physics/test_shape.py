import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from physics.shape import Box, mass_properties
from physics.timber import solids

sides = st.floats(0.02, 0.5)


def box_inertia(mass, a, b, c):
    return np.diag([b * b + c * c, a * a + c * c, a * a + b * b]) * mass / 12


def together(pieces):
    """Add bodies up by the parallel axis theorem, independently of the code under test."""
    mass = sum(m for m, _, _ in pieces)
    centre = sum(m * c for m, c, _ in pieces) / mass
    inertia = np.zeros((3, 3))
    for m, c, i in pieces:
        r = c - centre
        inertia += i + m * (r @ r * np.eye(3) - np.outer(r, r))
    return mass, centre, inertia


def test_a_box_has_the_textbook_inertia():
    low, high = (1.0, 2.0, 3.0), (1.2, 2.3, 3.5)
    mass, centre, inertia = mass_properties(*solids.mesh(solids.box(low, high)), density=500)
    assert mass == pytest.approx(15.0)
    np.testing.assert_allclose(centre, [1.1, 2.15, 3.25])
    np.testing.assert_allclose(inertia, box_inertia(15.0, 0.2, 0.3, 0.5), atol=1e-12)


@settings(max_examples=25)
@given(sides, sides, sides, st.floats(0.1, 0.9))
def test_mass_and_inertia_do_not_change_when_a_body_is_split(a, b, c, share):
    whole = mass_properties(*solids.mesh(solids.box((0, 0, 0), (a, b, c))), 500)
    cut = a * share
    halves = [
        mass_properties(*solids.mesh(solids.box((0, 0, 0), (cut, b, c))), 500),
        mass_properties(*solids.mesh(solids.box((cut, 0, 0), (a, b, c))), 500),
    ]
    for got, wanted in zip(together(halves), whole, strict=True):
        np.testing.assert_allclose(got, wanted, rtol=1e-9, atol=1e-12)


def test_a_turned_box_has_its_corners_turned():
    turn = np.array([[0.0, -1, 0], [1, 0, 0], [0, 0, 1]])
    box = Box(np.zeros(3), np.array([0.3, 0.2, 0.1]), turn)
    np.testing.assert_allclose(box.points.max(axis=0), [0.2, 0.3, 0.1])
