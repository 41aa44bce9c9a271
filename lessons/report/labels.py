"""The small signs of a score page: 板眼, 腔格, 气口, tones, other editions' readings.

Editions draw 板眼 in many ways; the ones here are those of the common hand, and the legend
names each that a page has. What is only inferred is soft, what is known in camphor.
"""

from collections.abc import Callable, Iterator, Mapping

from content.score import Mark, Note, OrnamentKind, Score, Syllable
from content.texts import _, lang
from lessons.report.palette import Colour
from lessons.report.shapes import (
    Circle,
    Line,
    Point,
    Polygon,
    Polyline,
    Rect,
    Shape,
    Text,
    text_width,
)
from lessons.report.strands import Script

SIZE = 10.0
LINE = 11.2  # from label to label
BRACKET = 1.8  # width of the bracket about another edition's reading
BREATH = 1.25  # stroke of a breath's sign
MARK = 2.9  # half the width of a beat's sign
_TRAD = str.maketrans("擞叠断榄垫连带阴阳头赠侧紧", "擻疊斷欖墊連帶陰陽頭贈側緊")
# What the legend prints for each sign; the drawing below is the same shape.
GLYPHS: Mapping[Mark, str] = {
    "头板": "、", "头眼": "•", "末眼": "•", "小眼": "•", "中眼": "○", "赠板": "×",
    "底板": "—", "侧头末眼": "∟", "侧中眼": "△", "腰赠板": "⊠",
}  # fmt: skip


def named(name: str, script: Script) -> str:
    """Return a sign, or the name of a 腔格, mark or tone, in the page's characters."""
    return name.translate(_TRAD) if script == "trad" else name


def beat(score: Score, span: int, x: float, y: float) -> Iterator[Shape]:
    """Yield the sign of a marked beat centred on x, y; ◆ where the score does not say which."""
    marked = score.spans[span]
    tap = f"span:{span}"
    if marked.mark is None or marked.mark_status is None:
        points = ((x, y - MARK), (x + MARK, y), (x, y + MARK), (x - MARK, y))
        fill: Colour | None = "camphor" if marked.status.gradable else None
        yield Polygon(points, fill, "camphor", 0.6, tap)
        return
    ink: Colour = "camphor" if marked.mark_status.gradable else "soft"
    yield from _DRAWN[marked.mark](x, y, ink, tap)


def _drop(x: float, y: float, ink: Colour, tap: str) -> Iterator[Shape]:
    m = MARK
    points = (
        (x - m, y - m),
        (x - 0.1 * m, y - 0.5 * m),
        (x + m, y + 0.8 * m),
        (x + 0.4 * m, y + m),
    )
    yield Polygon((*points, (x - 0.6 * m, y)), ink, ink, 0.4, tap)


def _dot(x: float, y: float, ink: Colour, tap: str) -> Iterator[Shape]:
    yield Circle(x, y, 0.55 * MARK, ink, None, 1.0, tap)


def _ring(x: float, y: float, ink: Colour, tap: str) -> Iterator[Shape]:
    yield Circle(x, y, 0.85 * MARK, None, ink, 1.0, tap)


def _cross(x: float, y: float, ink: Colour, tap: str) -> Iterator[Shape]:
    m = 0.8 * MARK
    yield Line(x - m, y - m, x + m, y + m, ink, 1.1, tap)
    yield Line(x - m, y + m, x + m, y - m, ink, 1.1)


def _bar(x: float, y: float, ink: Colour, tap: str) -> Iterator[Shape]:
    yield Line(x - MARK, y, x + MARK, y, ink, 1.3, tap)


def _corner(x: float, y: float, ink: Colour, tap: str) -> Iterator[Shape]:
    m = 0.8 * MARK
    yield Polyline(((x - m, y - m), (x - m, y + m), (x + m, y + m)), ink, 1.1, tap)


def _triangle(x: float, y: float, ink: Colour, tap: str) -> Iterator[Shape]:
    m = MARK
    yield Polygon(((x, y - m), (x + m, y + 0.8 * m), (x - m, y + 0.8 * m)), None, ink, 1.0, tap)


def _boxed(x: float, y: float, ink: Colour, tap: str) -> Iterator[Shape]:
    yield Rect(x - MARK, y - MARK, 2 * MARK, 2 * MARK, None, ink, 0.9, tap)
    m = 0.6 * MARK
    yield Line(x - m, y - m, x + m, y + m, ink, 0.9)
    yield Line(x - m, y + m, x + m, y - m, ink, 0.9)


