"""The faces: every character the program shows has ink, and different ink."""

from pathlib import Path

import numpy as np
import pytest
from babel.messages.pofile import read_po

from content.glossary import glossary
from content.library import open_library
from lessons.report import gongche, jianpu
from lessons.report.shapes import Font, Text
from sim.desktop import keys
from sim.stage import Stage
from sim.views.paint import paint_shapes
from sim.views.type import face

PX = 32


def drawn(stage: Stage, char: str, font: Font) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The pixels of one character in the middle of the picture."""
    node = paint_shapes([Text(char, 0, 0, PX, "ink", font)], 1.0, (300.0, 180.0))
    node.setBin("unsorted", 0)
    node.setPosHprScale(-stage.aspect, 0, 1, 0, 0, 0, *[2 / stage.size[1]] * 3)
    node.reparentTo(stage.sheet)
    stage.step()
    stage.step()
    picture = stage.pixels()[180 - PX : 180 + PX, 300 - PX : 300 + 2 * PX].copy()
    node.removeNode()
    return picture


@pytest.mark.parametrize("font", ["serif", "sans"])
def test_rare_characters_are_really_drawn(stage: Stage, font: Font) -> None:
    missing = drawn(stage, "\ue000", font)
    shown = [drawn(stage, char, font) for char in "裊尺仜斗栱"]
    for k, picture in enumerate(shown):
        assert np.abs(picture.astype(int) - missing).max() > 100
        assert all((picture != other).any() for other in shown[:k])


def test_a_missing_character_is_known_to_be_missing() -> None:
    assert not face("sans", PX).draws("\ue000")
    assert face("sans", PX).glyph("\ue000") is None


def test_every_text_of_the_program_has_ink(root: Path) -> None:
    words = "".join(str(term.model_dump()) for term in glossary().terms)
    words += "".join(str(e.lesson.model_dump()) for e in open_library().lessons(set()))
    words += "".join(key.label for key in keys()) + "〔〕…·"
    for path in (root / "content/locale/zh_CN/LC_MESSAGES").glob("*.po"):
        with path.open("rb") as f:
            words += "".join(str(m.string) + str(m.id) for m in read_po(f))
    sans = face("sans", PX)
    assert {c for c in words if not c.isspace() and not sans.draws(c)} == set()


def test_every_glyph_of_the_scores_has_ink() -> None:
    library = open_library()
    lessons = [e.lesson for e in library.lessons(set()) if e.lesson.score]
    assert lessons
    for lesson in lessons:
        assert lesson.score is not None
        score = library.score(lesson.score)
        pages = (gongche.columns(score, "trad"), gongche.columns(score, "simp"))
        for page in (*pages, jianpu.page(score, "trad")):
            for shape in page.shapes:
                if isinstance(shape, Text):
                    drawn_by = face(shape.font, PX)
                    assert all(drawn_by.draws(c) for c in shape.glyphs if not c.isspace())


def test_a_hanzi_is_as_wide_as_its_size() -> None:
    for px in (13, 19, 28):
        assert face("sans", px).advance("栱") == pytest.approx(px, abs=0.01)


def test_glyphs_stay_when_sheets_fill_up() -> None:
    hand = face("serif", 61)
    first = [hand.glyph(chr(c)) for c in range(0x4E00, 0x4E20)]
    for c in range(0x4E20, 0x4F80):
        hand.glyph(chr(c))
    assert [hand.glyph(chr(c)) for c in range(0x4E00, 0x4E20)] == first
    every = [hand.glyph(chr(c)) for c in range(0x4E00, 0x4F80)]
    placed = {(str(g.sheet), g.uv) for g in every if g}
    assert len(placed) == sum(g is not None for g in every)
