import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.print_carve import Plain, random_cuts
from physics.woodblock.block import RELIEF_UM, Block, from_mask
from physics.woodblock.cut import MOST_UNITS, Cut, digest, pack, unpack
from physics.woodblock.grain import field
from physics.woodblock.grid import UNITS, Grid
from physics.woodblock.knives import KNIVES, LEAN, QUANDAO, WANZAO

GRID = Grid(128)
SEED = 7
ACROSS = UNITS * 64


def carved(*cuts, grid=GRID, seed=SEED):
    block = Block(grid, seed)
    block.carve_all(cuts)
    return block


def same(a, b):
    return np.array_equal(a.depth, b.depth) and np.array_equal(a.torn, b.torn)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.randoms())
def test_cuts_commute_to_the_bit(seed, shuffle):
    cuts = list(random_cuts(12, seed, 128))
    block = carved(*cuts)
    shuffle.shuffle(cuts)
    assert same(block, carved(*cuts))
    assert block.carve_all(cuts) == 0, "what is cut away cannot be cut again"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_the_kernel_has_the_bits_of_plain_numpy(seed):
    cuts = random_cuts(6, seed, 128)
    plain = Plain(GRID, SEED)
    for cut in cuts:
        plain.carve(cut)
    assert same(carved(*cuts), plain)


def test_the_plain_one_tells_torn_wood_from_cut_wood():
    """Without chips in it the comparison above would say little."""
    block = carved(*random_cuts(12, 3, 128))
    assert (block.torn > 0).any() and (block.depth > block.torn).any()


def test_five_thousand_cuts_have_the_same_bits_in_any_order():
    cuts = random_cuts(5000, 1)
    packed = pack(cuts)
    assert len(packed) <= 16 * 5000
    block = carved(*unpack(packed), grid=Grid())
    other = carved(*(cuts[k] for k in np.random.default_rng(2).permutation(5000)), grid=Grid())
    assert block.digest() == other.digest() != Block(Grid(), SEED).digest()


def test_the_wood_of_a_fixed_replay_is_the_one_it_always_was():
    """Golden: a change of these bits breaks every journal that learners have kept."""
    cuts = random_cuts(60, 4, 128)
    assert digest(cuts)[:16] == "bdadc5cb07540645"
    assert carved(*cuts).digest()[:16] == "98fd29d332614c5b"


def test_removed_wood_is_the_wood_that_is_gone():
    block, removed, torn = Block(GRID, SEED), 0.0, 0.0
    for cut in random_cuts(30, 5, 128):
        told = block.carve(cut)
        removed, torn = removed + told.removed_mm3, torn + told.torn_mm3
        assert 0 <= told.torn_mm3 <= told.removed_mm3
    gone = block.depth.sum(dtype=float) / 1000 * (GRID.cell * 1000) ** 2
    assert removed == pytest.approx(gone, rel=1e-9) and 0 < torn < removed


def test_a_cut_changes_only_the_window_it_tells():
    for cut in random_cuts(40, 6, 128):
        block = Block(GRID, SEED)
        window = block.carve(cut).rect.window
        outside = np.ones(block.depth.shape, bool)
        outside[window] = False
        assert not block.depth[outside].any() and not block.torn[outside].any()


def test_the_knife_is_steep_on_its_left_and_follows_its_direction():
    east = carved(Cut(0, ACROSS, 4096, ACROSS, 1000, 1000, LEAN, 0)).depth
    west = carved(Cut(4096, ACROSS, 0, ACROSS, 1000, 1000, LEAN, 0)).depth
    rows = np.flatnonzero(east[:, 64])
    assert rows.max() == 63 and rows.min() <= 59, "the waste lies on the right hand: south"
    assert np.flatnonzero(west[:, 64]).min() == 64
    # 20° from the upright, the mean over a cell that begins at the edge
    assert east[63, 64] == pytest.approx(125 / np.tan(np.radians(20)), abs=3)
    assert west[64, 64] == pytest.approx(125 / np.tan(np.radians(20)), abs=3)


def test_area_of_the_knife_s_section_is_that_of_its_triangle():
    depth = carved(Cut(0, ACROSS, 4096, ACROSS, 1000, 1000, LEAN, 0)).depth
    area = depth[:, 20:100].astype(float).sum(axis=0) * 0.25  # um x mm
    triangle = 1000 * QUANDAO.half_um(1000, LEAN) / 1000 / 2
    assert area.mean() == pytest.approx(triangle, rel=0.03)


def test_a_gouge_leaves_its_round_and_the_grain_makes_the_floor_uneven():
    depth = carved(Cut(1000, ACROSS + 16, 3000, ACROSS + 16, 800, 800, 0, 1)).depth.astype(float)
    hard = field(GRID, SEED).hardness[:, 40:90]
    deep = 800 * (1 + (128 - hard) / 128 * WANZAO.uneven / 1024)
    s = (np.arange(128)[:, None] - 64) * 250.0
    asked = deep - WANZAO.size_um + np.sqrt(np.maximum(WANZAO.size_um**2 - s**2, 0))
    assert depth[:, 40:90] == pytest.approx(np.maximum(asked, 0), abs=0.51)
    over = carved(Cut(ACROSS + 16, 1000, ACROSS + 16, 3000, 800, 800, 0, 1)).depth[40:90, 64]
    assert 2 * depth[64, 40:90].std() < over.std() < 80, "it goes up and down over the rings"


