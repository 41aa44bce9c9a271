"""Sets Chinese, Latin and mixed text: where each glyph stands, where a line breaks.

Rules after W3C "Requirements for Chinese Text Layout" (clreq): no closing mark begins a line
and no opening mark ends one (避头尾), full-width marks give up the blank half where they meet,
a quarter of the usual word space stands between hanzi and Latin. Pure: widths come in.
"""

import re
from collections.abc import Callable, Iterator

Advance = Callable[[str], float]

OPENING = frozenset("“‘（〔【《〈「『([")
CLOSING = frozenset("”’）〕】》〉」』。，、；：？！…—·)],.;:?!%°")
_WIDE_OPENING = frozenset("“‘（〔【《〈「『")
_WIDE_CLOSING = frozenset("”’）〕】》〉」』。，、；：？！")
_QUOTES = frozenset("“”‘’")
_HALF = 0.5  # of a full-width mark is blank
_AIR = 0.16  # of the body, between hanzi and Latin
_UNITS = "mm|cm|ms|m|s|Hz|kHz|cents|cun|kg|N|寸|尺|毫米|厘米|毫秒|秒|音分|拍|度|分钟|半音"
# A Chinese term inside a Latin sentence is a word of it.
_TERM = r"(?<![^\s(])[\u4e00-\u9fff]{2,6}(?=[\s),.;:!?]|$)"
_TOKEN = re.compile(
    rf"{_TERM}|\d[\d.,]*\s?(?:{_UNITS})(?![A-Za-z])|\s+|[^\s\u2e80-\U0010ffff“”‘’—…]+|——|……|."
)


def is_wide(char: str) -> bool:
    """Whether a character fills a whole body: hanzi, kana, full-width marks."""
    return ord(char) >= 0x2E80


def place(text: str, advance: Advance, body: float) -> tuple[tuple[float, ...], float]:
    """Return where the pen stands for each character of one line, and the line's width.

    `advance` gives a character's own width; `body` is the height of a hanzi, same unit.
    """
    pens: list[float] = []
    x = 0.0
    for i, char in enumerate(text):
        before = text[i - 1] if i else None
        after = text[i + 1] if i + 1 < len(text) else None
        x += _AIR * body * _meets(before, char)
        cut = min(_HALF * body, advance(char) / 2)
        lead, tail = cut * _trims_left(char, before), cut * _trims_right(char, before, after)
        pens.append(x - lead)
        x += advance(char) - lead - tail
    return tuple(pens), x


def width(text: str, advance: Advance, body: float) -> float:
    """Return how wide a line runs, in the unit of `advance`."""
    return place(text, advance, body)[1]


def break_lines(text: str, room: float, measure: Advance) -> tuple[str, ...]:
    """Break a text into lines no wider than `room`; `measure` gives the width of a string.

    A line feed always breaks. Only a token wider than `room` is broken inside.
    """
    return tuple(line for part in text.split("\n") for line in _paragraph(part, room, measure))


def shorten(text: str, room: float, measure: Advance) -> str:
    """Return one line of at most `room`, ended by … where something was left out."""
    if measure(text) <= room:
        return text
    while text and measure(text + "…") > room:
        text = text[:-1]
    return text.rstrip() + "…"


def tokens(text: str) -> Iterator[str]:
    """Yield what must stay together, spaces apart: words, figure with unit, hanzi with marks."""
    held = ""
    for match in _TOKEN.finditer(text):
        piece = match[0]
        joins = held and (held[-1] in OPENING or piece[0] in CLOSING) and not held.isspace()
        if joins and not piece.isspace():
            held += piece
        else:
            if held:
                yield held
            held = piece
    if held:
        yield held


def _paragraph(text: str, room: float, measure: Advance) -> Iterator[str]:
    line = ""
    for token in tokens(text):
        if measure((line + token).rstrip()) <= room or not line.strip():
            line = line + token if line.strip() else token.lstrip()
        else:
            yield line.rstrip()
            line = token.lstrip()
        while measure(line.rstrip()) > room and len(line.rstrip()) > 1:
            head = _head(line, room, measure)
            yield head
            line = line[len(head) :]
    yield line.rstrip()


def _head(token: str, room: float, measure: Advance) -> str:
    """Return as much of a too long token as fits, at least one character."""
    end = len(token.rstrip()) - 1
    while end > 1 and measure(token[:end]) > room:
        end -= 1
    return token[:end]


def _meets(before: str | None, char: str) -> bool:
    """Whether a hanzi and a Latin letter or figure touch here."""
    if before is None:
        return False
    return (_hanzi(before) and _latin(char)) or (_latin(before) and _hanzi(char))


def _hanzi(char: str) -> bool:
    return is_wide(char) and char.isalpha()


def _latin(char: str) -> bool:
    return not is_wide(char) and (char.isalnum() or char in "+−±°%")


def _trims_left(char: str, before: str | None) -> bool:
    if char not in _WIDE_OPENING:
        return False
    if before is None or before in _WIDE_OPENING or before in _WIDE_CLOSING:
        return True
    return char in _QUOTES and not is_wide(before)


def _trims_right(char: str, before: str | None, after: str | None) -> bool:
    if char not in _WIDE_CLOSING or after is None:
        return char in _QUOTES and after is None and before is not None and not is_wide(before)
    if after in _WIDE_CLOSING:
        return True
    return char in _QUOTES and not is_wide(after)
