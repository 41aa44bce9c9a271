"""GCN, the text code that gongche is exchanged in: `字{六4（五）上+2s五36h}`.

Digits are marks of beats: 1 头板 2 头眼 or 末眼 3 中眼 4 赠板, and 5 底板 6 7 8 the same
marks off the beat; a second digit on a note is a beat that passes while it is held. h 豁,
s 擞, d 叠, c 掇, / 气口, ( ) small side notes (带), + and - an octave up and down.

What survives a round trip: words in one script, signs, the order of the beats and their
marks, which notes begin on a beat, 豁 擞 叠 掇 带 and 气口. Lengths inside a beat do not:
the code has none, so the notes of a beat share it in halves and quarters, inferred; a note
whose own mark is off the beat begins in its second half. Before the first beat, or where
there is none, notes are counted one by one and only 底板 is marked (散板).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content import signs
from content.errors import Refusal
from content.foreign import Body, Heading, build, plain
from content.model import Status
from content.score import SIGNS, BeatSpan, Mark, Note, Ornament, OrnamentKind, Score
from content.texts import _

CODES: dict[Mark, int] = {
    "头板": 1, "头眼": 2, "末眼": 2, "小眼": 2, "中眼": 3, "赠板": 4,
    "底板": 5, "侧头末眼": 6, "侧中眼": 7, "腰赠板": 8,
}  # fmt: skip
LETTERS: dict[str, OrnamentKind] = {"h": "豁", "s": "擞", "d": "叠", "c": "掇"}
KINDS: tuple[OrnamentKind, ...] = (*LETTERS.values(), "带")
MOST_SIGNS = 200_000
_MARKS: dict[int, Mark] = {code: mark for mark, code in reversed(CODES.items())} | {2: "小眼"}
OFF = 5  # codes from here on are off the beat
_NOTE = re.compile(r"\s*(?:([()（）])|([合四一上尺工凡六五乙仩伬仜][+-]?)([1-8hsdc/]*))\s*")
_ITEM = re.compile(r"(?P<title>【[^【】]*】)|(?P<word>[^\s{}])\s*(?:\{(?P<notes>[^{}]*)\})?|\s+")


@dataclass(frozen=True)
class _Token:
    """One sign as the text has it; `word` counts the sung characters from 0."""

    word: int
    sign: str
    side: bool
    marks: str

    @property
    def digits(self) -> tuple[int, ...]:
        return tuple(int(m) for m in self.marks if m.isdigit())

    @property
    def ornaments(self) -> tuple[Ornament, ...]:
        kinds = [LETTERS[m] for m in self.marks if m in LETTERS] + ["带"] * self.side
        return tuple(Ornament(kind=k, status=Status.CONFIRMED) for k in kinds)


def read(text: str, heading: Heading) -> Score:
    """Return the score of a GCN text. Raises Refusal, with the line, for what is no GCN."""
    if len(text) > MOST_SIGNS:
        raise Refusal(_("this text is too long for a score; cut it into its arias"))
    words, tokens = _parsed(text)
    free = _opening(tokens)
    onsets, end = _onsets(tokens, free)
    ends = [*(start for start, _known in onsets), end][1:]
    notes = [
        _note(token, start, after - start, known)
        for token, (start, known), after in zip(tokens, onsets, ends, strict=True)
    ]
    spans = (*_pauses(tokens[:free]), *_beats(tokens[free:], float(free)))
    return build(
        heading, Body([plain(w) for w in words], notes, spans, float(free), Status.INFERRED)
    )


def _parsed(text: str) -> tuple[list[str], list[_Token]]:
    words: list[str] = []
    tokens: list[_Token] = []
    at = 0
    while at < len(text):
        found = _ITEM.match(text, at)
        if found is None:
            raise _wrong(text, at, text[at], _("a brace is not closed or not opened"))
        word = found["word"]
        if word and (found["notes"] is not None or unicodedata.category(word) == "Lo"):
            words.append(word)
            tokens += _signs(text, found, len(words) - 1)
        elif word and unicodedata.category(word)[0] != "P":
            raise _wrong(text, at, word, _("it is no character of the song"))
        at = found.end()
    return words, tokens


def _signs(text: str, item: re.Match[str], word: int) -> Iterator[_Token]:
    """Yield the signs of one character; side notes stay open from bracket to bracket."""
    at, side = item.start("notes"), False
    if not (item["notes"] or "").strip():
        return
    while at < item.end("notes"):
        found = _NOTE.match(text, at, item.end("notes"))
        if found is None:
            raise _wrong(text, at, text[at], _("it is no gongche sign and no mark"))
        if found[1]:
            side = found[1] in "(（"
        else:
            sign = signs.read(found[2])
            if sign is None:
                raise _wrong(text, at, found[2], _("there is no such sign"))
            yield _Token(word, sign, side, found[3])
        at = found.end()
    if side:
        raise _wrong(text, item.start(), item[0][:12], _("a bracket is not closed"))


def _wrong(text: str, at: int, what: str, why: str) -> Refusal:
    sentence = _("GCN, line {line}: at “{what}”: {why}")
    return Refusal(sentence.format(line=text.count("\n", 0, at) + 1, what=what, why=why))


def _opening(tokens: Sequence[_Token]) -> int:
    """Return how many notes stand before the first beat.

    底板 alone marks where a free phrase ends, unless an 眼 follows it: then it is a 板.
    """
    first = next((i for i, t in enumerate(tokens) if set(t.digits) - {5}), len(tokens))
    pauses = [i for i in range(first) if tokens[i].digits]
    if pauses and first < len(tokens) and tokens[first].digits[0] in (2, 3, 6, 7):
        return pauses[-1]
    return first


def _onsets(tokens: Sequence[_Token], free: int) -> tuple[list[tuple[float, bool]], float]:
    """Return (onset, whether a mark says so) of each note, and where the last one ends."""
    starts: list[tuple[float, bool]] = [(float(i), False) for i in range(free)]
    inside: list[list[int]] = []
    for i, token in enumerate(tokens[free:], free):
        beats: list[list[int]] = [[] for _digit in token.digits]
        (beats or inside[-1:])[0].append(i)
        inside += beats
    for k, notes in enumerate(inside):
        starts += [(free + k + part, part == 0) for part in _parts(tokens, notes)]
    return starts, float(free + len(inside))


def _parts(tokens: Sequence[_Token], notes: Sequence[int]) -> list[float]:
    """Return where in a beat its notes begin, 0 to 1."""
    digits = tokens[notes[0]].digits if notes else ()
    if not digits:  # the note before is held into this beat and has a share of it
        return _shares(len(notes) + 1)[1:]
    if digits[0] >= OFF:
        return [0.5 + 0.5 * share for share in _shares(len(notes))]
    return _shares(len(notes))


def _shares(n: int) -> list[float]:
    """Return where n notes begin that share 1 in halves, quarters, …, the first the longer."""
    units = 1 << (n - 1).bit_length()
    long = units - n
    return [(2 * i if i < long else i + long) / units for i in range(n)]


def _pauses(tokens: Sequence[_Token]) -> Iterator[BeatSpan]:
    """Yield the 底板 of the free opening, each on its note."""
    for i, token in enumerate(tokens):
        if token.digits:
            yield _span(float(i), "底板", Status.CONFIRMED)


def _beats(tokens: Sequence[_Token], start: float) -> Iterator[BeatSpan]:
    codes = [0, *(d for token in tokens for d in token.digits), 0]
    for k, (before, code, after) in enumerate(zip(codes, codes[1:], codes[2:], strict=False)):
        mark, status = _MARKS[code], Status.CONFIRMED
        if code == 2 and (before in (3, 7) or after in (3, 7)):
            mark, status = "末眼" if before in (3, 7) else "头眼", Status.DERIVED
        yield _span(start + k, mark, status)


def _span(onset: float, mark: Mark, status: Status) -> BeatSpan:
    return BeatSpan(onset=onset, duration=1, status=Status.CONFIRMED, mark=mark, mark_status=status)


def _note(token: _Token, onset: float, duration: float, known: bool) -> Note:
    semitones = SIGNS["gongche"][token.sign]
    return Note(
        gongche=token.sign, semitones=semitones, jianpu=signs.jianpu(semitones),
        syllable=token.word, onset=onset, duration=duration,
        onset_status=Status.CONFIRMED if known else Status.INFERRED,
        duration_status=Status.INFERRED, ornaments=token.ornaments,
        breath=Status.CONFIRMED if "/" in token.marks else None,
    )  # fmt: skip
