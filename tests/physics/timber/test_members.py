"""Worked timbers: exact volumes and pieces, an engine's axes, and what cannot be cut."""

import math
from dataclasses import replace

import numpy as np
import pytest

from content.errors import Refusal
from physics.pose import Pose
from physics.shape import Box
from physics.timber import members, solids
from physics.timber.joints import housed
from physics.timber.joints_cross import gutou, lap, qiaojiao
from physics.timber.joints_dovetail import dovetail
from physics.timber.joints_post import column_foot, column_head
from physics.timber.joints_tenon import blind, straight, through, wedge, wedge_place
from physics.timber.member import cut, facing, moved

D, H, DENSITY = 0.176, 1.76, 550.0
X, Y, UP, DOWN = (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, -1)
BACK = (-1, 0, 0)
FOOT = column_foot(0.05, 0.05, 0.1, 0.0005)
TAIL = dovetail(D / 4, 0.0528, 0.006, D, 0.0003)
FLAT = D / 2 - 0.02
HOUSED = housed(TAIL, 0.11, D, 0.03)
SQUARE = housed(straight(0.1, 0.04, 0.12, 0.0002, ease=0.004), 0.11, D, 0.03)
HEAD = (D, 0.088, 0.14)


def on_foot(post):
    return post.tenoned(FOOT, facing((0, 0, 0), DOWN, X))


def corner(post, joint, off):
    """Two mortises at the head, from +x and from +y."""
    z = H - D / 2
    return post.mortised(joint, facing((off, 0, z), BACK, UP)).mortised(
        joint, facing((0, off, z), (0, -1, 0), UP)
    )


def split_tenon():
    """A 枋 whose through tenon is slit for its wedge."""
    joint, at = through(D, 0.03, 0.04, 0.1, 0.0002, slot=0.011), facing((0.9, 0, 0.06), X, UP)
    slit = wedge(0.08, 0.04, 0.01, 0.002, 0.0)
    beam = members.fang("f", 1.8, 0.05, 0.12).tenoned(joint, at)
    return beam.mortised(slit, at.then(wedge_place(joint)))


def crossing():
    """Two 枋 of one corner column, over and under, and the column."""
    over, under = (gutou(D, 0.0528, D, HEAD, 0.0005, over=k) for k in (True, False))
    beam, z = members.fang("f", 1.8, 0.11, D), H - D / 2
    at, end = facing((-D / 2, 0, z), X, UP), facing((0.9, 0, D / 2), X, UP)
    column = on_foot(members.square_column("z", D, H))
    column = column.mortised(over, at).mortised(under, facing((0, -D / 2, z), Y, UP))
    return beam.tenoned(over, end), replace(beam.tenoned(under, end), name="g"), column


PURLIN = members.heng("h", 0.105, 2.4)
CROSS = qiaojiao(0.105, 0.0005)
DRAWN = {
    "round column": on_foot(members.column("z", D, H)),
    "round column, head and foot": on_foot(members.column("z", D, H)).tenoned(
        column_head(0.05, 0.05, 0.1, 0.0005), facing((0, 0, H), UP, X)
    ),
    "round corner column": corner(on_foot(members.column("z", D, H)), HOUSED, FLAT),
    "round column with a square mortise": members.column("z", D, H).mortised(
        SQUARE, facing((FLAT, 0, 1.0), BACK, UP)
    ),
    "square corner column": corner(members.square_column("z", D, H), TAIL, D / 2),
    "column with a blind mortise": members.square_column("z", D, H).mortised(
        blind(0.1, 0.04, 0.12, 0.0002, depth=D), facing((D / 2, 0, 1.0), BACK, UP)
    ),
    "drum": members.drum("g", 0.2, 0.24, 0.123).mortised(FOOT, facing((0, 0, 0.123), DOWN, X)),
    "枋 with two dovetails": members.fang("f", 1.8, 0.11, D)
    .tenoned(TAIL, facing((0.9, 0, D / 2), X, UP))
    .tenoned(TAIL, facing((-0.9, 0, D / 2), BACK, UP)),
    "枋 with a slit tenon": split_tenon(),
    **dict(zip(("over", "under", "clasped column"), crossing(), strict=True)),
    "purlin, crossed at both ends": PURLIN.tenoned(CROSS, facing((1.1, 0, 0.0525), X, UP)).mortised(
        CROSS, facing((-1.1, 0, 0.0525), Y, UP)
    ),
    "rafter": members.chuan("c", 0.06, 1.2),
    "hip rafter": members.laoqiang("l", 1.8, 0.11, 0.165, 0.8),
    "middle post": members.dengxinmu("d", 0.15, 0.9),
}