def test_a_flat_leaves_a_flat_and_tips_over_to_its_right():
    upright = carved(Cut(1000, ACROSS, 3000, ACROSS, 600, 600, 0, 3)).depth[:, 64].astype(float)
    tipped = carved(Cut(1000, ACROSS, 3000, ACROSS, 600, 600, 500, 3)).depth[:, 64].astype(float)
    assert np.ptp(upright[56:72]) < 90
    assert tipped[57] - tipped[70] == pytest.approx(13 * 250 * np.tan(np.radians(5)), rel=0.4)


def test_depth_runs_from_one_end_to_the_other():
    floor = carved(Cut(640, ACROSS + 16, 3456, ACROSS + 16, 200, 800, 0, 1)).depth[64, 24:104]
    ramp = np.polyfit(np.arange(80), floor.astype(float), 1)
    assert ramp[0] * 88 == pytest.approx(600, rel=0.1)


def torn(way, depth, tool=3):
    """Return mm³ that tore out of wood cut over the whole block in direction `way`."""
    total = 0.0
    for place in range(320, 4096, 320):
        line = {
            "east": (64, place, 4032, place), "west": (4032, place, 64, place),
            "north": (place, 64, place, 4032),
        }[way]  # fmt: skip
        total += Block(GRID, SEED).carve(Cut(*line, depth, depth, 0, tool)).torn_mm3
    return total


def test_wood_tears_along_the_grain_and_deep_only():
    assert torn("east", 1500) + torn("west", 1500) > 1
    assert torn("north", 1500) == 0, "across the grain nothing tears"
    assert torn("east", KNIVES[3].safe) == torn("west", KNIVES[3].safe) == 0
    assert torn("east", 1500, 4) + torn("west", 1500, 4) < torn("east", 1500) + torn("west", 1500)


def test_where_it_tears_one_way_it_does_not_the_other():
    line, back = (64, 2048, 4032, 2048), (4032, 2048, 64, 2048)
    there, here = (carved(Cut(*way, 1700, 1700, 0, 3)).torn > 0 for way in (line, back))
    assert (there | here).any() and not (there & here).any()


def test_a_cut_beside_a_small_block_is_clipped_and_told():
    off = Block(GRID, SEED).carve(Cut(9000, 9000, 9500, 9500, 500, 500, 0, 1))
    assert off.clipped and off.rect.empty and off.removed_mm3 == 0
    half = Block(GRID, SEED).carve(Cut(3000, 3000, 9500, 3000, 500, 500, 0, 1))
    assert half.clipped and half.removed_mm3 > 0
    assert not Block(GRID, SEED).carve(Cut(0, 0, 4096, 4096, 500, 500, 0, 1)).clipped


def test_every_cut_that_can_be_packed_can_be_carved():
    for tool, knife in enumerate(KNIVES):
        for lean in knife.leans:
            cut = Cut(0, 0, MOST_UNITS, MOST_UNITS, 0, knife.deepest, lean, tool)
            assert carved(cut).depth.any()
            assert carved(Cut(100, 100, 100, 101, 1, 0, lean, tool)).depth.max() <= 1


def test_a_block_of_no_seed_is_refused():
    with pytest.raises(ValueError, match="seed"):
        Block(GRID, -1)


def test_an_ideal_block_stands_where_it_is_drawn():
    mask = np.zeros((128, 128), bool)
    mask[40:60, 30:34] = True
    block = from_mask(mask, GRID, SEED)
    assert not block.depth[mask].any() and (block.depth[~mask] > 0).all()
    assert block.depth[~mask].max() < 1.2 * RELIEF_UM
    assert (block.depth[40:60, 50:] >= RELIEF_UM).all()
    wall = block.depth[50, 34:37].astype(float)
    assert wall[1] - wall[0] == pytest.approx(2.75 * 250, rel=0.02)


def test_an_ideal_block_follows_shares_within_a_cell():
    share = np.zeros((128, 128), np.float32)
    share[:, :60] = 1
    depths = []
    for part in (0.25, 0.5, 0.75):
        share[:, 60] = part
        depths.append(from_mask(share, GRID, SEED).depth[64, 60:62].astype(int))
    assert (np.diff(depths, axis=0) < 0).all(), "the more is covered, the farther the wall"
    assert np.diff(depths, axis=0)[:, 1] == pytest.approx(-2.75 * 62.5, abs=2)


def test_ideal_blocks_of_all_and_of_nothing():
    assert not from_mask(np.ones((128, 128), bool), GRID, SEED).depth.any()
    assert (from_mask(np.zeros((128, 128), bool), GRID, SEED).depth > 900).all()


@pytest.mark.parametrize(
    "drawn",
    [np.zeros((64, 64), bool), np.zeros((128, 128), int), np.full((128, 128), np.nan),
     np.full((128, 128), 1.5)],
)  # fmt: skip
def test_a_foreign_drawing_is_refused(drawn):
    with pytest.raises(ValueError, match="a drawing"):
        from_mask(drawn, GRID, SEED)


def test_the_digest_is_of_the_wood():
    block = carved(*random_cuts(3, 1, 128))
    wood = block.depth.astype("<u2").tobytes() + block.torn.astype("<u2").tobytes()
    assert block.digest() == hashlib.sha256(wood).hexdigest()


def test_a_larger_block_is_the_same_wood_and_no_more_of_it_is_touched():
    small, large = Block(Grid(128), SEED), Block(Grid(2048), SEED)
    for cut in random_cuts(20, 8, 100, 800):
        assert small.carve(cut) == large.carve(cut)
    assert np.array_equal(small.depth, large.depth[:128, :128])
    assert not large.depth[128:].any() and not large.depth[:, 128:].any()
