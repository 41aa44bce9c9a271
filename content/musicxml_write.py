"""A score as MusicXML: what notation programs, and our own staff, read.

Beats are quarters and 上 is the given key, else 小工 (D4). Bars begin at each 板 where the
score says which beats are 板, else at each marked beat.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import get_args
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from content import foreign, signs
from content.errors import Refusal
from content.foreign import Written, breathes, carried, known_mark
from content.musicxml import SHANG_FIELD, STATUS_FIELD
from content.score import BeatSpan, Mark, OrnamentKind, Score
from content.texts import _, lang

KINDS: tuple[OrnamentKind, ...] = get_args(OrnamentKind)
_BARS: tuple[Mark, ...] = ("头板", "赠板", "底板", "腰赠板")
_NAMES = ("breve", "whole", "half", "quarter", "eighth", "16th", "32nd", "64th", "128th", "256th")
_TYPES = {Fraction(8, 2**k): name for k, name in enumerate(_NAMES)}
_MOST_DIVISIONS = 16_383  # what MusicXML allows
_SHARP = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_FLAT = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")


@dataclass(frozen=True)
class _Piece:
    """A written note or rest: part of a sung note between two bar lines. Times in beats.

    `tuplet`: how many stand in the time of the power of two below; 1 for none.
    """

    note: int | None
    onset: Fraction
    length: Fraction
    kind: str
    dotted: bool
    tuplet: int


def write(
    score: Score, shang: int = signs.SHANG, scripts: tuple[str, ...] = ("trad", "simp")
) -> Written:
    """Return a score as MusicXML, with its words in one script or both.

    Raises Refusal where a length has no written form.
    """
    marked = all(known_mark(s) for s in score.spans)
    edges = _edges(score, marked)
    bars = [list(_pieces(score, left, right)) for left, right in edges]
    times = [p.length for bar in bars for p in bar]
    times += [p.onset for bar in bars for p in bar]
    times += [_exact(s.onset) for s in score.spans]
    divisions = lcm(*(t.denominator for t in times), 1)
    if divisions > _MOST_DIVISIONS:
        raise Refusal(_("the lengths of this score divide a beat too oddly for MusicXML"))
    root = _head(score, shang)
    part = SubElement(root, "part", id="P1")
    for number, ((left, right), bar) in enumerate(zip(edges, bars, strict=True), 1):
        writer = _Writer(score, divisions, shang, scripts, marked)
        writer.measure(part, number, (left, right), bar)
    indent(root, " ")
    lost = list(foreign.losses(score, KINDS, scripts=2))
    if not marked and any(s.mark for s in score.spans):
        lost.append(_("Marks of beats that are only inferred stay behind, all of them."))
    return Written(tostring(root, encoding="utf-8", xml_declaration=True), tuple(lost))


def _exact(beats: float) -> Fraction:
    return Fraction(beats).limit_denominator(96)


def _edges(score: Score, marked: bool) -> list[tuple[Fraction, Fraction]]:
    """Return where bars begin and end: the free opening, a pickup, then bar by bar."""
    free = _exact(score.free_until)
    timed = [s for s in score.spans if s.onset >= score.free_until - 1e-6]
    heads = [s for s in timed if s.mark in _BARS] if marked else timed
    ends = [(n.onset, n.duration) for n in score.notes[-1:]]
    ends += [(s.onset, s.duration) for s in score.spans]
    end = max(_exact(onset) + _exact(duration) for onset, duration in ends)
    starts = sorted({Fraction(0), free, *(_exact(s.onset) for s in heads)} - {end})
    return list(zip(starts, [*starts[1:], end], strict=True))


def _pieces(score: Score, left: Fraction, right: Fraction) -> Iterator[_Piece]:
    """Yield what stands between two bar lines, rests in the gaps."""
    at = left
    for i, note in enumerate(score.notes):
        start, end = _exact(note.onset), _exact(note.onset) + _exact(note.duration)
        start, end = max(start, at), min(end, right)
        if start >= end:
            continue
        yield from _spelled(None, at, start)
        yield from _spelled(i, start, end)
        at = end
    yield from _spelled(None, at, right)


def _spelled(note: int | None, start: Fraction, end: Fraction) -> Iterator[_Piece]:
    """Yield a length as notes that have a name, longest first."""
    left = end - start
    odd = left.denominator
    while odd % 2 == 0:
        odd //= 2
    scale = Fraction(odd, _below(odd))
    while left > 0:
        value, dotted = _longest(left * scale)
        length = value * (Fraction(3, 2) if dotted else 1) / scale
        yield _Piece(note, start, length, _TYPES[value], dotted, odd)
        start, left = start + length, left - length


def _longest(length: Fraction) -> tuple[Fraction, bool]:
    for value in sorted(_TYPES, reverse=True):
        for dotted in (True, False):
            if value * (Fraction(3, 2) if dotted else 1) <= length:
                return value, dotted
    raise Refusal(_("the lengths of this score divide a beat too oddly for MusicXML"))


def _head(score: Score, shang: int) -> Element:
    root = Element("score-partwise", version="4.0")
    SubElement(SubElement(root, "work"), "work-title").text = score.title.read(lang())
    about = SubElement(root, "identification")
    SubElement(about, "source").text = score.edition.read(lang())
    fields = SubElement(about, "miscellaneous")
    for name, value in ((STATUS_FIELD, foreign.statuses(score)), (SHANG_FIELD, str(shang))):
        SubElement(fields, "miscellaneous-field", name=name).text = value
    parts = SubElement(root, "part-list")
    SubElement(SubElement(parts, "score-part", id="P1"), "part-name").text = score.title.read(
        lang()
    )
    return root


@dataclass
class _Writer:
    score: Score
    divisions: int
    shang: int
    scripts: tuple[str, ...]
    marked: bool

    def measure(
        self, part: Element, number: int, edge: tuple[Fraction, Fraction], bar: list[_Piece]
    ) -> None:
        left, right = edge
        free = left < _exact(self.score.free_until)
        measure = SubElement(part, "measure", number=str(number))
        heads = {_exact(s.onset) for s in self.score.spans}
        if not free and left not in heads:
            measure.set("implicit", "yes")
        self._attributes(measure, right - left, free, first=number == 1)
        if number == 1 and self.score.tempo_basis.status.gradable:
            SubElement(measure, "sound", tempo=f"{self.score.tempo_bpm:g}")
        for piece in bar:
            for span in self.score.spans:
                if self.marked and piece.onset <= _exact(span.onset) < piece.onset + piece.length:
                    self._mark(measure, span, piece.onset)
            self._note(measure, piece)

    def _attributes(self, measure: Element, length: Fraction, free: bool, first: bool) -> None:
        attributes = SubElement(measure, "attributes")
        if first:
            SubElement(attributes, "divisions").text = str(self.divisions)
            SubElement(SubElement(attributes, "key"), "fifths").text = str(_fifths(self.shang))
        time = SubElement(attributes, "time")
        if free or length.denominator & (length.denominator - 1):
            SubElement(time, "senza-misura")
        else:
            SubElement(time, "beats").text = str(length.numerator)
            SubElement(time, "beat-type").text = str(4 * length.denominator)
        if first:
            clef = SubElement(attributes, "clef")
            SubElement(clef, "sign").text, SubElement(clef, "line").text = "G", "2"

    def _mark(self, measure: Element, span: BeatSpan, at: Fraction) -> None:
        direction = SubElement(measure, "direction", placement="above")
        kind = SubElement(direction, "direction-type")
        SubElement(kind, "words").text = span.mark
        if offset := int((_exact(span.onset) - at) * self.divisions):
            SubElement(direction, "offset").text = str(offset)

    def _note(self, measure: Element, piece: _Piece) -> None:
        element = SubElement(measure, "note")
        if piece.note is None:
            SubElement(element, "rest")
        else:
            self._pitch(element, self.shang + self.score.notes[piece.note].semitones)
        SubElement(element, "duration").text = str(int(piece.length * self.divisions))
        ties = self._ties(piece)
        for tie in ties:
            SubElement(element, "tie", type=tie)
        SubElement(element, "type").text = piece.kind
        if piece.dotted:
            SubElement(element, "dot")
        if piece.tuplet > 1:
            ratio = SubElement(element, "time-modification")
            SubElement(ratio, "actual-notes").text = str(piece.tuplet)
            SubElement(ratio, "normal-notes").text = str(_below(piece.tuplet))
        if piece.note is not None:
            self._signs(element, piece.note, ties)
            if "stop" not in ties:
                self._lyrics(element, piece.note)

    def _pitch(self, element: Element, midi: int) -> None:
        name = (_FLAT if _fifths(self.shang) < 0 else _SHARP)[midi % 12]
        pitch = SubElement(element, "pitch")
        SubElement(pitch, "step").text = name[0]
        if name[1:]:
            SubElement(pitch, "alter").text = "1" if name[1:] == "#" else "-1"
        SubElement(pitch, "octave").text = str(midi // 12 - 1)

    def _ties(self, piece: _Piece) -> list[str]:
        if piece.note is None:
            return []
        note = self.score.notes[piece.note]
        held = piece.onset > _exact(note.onset)
        holds = piece.onset + piece.length < _exact(note.onset) + _exact(note.duration)
        return ["stop"] * held + ["start"] * holds

    def _signs(self, element: Element, index: int, ties: list[str]) -> None:
        note = self.score.notes[index]
        notations = SubElement(element, "notations")
        for tie in ties:
            SubElement(notations, "tied", type=tie)
        kinds = carried(note, KINDS) if "stop" not in ties else ()
        if kinds:
            ornaments = SubElement(notations, "ornaments")
            for kind in kinds:
                SubElement(ornaments, "other-ornament").text = kind
        if breathes(note) and "start" not in ties:
            SubElement(SubElement(notations, "articulations"), "breath-mark")
        if len(notations) == 0:
            element.remove(notations)

    def _lyrics(self, element: Element, index: int) -> None:
        notes = self.score.notes
        if index and notes[index - 1].syllable == notes[index].syllable:
            return
        syllable = self.score.syllables[notes[index].syllable]
        sung = {"trad": syllable.trad, "simp": syllable.simp}
        texts = dict.fromkeys(sung[script] for script in self.scripts)
        for number, text in enumerate(texts, 1):
            lyric = SubElement(element, "lyric", number=str(number))
            SubElement(lyric, "syllabic").text = "single"
            SubElement(lyric, "text").text = text


def _fifths(shang: int) -> int:
    """Return the sharps (+) or flats (-) of the major key on 上."""
    return (shang * 7 + 6) % 12 - 6


def _below(odd: int) -> int:
    return 1 << (odd.bit_length() - 1)
