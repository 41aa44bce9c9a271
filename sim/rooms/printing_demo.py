"""The guided demonstration of a lesson in printing: block and sheet after every step, the report.

The pictures are those of block and sheet themselves, seen from above: no window is needed.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from panda3d.core import PNMImage, StringStream, Texture

from content.event import Event
from content.library import Library
from content.texts import _, lang
from lessons import registry
from lessons.arts.printing import Printing
from lessons.arts.printing_guide import Guide
from lessons.arts.printing_report import session_report
from lessons.arts.printing_search import PrintSearch
from lessons.arts.printing_search_guide import SearchGuide
from lessons.arts.printing_shop import Shop
from lessons.report.html import save, session_page, writing
from lessons.report.model import Picture
from physics.woodblock import grain
from physics.woodblock.block_sight import BlockSight
from physics.woodblock.colour import Sight
from sim.demo import RATE, Shown
from sim.headless import LONGEST, Session
from sim.loop import Loop
from sim.recorder import Recorder

Progress = Callable[[float, str], None]
Pixels = NDArray[np.uint8]
MARGIN = 16  # pixels between block and sheet


class _Album:
    """Writes numbered PNGs of block and sheet into `out` and keeps them for the report."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self.files: list[Path] = []
        self.taken: list[Picture] = []

    def take(self, shop: Shop, name: str, caption: str) -> None:
        """Take the block on the table, and the sheet beside it where one was printed on."""
        board = shop.board
        hard = grain.field(shop.work.grid, shop.work.seed).hardness.astype(np.uint8)
        seen = [BlockSight(board.depth, hard, board.film).pixels]
        if shop.sheet.layers:
            seen.append(Sight(shop.sheet).pixels)
        image = _image(_beside(seen))
        path = self._out / f"{len(self.files) + 1}-{name}.png"
        self._out.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_encoded(image, path.name))
        self.files.append(path)
        self.taken.append(Picture(_encoded(image, "picture.jpg"), caption))


def _encoded(image: PNMImage, name: str) -> bytes:
    """Return an image as a file's bytes; the name tells in which form."""
    stream = StringStream()
    image.write(stream, name)
    return bytes(stream.getData())


def _beside(seen: list[Pixels]) -> Pixels:
    """Put pictures (n, n, 3) side by side, row 0 uppermost."""
    gap = np.full((len(seen[0]), MARGIN, 3), 255, np.uint8)
    row = [part for picture in seen for part in (gap, picture[::-1])][1:]
    return np.concatenate(row, axis=1)


def _image(pixels: Pixels) -> PNMImage:
    height, width = pixels.shape[:2]
    texture = Texture()
    texture.setup2dTexture(width, height, Texture.TUnsignedByte, Texture.FRgb)
    texture.setRamImageAs(np.ascontiguousarray(pixels[::-1]).tobytes(), "RGB")
    image = PNMImage()
    texture.store(image)
    return image


def demonstrate(library: Library, lesson_id: str, out: Path, tell: Progress) -> Shown:
    """Play a lesson in printing by the scripted hand; write PNGs and `report.html` into `out`.

    `tell` hears how far it is (0..1) and what is being done. Raises Refusal where `out` cannot
    be written.
    """
    shop = _opened(library, lesson_id)
    page = out / "report.html"
    with writing(page), closing(shop):
        album = _Album(out)
        session = _play(shop, album, tell)
        intro = _("A demonstration by the program's scripted hand, with the same tools as yours.")
        tell(1.0, _("writing the report"))
        report = session_report(library, shop, session.assessment, intro, tuple(album.taken))
        save(session_page(report), page)
    return Shown(session, (*album.files, page))


def _opened(library: Library, lesson_id: str) -> Printing | PrintSearch:
    if library.lesson(lesson_id).scorer == registry.MISPRINTS:
        return registry.printing_search(library, lesson_id)
    return registry.printing(library, lesson_id)


def _play(shop: Printing | PrintSearch, album: _Album, tell: Progress) -> Session:
    """Let the scripted hand work, and take pictures on the way."""
    guide: Guide | SearchGuide
    if isinstance(shop, PrintSearch):
        guide = SearchGuide(shop)
    else:
        guide = Guide(shop)
        album.take(shop.shop, "ready", _("What lies ready on the table"))
    recorder = Recorder()
    loop = Loop(shop, [guide], [recorder], cap=None, until=LONGEST)
    events: list[Event] = []
    over = False
    while not (over or loop.ended):
        happened = loop.frame(1 / RATE)
        events += happened
        for event in happened:
            if event.name == "step.done":
                step = next(s for s in shop.lesson.steps if s.id == event.value["step"])
                if isinstance(shop, PrintSearch):
                    shop.shop.page = shop.lesson.steps.index(step)
                album.take(shop.shop, step.id, step.title.read(lang()))
        over = any(e.name == "lesson.done" for e in happened)
        tell(len(shop.done) / len(shop.lesson.steps), _("printing"))
    return Session(tuple(events), tuple(recorder.inputs), loop.tick, shop.assess())
