"""One design printed as it should be and misprinted in four ways: what the scorer says of each.

`python -m bench.print_pictures FOLDER` writes the sheets as pictures as well, and a carved block.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bench.row import Row
from content import yamlfile
from content.lesson import Lesson
from content.library import SHIPPED
from lessons.arts import printing_file
from lessons.arts.printing_acts import Act
from lessons.arts.printing_found import Made
from lessons.arts.printing_guide_cuts import left, plans
from lessons.arts.printing_ideal import GOOD, Manner, impression
from lessons.arts.printing_sheet import measured
from lessons.arts.printing_shop import Shop
from lessons.scorers.printing import assess
from physics.woodblock.block_sight import BlockSight
from physics.woodblock.colour import Sight
from physics.woodblock.film import hard
from physics.woodblock.paper import Paper

SHEET, BUD = SHIPPED / "taohuawu/taose", SHIPPED / "taohuawu/shangyang"
SIDE, COLOURS = 640, 256  # pixels and colours of a picture
NEAR = slice(272, 752)  # cells of the carved block that are shown, each way
SOAKS = Act("wait", (65535,))  # 273 s


@dataclass(frozen=True)
class Way:
    """How a sheet is printed. `before`: acts on the stack; `fixes`: dx dy (mm / 100) and turn
    (degrees / 1000) of a block by name; `only`: blocks that `manner` is meant for, all without."""

    cause: str | None = None
    before: tuple[Act, ...] = ()
    fixes: Mapping[str, tuple[int, int, int]] | None = None
    manner: Manner = GOOD
    only: tuple[str, ...] = ()


WAYS: Mapping[str, Way] = {
    "registered": Way(),
    "shifted": Way("register_across", fixes={"hong": (200, 0, 600)}),
    "dry": Way("dry", (Act("damp", (0,)),), manner=Manner(60, 350, 2000)),
    "drowned": Way("drowned", (Act("damp", (100,)), SOAKS, SOAKS), manner=Manner(200, 750, 4500)),
    "doubled": Way("doubled", manner=Manner(askew=(120, 60)), only=("key", "hong")),
}


def run() -> list[Row]:
    """Print every sheet and have it judged."""
    return [row for name, way in WAYS.items() for row in _rows(name, way, _printed(way))]


def _printed(way: Way) -> Shop:
    """Print one sheet, every block laid true but those that `way` lays otherwise."""
    path = SHEET / "print.yaml"
    shop = Shop(printing_file.work(printing_file.read(path), path))
    for act in _acts(shop, way):
        done = shop.do(act)
        assert done.vain is None, (act, done.vain)
    return shop


def _acts(shop: Shop, way: Way) -> Iterator[Act]:
    yield from way.before
    for number, board in enumerate(shop.boards):
        if number:
            yield Act("fix", (number, *(way.fixes or {}).get(board.name, (0, 0, 0))))
        spoilt = not way.only or board.name in way.only
        yield from impression(shop, number, 0, way.manner if spoilt else GOOD)
    yield Act("hang")


def _rows(name: str, way: Way, shop: Shop) -> Iterator[Row]:
    """Yield the score, and the largest of each thing that was found, by cause."""
    lesson = Lesson.model_validate(yamlfile.read(SHEET / "lesson.yaml").value)
    blocks = tuple(plate.name for plate in shop.work.plates)
    sheet = measured(shop.sheets[0], shop.work, blocks)
    done = frozenset(step.id for step in lesson.steps)
    found = assess(lesson, "", Made(done=done, sheet=sheet))
    causes: dict[str, list[tuple[float, str, str]]] = {}
    for f in found.findings:
        cause = f.cause.partition(".")[2]
        causes.setdefault(cause, []).append((f.value, f.where.id or "", f.unit or ""))
    right = way.cause in causes if way.cause else not causes
    yield Row(f"sheet {name}: score", found.score, "of 100", 1, held=right)
    for cause, all_of in causes.items():
        value, block, unit = max(all_of, key=lambda found: abs(found[0]))
        where = f"{len(all_of)} blocks, most {block}" if len(all_of) > 1 else block
        yield Row(f"sheet {name}: {cause} ({where})", value, unit, len(all_of))


def _carved() -> NDArray[np.uint8]:
    """Carve the bud as the guide plans it; return the block as it looks from above."""
    path = BUD / "print.yaml"
    shop = Shop(printing_file.work(printing_file.read(path), path))
    board = shop.boards[0]
    shop.do(Act("paste", (0, 0, 0, 0, 30)))
    shop.do(Act("take", (0,)))
    for _round in range(2):
        for deed in plans(board).values():
            for cut in left(deed, board):
                board.carve(cut)
    look = BlockSight(board.depth, hard(shop.work.grid, shop.work.seed), board.film).pixels
    return look[NEAR, NEAR]


def _paper(sheet: Paper) -> NDArray[np.uint8]:
    return Sight(sheet).pixels


def _write(pixels: NDArray[np.uint8], path: Path) -> None:
    """Write a picture whose row 0 is the lower edge, small and in few colours."""
    picture = Image.fromarray(np.ascontiguousarray(pixels[::-1])).resize((SIDE, SIDE))
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def main(folder: Path, tell: Callable[[str], None] = print) -> None:
    """Write the pictures and tell what the scorer says of each."""
    for name, way in WAYS.items():
        shop = _printed(way)
        _write(_paper(shop.sheets[0]), folder / f"print_{name}.png")
        for row in _rows(name, way, shop):
            tell(f"{row.name}: {row.value} {row.unit}")
    _write(_carved(), folder / "print_carved.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
