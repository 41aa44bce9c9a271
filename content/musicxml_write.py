"""A score as MusicXML: what notation programs, and our own staff, read.

Beats are quarters and 上 is the given key, else 小工 (D4). Bars begin at each 板 where the
score says which beats are 板, else at each marked beat.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import get_args
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from content import foreign, signs
from content.bars import Piece, below, edges, exact, pieces
from content.errors import Refusal
from content.foreign import Written, breathes, carried, known_mark
from content.musicxml import SHANG_FIELD, STATUS_FIELD
from content.score import BeatSpan, OrnamentKind, Score
from content.texts import _, lang

KINDS: tuple[OrnamentKind, ...] = get_args(OrnamentKind)
_MOST_DIVISIONS = 16_383  # what MusicXML allows
_SHARP = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_FLAT = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")


def write(
    score: Score,
    shang: int = signs.SHANG,
    scripts: tuple[str, ...] = ("trad", "simp"),
    marks: bool = True,
) -> Written:
    """Return a score as MusicXML, its words in one script or both, with 板眼 named or not.

    Raises Refusal where a length has no written form.
    """
    marked = all(known_mark(s) for s in score.spans)
    frame = edges(score, marked)
    bars = [list(pieces(score, left, right)) for left, right in frame]
    times = [time for bar in bars for p in bar for time in (p.onset, p.length)]
    times += [exact(s.onset) for s in score.spans]
    divisions = lcm(*(t.denominator for t in times), 1)
    if divisions > _MOST_DIVISIONS:
        raise Refusal(_("the lengths of this score divide a beat too oddly for MusicXML"))
    root = _head(score, shang)
    part = SubElement(root, "part", id="P1")
    writer = _Writer(score, divisions, shang, scripts, marked and marks)
    for number, ((left, right), bar) in enumerate(zip(frame, bars, strict=True), 1):
        writer.measure(part, number, (left, right), bar)
    indent(root, " ")
    lost = [*foreign.losses(score, KINDS, scripts=2), *foreign.unsung(score)]
    if not marked and any(s.mark for s in score.spans):
        lost.append(_("Marks of beats that are only inferred stay behind, all of them."))
    return Written(tostring(root, encoding="utf-8", xml_declaration=True), tuple(lost))


def _head(score: Score, shang: int) -> Element:
    root = Element("score-partwise", version="4.0")
    SubElement(SubElement(root, "work"), "work-title").text = score.title.read(lang())
    about = SubElement(root, "identification")
    SubElement(about, "source").text = score.edition.read(lang())
    fields = SubElement(about, "miscellaneous")
    for name, value in ((STATUS_FIELD, foreign.statuses(score)), (SHANG_FIELD, str(shang))):
        SubElement(fields, "miscellaneous-field", name=name).text = value
    parts = SubElement(root, "part-list")
    SubElement(SubElement(parts, "score-part", id="P1"), "part-name").text = ""
    return root


@dataclass
class _Writer:
    score: Score
    divisions: int
    shang: int
    scripts: tuple[str, ...]
    marks: bool
    time: tuple[str, ...] = ()

    def measure(
        self, part: Element, number: int, edge: tuple[Fraction, Fraction], bar: list[Piece]
    ) -> None:
        left, right = edge
        free = left < exact(self.score.free_until)
        measure = SubElement(part, "measure", number=str(number))
        heads = {exact(s.onset) for s in self.score.spans}
        if not free and left not in heads:
            measure.set("implicit", "yes")
        self._attributes(measure, right - left, free, first=number == 1)
        if number == 1 and self.score.tempo_basis.status.gradable:
            SubElement(measure, "sound", tempo=f"{self.score.tempo_bpm:g}")
        for piece in bar:
            for span in self.score.spans:
                if self.marks and piece.onset <= exact(span.onset) < piece.onset + piece.length:
                    self._mark(measure, span, piece.onset)
            self._note(measure, piece)
        if right < exact(self.score.free_until):
            line = SubElement(measure, "barline", location="right")
            SubElement(line, "bar-style").text = "none"

    def _attributes(self, measure: Element, length: Fraction, free: bool, first: bool) -> None:
        attributes = SubElement(measure, "attributes")
        if first:
            SubElement(attributes, "divisions").text = str(self.divisions)
            SubElement(SubElement(attributes, "key"), "fifths").text = str(_fifths(self.shang))
        signed: tuple[str, ...] = (str(length.numerator), str(4 * length.denominator))
        if free or length.denominator & (length.denominator - 1):
            signed = ("",)
        if signed != self.time:
            self.time = signed
            time = SubElement(attributes, "time")
            for tag, text in zip(("beats", "beat-type"), signed, strict=False):
                SubElement(time, tag if text else "senza-misura").text = text
        if first:
            clef = SubElement(attributes, "clef")
            SubElement(clef, "sign").text, SubElement(clef, "line").text = "G", "2"

    def _mark(self, measure: Element, span: BeatSpan, at: Fraction) -> None:
        direction = SubElement(measure, "direction", placement="above")
        kind = SubElement(direction, "direction-type")
        SubElement(kind, "words").text = span.mark
        if offset := int((exact(span.onset) - at) * self.divisions):
            SubElement(direction, "offset").text = str(offset)

    def _note(self, measure: Element, piece: Piece) -> None:
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
            SubElement(ratio, "normal-notes").text = str(below(piece.tuplet))
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

    def _ties(self, piece: Piece) -> list[str]:
        if piece.note is None:
            return []
        note = self.score.notes[piece.note]
        held = piece.onset > exact(note.onset)
        holds = piece.onset + piece.length < exact(note.onset) + exact(note.duration)
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