_DRAWN: Mapping[Mark, Callable[[float, float, Colour, str], Iterator[Shape]]] = {
    "头板": _drop, "头眼": _dot, "末眼": _dot, "小眼": _dot, "中眼": _ring, "赠板": _cross,
    "底板": _bar, "侧头末眼": _corner, "侧中眼": _triangle, "腰赠板": _boxed,
}  # fmt: skip


def lines(note: Note) -> int:
    """Return how many small lines stand at a note: names are written downward."""
    names = sum(len(o.kind) for o in note.ornaments)
    return names + (note.breath is not None) + len(readings(note))


def most_lines(score: Score) -> int:
    """Return the most small lines that stand at one note of a score."""
    return max((lines(note) for note in score.notes), default=0)


def readings(note: Note) -> tuple[str, ...]:
    """Return what other editions have, each once, where it differs."""
    return tuple(dict.fromkeys(v.gongche for v in note.variants if v.gongche != note.gongche))


def stack(note: Note, script: Script, at: Point) -> Iterator[Shape]:
    """Yield a note's small lines, centred on x, downward from y: 腔格, 气口, other readings."""
    x, y = at
    for ornament in note.ornaments:
        ink: Colour = "camphor" if ornament.status.gradable else "soft"
        for character in named(ornament.kind, script):
            yield Text(character, x, y + 0.88 * SIZE, SIZE, ink, "serif", "middle")
            y += LINE
    if note.breath is not None:
        yield from breath(x, y, "camphor" if note.breath.gradable else "soft")
        y += LINE
    for sign in readings(note):
        half = text_width(sign, SIZE) / 2
        written = named(sign, script)
        yield Text(written, x, y + 0.88 * SIZE, SIZE, "soft", "serif", "middle")
        for side in (-1, 1):  # no line below: 一 over a line reads as 二
            inner, outer = x + side * half, x + side * (half + BRACKET)
            top, low = y + 1.2, y + SIZE - 0.2
            ends = ((inner, top), (outer, top), (outer, low), (inner, low))
            yield Polyline(ends, "soft", 0.7)
        y += LINE


def breath(x: float, top: float, ink: Colour) -> Iterator[Shape]:
    """Yield the sign of a 气口 (a breath, not a rest)."""
    yield Polyline(((x - 3, top + 2), (x, top + 8), (x + 3, top + 2)), ink, BREATH)


def tone(syllable: Syllable, script: Script, x: float, top: float) -> Iterator[Shape]:
    """Yield the tone of a character, 阴 or 阳 before it where that is known."""
    if syllable.tone is not None:
        ink: Colour = "camphor" if syllable.tone.basis.status.gradable else "soft"
        name = named((syllable.tone.yinyang or "") + syllable.tone.kind, script)
        yield Text(name, x, top + 0.88 * SIZE, SIZE, ink, "serif", "middle")


def has_tones(score: Score) -> bool:
    """Whether any character of a score has a tone."""
    return any(s.tone for s in score.syllables)


def legend(score: Score, script: Script) -> Iterator[str]:
    """Yield a sentence for each kind of small sign that a page has."""
    marks = {s.mark: None for s in score.spans if s.mark}
    if marks:
        each = "　".join(f"{GLYPHS[m]} {named(m, script)}" for m in GLYPHS if m in marks)
        yield _("Beside a note, its beat: {marks}. Editions draw these in other ways too.").format(
            marks=each
        )
    kinds: dict[OrnamentKind, None] = {o.kind: None for n in score.notes for o in n.ornaments}
    if kinds:
        each = "、".join(named(k, script) for k in kinds)
        yield _("Small words at a note are its 腔格 (ornaments): {kinds}.").format(kinds=each)
    if any(n.breath for n in score.notes):
        yield _("∨ 气口: take breath after this note; it is no rest.")
    if has_tones(score):
        yield _("Small words under a character are its tone.")
    if any(readings(n) for n in score.notes):
        each = _("; ").join(text.read(lang()) for text in score.editions.values())
        yield _("Small signs in brackets are other editions' readings: {editions}.").format(
            editions=each
        )
    if _doubtful(score):
        yield _("Grey small signs are only inferred.")


def _doubtful(score: Score) -> bool:
    known = [o.status for n in score.notes for o in n.ornaments]
    known += [n.breath for n in score.notes if n.breath]
    known += [s.mark_status for s in score.spans if s.mark_status]
    known += [s.tone.basis.status for s in score.syllables if s.tone]
    return not all(status.gradable for status in known)