@pytest.fixture(scope="module")
def made():
    return {name: cut(drawing, DENSITY) for name, drawing in DRAWN.items()}


@pytest.mark.parametrize("name", DRAWN)
def test_pieces_are_the_solid_and_few(made, name):
    part = made[name]
    true = solids.fidelity(part.solid, part.body.pieces)
    assert true.volume_error < 1e-9 and true.intrusion < 1e-9 and true.missing < 1e-9
    assert len(part.body.pieces) <= (18 if "corner" in name else 16)  # walls of two dovetails
    assert part.body.mass == pytest.approx(part.solid.volume * DENSITY, rel=1e-9)


@pytest.mark.parametrize("name", DRAWN)
def test_the_axes_are_those_of_its_inertia_and_hardly_turned(made, name):
    part = made[name]
    exact = solids.body(part.solid, (), DENSITY)
    off = exact.inertia - part.body.inertia
    assert np.abs(part.body.inertia - np.diag(np.diag(part.body.inertia))).max() == 0
    assert np.abs(off).max() <= 1.01e-5 * np.trace(exact.inertia)
    assert exact.centre == pytest.approx(part.body.centre, abs=1e-9)
    turned = math.acos(min(1.0, (np.trace(part.drawing.matrix) - 1) / 2))
    assert math.degrees(turned) < 1.0


def test_round_timber_has_the_volume_of_its_prism():
    section = members.area(D, 16)
    assert section == pytest.approx(16 * (D / 2) ** 2 * math.tan(math.pi / 16))
    assert cut(members.column("z", D, H), DENSITY).solid.volume == pytest.approx(section * H)
    assert section / (math.pi * D**2 / 4) == pytest.approx(1.013, abs=0.001)
    lying = cut(members.heng("h", D, 2), DENSITY)
    assert lying.solid.volume == pytest.approx(section * 2)
    assert solids.mesh(lying.solid)[0][:, 2].min() == pytest.approx(0, abs=1e-12)
    assert lying.height == pytest.approx(D)


def test_timber_is_stock_plus_tenons_less_mortises(made):
    tenon = 0.05 / 3 * (0.05**2 + 0.045**2 + 0.05 * 0.045)
    column = members.area(D, 16) * H + tenon
    assert made["round column"].solid.volume == pytest.approx(column, rel=1e-9)
    mortise = 0.102 * 0.0404 * 0.1204
    blind_ = D * D * H - mortise
    assert made["column with a blind mortise"].solid.volume == pytest.approx(blind_, rel=1e-9)
    hip = 1.8 * 0.11 * 0.165 * (1 + 0.8 + 0.64) / 3
    assert made["hip rafter"].solid.volume == pytest.approx(hip, rel=1e-9)


def test_where_square_timber_is_tight_every_piece_is_a_box(made):
    for name in ("枋 with two dovetails", "over", "under", "clasped column"):
        hulls = [p for p in made[name].body.pieces if not isinstance(p, Box)]
        feet = [p for p in hulls if p.points[:, 2].max() < 0.001]  # the tapered foot
        assert len(hulls) == len(feet), name


def test_a_square_mortise_in_round_timber_has_boxes_all_around(made):
    part = made["round column with a square mortise"]
    place = facing((FLAT, 0, 1.0), BACK, UP)
    room = solids.convex(moved(SQUARE.mortise[0], place))
    for shift in np.vstack([np.eye(3), -np.eye(3)]) * 0.0005:  # into its floor, cheeks and end
        near = solids.moved(room, Pose(tuple(shift)))
        for piece in part.body.pieces:
            touched = near.within(solids.convex(moved(piece, part.standing(Pose()))))
            mouth = touched.volume and solids.mesh(touched)[0][:, 0].min() > FLAT - 0.001
            assert isinstance(piece, Box) or touched.volume < 1e-12 or mouth


