"""Temporary braces in the free yard: tied to a column that stands, kept, and given back."""

import numpy as np
import pytest

from physics.pose import Pose
from physics.timber import pavilion_braces
from tests.lessons.test_building import Builder, catalogue, lesson  # noqa: F401

COLUMN, BRACE = "langzhu#1", "xiecheng#1"


@pytest.fixture
def builder(lesson, catalogue):  # noqa: F811
    """A column stands on its drum, away from the middle and turned; a brace lies by."""
    made = Builder(lesson, catalogue)
    drum = Pose((1.5, 0.5, 0.0), (0.8, 0.0, 0.0, 0.6))
    stands = drum.then(catalogue["langzhu"].fits[0].pose)
    lies = catalogue["xiecheng"].lies
    pieces = (("gudeng", drum), ("langzhu", stands), ("xiecheng", lies))
    made.load(*({"kind": k, "at": p.at, "turn": p.turn} for k, p in pieces))
    made.rest()
    yield made
    made.yard.close()


def test_a_brace_leans_on_the_column_and_is_tied_and_knocked_off(builder):
    yard = builder.yard
    builder.act("brace.set", part=COLUMN)
    assert yard.braced == {BRACE: COLUMN}
    head = yard.pose(BRACE).out(np.array(yard.design.bracing.head))
    axis = np.array(yard.pose(COLUMN).at)
    assert np.linalg.norm((head - axis)[:2]) == pytest.approx(0.088, abs=0.002)
    builder.rest()
    assert yard.braced and builder.last("brace.set")["column"] == COLUMN
    builder.act("brace.knock", part=BRACE)
    assert not yard.braced
    builder.act("work.undo")
    assert yard.braced == {BRACE: COLUMN}


def test_a_braced_column_is_kept_tied_with_its_own_pin(builder, monkeypatch):
    builder.act("brace.set", part=COLUMN)
    builder.rest()
    saved = builder.yard.saved()
    tied = []
    table = builder.yard._table
    monkeypatch.setattr(table, "peg", lambda *given: tied.append(given) or 0)
    builder.act("work.load", **saved.model_dump(mode="json"))
    ((brace, column, newtons, at),) = tied
    pose = builder.yard.pose(brace)
    assert (brace[:8], column[:7]) == ("xiecheng", "langzhu")
    head = pose.out(np.array(builder.yard.design.bracing.head))
    np.testing.assert_allclose(at, head, atol=1e-3)  # it has begun to fall by one step
    assert newtons == pavilion_braces.TIE.strength


def test_nothing_is_braced_but_what_stands_upright(builder):
    for part in ("gudeng#1", BRACE, "nothing", None):
        builder.act("brace.set", part=part)
        builder.act("brace.knock", part=part)
    builder.act("work.take", part=BRACE)
    builder.act("brace.set", part=COLUMN)
    assert not builder.yard.braced
