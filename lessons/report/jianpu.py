"""Jianpu (numbered notation) of a score: one line of digits with the words beneath.

Digits are the source's pitches with 上 = 1; lengths the source does not carry are drawn lighter.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import pi, sin

from content.score import Score
from content.texts import _, lang
from lessons.report import labels
from lessons.report.jianpu_signs import Bar, Sign, bars
from lessons.report.palette import Colour
from lessons.report.shapes import Circle, Line, Page, Point, Polyline, Shape, Text
from lessons.report.strands import Script, glyph
from lessons.report.words import jianpu_notes

DIGIT = 18.0
LYRIC = 18.0
_MARGIN = 14.0
_PAD = 8.0  # white beside a bar line
_ABOVE = 22.0  # room for dots and ties
_ROW = 88.0
_UNDER = 3.4  # between underlines
_DOT = 1.5
_ACCIDENTALS = {"#": "♯", "b": "♭"}


@dataclass(frozen=True)
class Placed:
    """A sign with the centre of its digit and the top of its row, in points."""

    sign: Sign
    x: float
    top: float


def page(score: Score, script: Script = "trad", width: float = 720.0) -> Page:
    """Draw the whole aria `width` points wide.

    Raises Refusal for a length that is no multiple of an eighth of a beat.
    """
    lines = list(_rows(score, width - 2 * _MARGIN))
    shapes: list[Shape] = []
    placed: list[Placed] = []
    small = labels.most_lines(score) * labels.LINE
    row = _ROW + small + (labels.LINE if labels.has_tones(score) else 0)
    for k, line in enumerate(lines):
        top = _MARGIN + k * row + small
        signs, starts, ends = _place(score, line, width, top)
        placed += signs
        shapes += _bar_lines(ends, top, last=k == len(lines) - 1)
        shapes += _beats(score, zip(line, starts, strict=True), top)
    shapes += [shape for p in placed for shape in (*_sign(score, p), *_small(score, script, p))]
    shapes += _underlines(score, placed)
    shapes += _ties(score, placed, width)
    shapes += _words(score, script, placed)
    title = _("Jianpu of {title}").format(title=score.title.read(lang()))
    height = 2 * _MARGIN + row * max(len(lines), 1) - 16
    return Page(width, height, title, tuple(shapes), jianpu_notes(score, script))


def _rows(score: Score, width: float) -> Iterator[list[Bar]]:
    row: list[Bar] = []
    used = 0.0
    for bar in _free_by_syllable(score):
        wide = _bar_width(score, bar)
        if row and used + wide > width:
            yield row
            row, used = [], 0.0
        row.append(bar)
        used += wide
    if row:
        yield row


def _free_by_syllable(score: Score) -> Iterator[Bar]:
    """Yield the bars, with the free opening broken at its syllables so that it can wrap."""
    for bar in bars(score):
        if bar.span is not None:
            yield bar
            continue
        for _s, signs in groupby(bar.signs, key=lambda s: score.notes[s.note].syllable):
            yield Bar(None, tuple(signs))


def _place(
    score: Score, line: Sequence[Bar], width: float, top: float
) -> tuple[list[Placed], list[float], list[float]]:
    """Return the signs of a row in their places, where its bars begin, and its bar lines."""
    natural = sum(_bar_width(score, bar) for bar in line)
    room = width - 2 * _MARGIN
    stretch = room / natural if natural > 0.7 * room else 1.0
    placed: list[Placed] = []
    starts: list[float] = []
    ends: list[float] = []
    x = _MARGIN
    for bar in line:
        starts.append(x)
        x += _PAD * stretch
        for sign in bar.signs:
            wide = _sign_width(score, sign) * stretch
            placed.append(Placed(sign, x + wide / 2, top))
            x += wide
        x += _PAD * stretch
        if bar.span is not None or _closes_opening(score, bar):
            ends.append(x)
    return placed, starts, ends


def _closes_opening(score: Score, bar: Bar) -> bool:
    """Whether the next note after an opening bar stands in the first marked beat."""
    after = bar.signs[-1].note + 1
    starts = (s.onset for s in score.spans if s.onset >= score.free_until)
    begin = next(starts, score.free_until)
    here = score.notes[bar.signs[-1].note].onset
    return after < len(score.notes) and here < begin <= score.notes[after].onset


def _bar_width(score: Score, bar: Bar) -> float:
    return 2 * _PAD + sum(_sign_width(score, s) for s in bar.signs)


def _sign_width(score: Score, sign: Sign) -> float:
    wide = 20.0 - 2.0 * sign.underlines + (6.0 if sign.dotted else 0.0)
    signs = labels.readings(score.notes[sign.note]) if sign.begins else ()
    wide = max(wide, *(labels.SIZE * len(s) + 2 * labels.BRACKET + 2 for s in ("", *signs)))
    wide += 12.0 if sign.digit[:-1] else 0.0
    if not _opens_syllable(score, sign):
        return wide
    tone = score.syllables[score.notes[sign.note].syllable].tone
    return max(wide, LYRIC + 2, 2 * labels.SIZE + 5 if tone else 0.0)


def _opens_syllable(score: Score, sign: Sign) -> bool:
    if not sign.begins:
        return False
    notes = score.notes
    return sign.note == 0 or notes[sign.note - 1].syllable != notes[sign.note].syllable


def _bar_lines(ends: Sequence[float], top: float, last: bool) -> Iterator[Shape]:
    low, high = top + _ABOVE - 2, top + _ABOVE + DIGIT + 4
    for x in ends:
        yield Line(x, low, x, high, "ink", 0.8)
    if last and ends:
        yield Line(ends[-1] + 3.5, low, ends[-1] + 3.5, high, "ink", 2.2)


def _beats(score: Score, line: Iterable[tuple[Bar, float]], top: float) -> Iterator[Shape]:
    """Yield which 板 or 眼 each bar begins with, where the score says it."""
    for bar, x in line:
        if bar.span is not None and score.spans[bar.span].mark is not None:
            yield from labels.beat(score, bar.span, x + _PAD / 2, top + _ABOVE - 8)


def _small(score: Score, script: Script, placed: Placed) -> Iterator[Shape]:
    """Yield the small signs of a note, above its first digit."""
    note = score.notes[placed.sign.note]
    if placed.sign.begins:
        top = placed.top + 4 - labels.LINE * labels.lines(note)
        yield from labels.stack(note, script, (placed.x, top))


def _sign(score: Score, placed: Placed) -> Iterator[Shape]:
    sign, x = placed.sign, placed.x
    base = placed.top + _ABOVE + DIGIT * 0.88
    if sign.dash:
        y = base - DIGIT * 0.33
        yield Line(x - 5, y, x + 5, y, _length_ink(score, sign), 1.3, f"note:{sign.note}")
        return
    colour: Colour = "ink" if score.pitch_basis.status.gradable else "soft"
    tap = None if sign.rest else f"note:{sign.note}"
    digit, accidental = sign.digit[-1:], _ACCIDENTALS.get(sign.digit[:-1])
    if accidental:
        left, above = x - DIGIT * 0.32, base - DIGIT * 0.3
        yield Text(accidental, left, above, 0.6 * DIGIT, colour, "sans", "end")
    yield Text(digit, x, base, DIGIT, colour, "sans", "middle", tap)
    for k in range(sign.octave):
        yield Circle(x, base - DIGIT * 0.82 - 3 - 4.5 * k, _DOT, colour)
    for k in range(-sign.octave):
        yield Circle(x, base + 4.5 + _UNDER * sign.underlines + 4.5 * k, _DOT, colour)
    if sign.dotted:
        yield Circle(x + DIGIT * 0.42, base - DIGIT * 0.33, _DOT, _length_ink(score, sign))


def _underlines(score: Score, placed: Sequence[Placed]) -> Iterator[Shape]:
    """Draw one line under neighbours of the same beat, for each halving."""
    for level in range(1, 4):
        run: list[Placed] = []
        for p in (*placed, None):
            if p and p.sign.underlines >= level and (not run or _same_beat(run[-1], p)):
                run.append(p)
                continue
            if run:
                yield _underline(score, run, level)
            run = [p] if p and p.sign.underlines >= level else []


def _same_beat(one: Placed, other: Placed) -> bool:
    return one.top == other.top and int(one.sign.onset + 1e-6) == int(other.sign.onset + 1e-6)


def _underline(score: Score, run: Sequence[Placed], level: int) -> Line:
    y = run[0].top + _ABOVE + DIGIT * 0.88 + 1 + _UNDER * (level - 0.2)
    half = DIGIT * 0.3
    ink = _length_ink(score, run[0].sign)
    return Line(run[0].x - half, y, run[-1].x + half, y, ink, 1.1)


def _ties(score: Score, placed: Sequence[Placed], width: float) -> Iterator[Shape]:
    before: Placed | None = None
    for p in placed:
        if p.sign.tied and before:
            ink = _length_ink(score, p.sign)
            if before.top == p.top:
                yield _arc((before.x, before.top), p.x, ink)
            else:
                yield _arc((before.x, before.top), width - _MARGIN, ink)
                yield _arc((_MARGIN, p.top), p.x, ink)
        before = before if p.sign.dash else p


def _arc(start: Point, end_x: float, ink: Colour) -> Polyline:
    x, top = start
    base, steps = top + _ABOVE - 5, 12
    parts = [k / steps for k in range(steps + 1)]
    return Polyline(tuple((x + (end_x - x) * k, base - 7 * sin(pi * k)) for k in parts), ink, 1.1)


def _words(score: Score, script: Script, placed: Sequence[Placed]) -> Iterator[Shape]:
    colour: Colour = "ink" if score.words_basis.status.gradable else "soft"
    for p in placed:
        if _opens_syllable(score, p.sign):
            syllable = score.notes[p.sign.note].syllable
            sung = glyph(score.syllables[syllable], script)
            y = p.top + _ABOVE + DIGIT + 18 + 0.88 * LYRIC
            yield Text(sung, p.x, y, LYRIC, colour, "serif", "middle", f"syllable:{syllable}")
            below = y + 0.12 * LYRIC + 1
            yield from labels.tone(score.syllables[syllable], script, p.x, below)


def _length_ink(score: Score, sign: Sign) -> Colour:
    return "ink" if score.notes[sign.note].duration_status.gradable else "stone"