def test_drawn_places_put_turned_parts_where_they_belong(made):
    """A part turned for its inertia still stands on the drawing's own points."""
    part, drawing = made["purlin, crossed at both ends"], DRAWN["purlin, crossed at both ends"]
    place = Pose((1.0, 2.0, 3.0))
    standing = solids.moved(part.solid, part.standing(place))
    low = solids.mesh(standing)[0].min(axis=0)
    assert low == pytest.approx([1 - 1.2, 2 - 0.0525, 3.0], abs=1e-9)
    stock = solids.moved(solids.convex(drawing.stock), place)
    assert standing.cut(stock).volume < 1e-12


def test_what_fits_on_paper_fits_in_wood(made):
    """枋 over and under in their column, a dovetail in its post: no shared wood, hardly a gap."""
    stand = {
        "clasped column": Pose(),
        "over": Pose((-D / 2 - 0.9, 0, H - D)),
        "under": facing((0, -D / 2 - 0.9, H - D), Y, UP),
    }
    placed = {n: solids.moved(made[n].solid, made[n].standing(p)) for n, p in stand.items()}
    for one, other in (("over", "under"), ("over", "clasped column"), ("under", "clasped column")):
        assert placed[one].within(placed[other]).volume < 1e-12, (one, other)
    down = {"over": "under", "under": "clasped column"}
    for upper, lower in down.items():
        sunk = solids.moved(placed[upper], Pose((0, 0, -1e-4)))
        assert sunk.within(placed[lower]).volume > 1e-8, upper


def test_lapped_timber_loses_half(made):
    plain = members.area(0.105, 16) * 2.4
    half = members.area(0.105, 16) / 2 * 0.106
    part = made["purlin, crossed at both ends"]
    assert part.solid.volume == pytest.approx(plain - 2 * half, rel=1e-9)


AT_SIDE = facing((D / 2, 0, 1.0), BACK, UP)
POST = members.square_column("post", D, H)
REFUSED = {
    "post.*meets no wood": POST.mortised(TAIL, facing((3, 0, 1), BACK, UP)),
    "post.*as wide as the timber": POST.mortised(straight(0.1, 0.2, 0.12, 0.0), AT_SIDE),
    "post.*cut it in two": POST.mortised(through(D, 0.01, 0.2, 0.12, 0.0), AT_SIDE),
    "beam.*半榫.*thicker than the wood": members.fang("beam", 1.0, 0.05, 0.12).tenoned(
        blind(0.1, 0.06, 0.1, 0.0, depth=D), facing((0.5, 0, 0.06), X, UP)
    ),
    "beam.*nothing is left": members.fang("beam", 0.1, 0.1, 0.05).tenoned(
        lap(0.1, 0.2, 0.2, 0.0), facing((0, 0, 0.1), X, UP)
    ),
    "cannot slide": POST.mortised(replace(TAIL, entry=np.array([1.0, 0, 0])), AT_SIDE),
}


@pytest.mark.parametrize("said", REFUSED)
def test_what_cannot_be_cut_is_refused_in_words(said):
    with pytest.raises(Refusal, match=said):
        cut(REFUSED[said], DENSITY)


@pytest.mark.parametrize("size", [0, -1, math.nan, math.inf])
def test_sizes_that_are_none_are_refused(size):
    for make in (members.column, members.square_column, members.heng, members.dengxinmu):
        with pytest.raises(Refusal, match="no size of a timber"):
            make("t", size, 1.0)
        with pytest.raises(Refusal, match="no size of a timber"):
            make("t", 1.0, size)
    with pytest.raises(Refusal, match="no size of a timber"):
        members.laoqiang("t", 1.0, 0.1, 0.1, size)


def test_a_drum_that_does_not_swell_is_refused():
    with pytest.raises(Refusal, match="swells"):
        members.drum("g", 0.3, 0.2, 0.1)
