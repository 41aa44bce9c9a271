"""What gongche pages are made of: characters, signs with their tails, the room they need."""

from collections.abc import Iterator

from content.score import Score
from lessons.report import labels
from lessons.report.palette import Colour
from lessons.report.shapes import Line, Point, Shape, Text
from lessons.report.strands import Script, glyph

LYRIC = 27.0
NOTE = 16.0
MARGIN = 14.0
GAP = 7.0  # between word and cape
AIR = 8.0  # white below a syllable
UNDER = 3.0  # between a note and the small signs under it: room for a falling tail


def small(score: Score, index: int) -> float:
    """Return the height of the small signs under a note."""
    count = labels.lines(score.notes[index])
    return UNDER + count * labels.LINE if count else 0.0


def unit(score: Score) -> float:
    """Return how wide a note is: a sign such as 下四 takes two characters."""
    signs = [sign for n in score.notes for sign in (n.gongche, *labels.readings(n))]
    return NOTE * max((len(base(sign)) for sign in signs), default=1)


def middle(score: Score, index: int) -> float:
    """Return how far right the middle of a note's sign is."""
    return NOTE * len(base(score.notes[index].gongche)) / 2


def base(sign: str) -> str:
    """Return a sign without its tail."""
    return sign.rstrip("+-")


def word(score: Score, script: Script, syllable: int, at: Point) -> Iterator[Shape]:
    """Yield a character, centred on x below y, with its tone."""
    x, top = at
    colour: Colour = "ink" if score.words_basis.status.gradable else "soft"
    sung = glyph(score.syllables[syllable], script)
    tap = f"syllable:{syllable}"
    yield Text(sung, x, top + 0.88 * LYRIC, LYRIC, colour, "serif", "middle", tap)
    yield from labels.tone(score.syllables[syllable], script, x, top + LYRIC + 1)


def note(score: Score, script: Script, index: int, at: Point) -> Iterator[Shape]:
    """Yield a sign; an octave down it has a falling tail, an octave up 亻 before it."""
    colour: Colour = "ink" if score.pitch_basis.status.gradable else "soft"
    (x, top), size = at, NOTE
    sign = labels.named(score.notes[index].gongche, script)
    if sign.endswith("+"):
        size = 0.75 * NOTE
        yield Line(x + 3.6, top + 2, x + 0.4, top + 7.5, colour, 1.0)
        yield Line(x + 2, top + 5.5, x + 2, top + NOTE - 1, colour, 1.0)
    elif sign.endswith("-"):
        yield Line(x + 4, top + NOTE - 1.5, x + 0.5, top + NOTE + 2.5, colour, 1.0)
    foot = top + (NOTE - size) / 2 + 0.88 * size
    tap = f"note:{index}"
    yield Text(base(sign), x + NOTE - size, foot, size, colour, "serif", "start", tap)


def beat_ink(score: Score) -> Colour:
    """Return the ink of what says only where beats are."""
    return "camphor" if score.beat_basis.status.gradable else "soft"
