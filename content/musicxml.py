"""MusicXML (score-partwise, one part, one voice) as a score.

What survives a round trip with `musicxml_write`: words in both scripts, signs, onsets and
lengths with their statuses, beat spans with their marks, the free opening, known ornaments
and breaths, the tempo. Readings, tones and variants do not. What would change pitch, time
or order and has no place in a score (chords, grace notes, repeats, …) is refused by its
name and measure; what only changes the look is passed over.

A file may name a DOCTYPE, as most do, but nothing is fetched or expanded.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import get_args
from xml.etree.ElementTree import Element

from content import signs
from content.errors import Refusal
from content.foreign import (
    MOST_BEATS,
    Body,
    Heading,
    Sung,
    build,
    character,
    known,
    least,
    marked,
    pitched,
)
from content.score import FASTEST, SLOWEST, Mark, OrnamentKind, Score, Syllable
from content.texts import _
from content.xmlfile import LISTED, children, number, parse, refused

STATUS_FIELD, SHANG_FIELD = "shuimo.status", "shuimo.shang"
_STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_TEMPO = re.compile(r"[1-9]\d{0,3}(\.\d{1,6})?")
_MARKS: Mapping[str | None, Mark] = {mark: mark for mark in get_args(Mark)}
_ENDLESS = Fraction(MOST_BEATS + 1)  # what is longer is refused just as this is
_KINDS: Mapping[str | None, OrnamentKind] = {kind: kind for kind in get_args(OrnamentKind)}


@dataclass
class _Reader:
    """Walks the measures once; times are in beats."""

    now: Fraction = Fraction(0)
    where: str = "?"
    divisions: int = 1
    fifths: int | None = None
    tempo: float | None = None
    free: bool = False
    free_until: Fraction = Fraction(0)
    measures: list[Fraction] = field(default_factory=list)
    marks: list[tuple[Fraction, Mark | None]] = field(default_factory=list)
    sung: list[Sung] = field(default_factory=list)
    words: list[Syllable] = field(default_factory=list)
    voice: str | None = None


def read(data: bytes, heading: Heading) -> Score:
    """Return the score of a MusicXML file. Raises Refusal in words for what is none."""
    root = parse(data)
    if root.tag != "score-partwise":
        sentence = _("MusicXML: <{tag}> holds no parts with measures; export it as score-partwise")
        raise Refusal(sentence.format(tag=root.tag[:40]))
    parts = root.findall("part")
    if len(parts) != 1:
        sentence = _(
            "MusicXML: this has {n} parts, a score has the one that is sung; keep that one"
        )
        raise Refusal(sentence.format(n=len(parts)))
    reader = _Reader()
    for measure in parts[0].iter("measure"):
        _measure(reader, measure)
    fields = {e.get("name"): e.text or "" for e in root.iter("miscellaneous-field")}
    return build(heading, _body(reader, heading.shang, fields))


def _measure(reader: _Reader, measure: Element) -> None:
    reader.where = _("MusicXML, measure {n}").format(n=measure.get("number", "?")[:20])
    start = reader.now
    for child in children(reader.where, measure):
        _HANDLERS.get(child.tag, lambda _reader, _element: None)(reader, child)
    if reader.free and start == reader.free_until:
        reader.free_until = reader.now
    elif measure.get("implicit") != "yes":
        reader.measures.append(start)


def _attributes(reader: _Reader, element: Element) -> None:
    for child in children(reader.where, element):
        if child.tag == "divisions":
            reader.divisions = int(number(reader.where, child))
            if reader.divisions < 1:
                raise refused(reader.where, "divisions")
        elif child.tag == "staves" and number(reader.where, child) != 1:
            raise refused(reader.where, "staves")
        elif child.tag == "key":
            reader.fifths = int(number(reader.where, child.find("fifths")))
        elif child.tag == "time":
            reader.free = child.find("senza-misura") is not None


def _beats(reader: _Reader, element: Element, tag: str) -> Fraction:
    value = number(reader.where, element.find(tag))
    return min(Fraction(value).limit_denominator(10_000) / reader.divisions, _ENDLESS)


def _direction(reader: _Reader, element: Element) -> None:
    at = reader.now + _beats(reader, element, "offset")
    if at < 0:
        raise refused(reader.where, "offset")
    for child in children(reader.where, element):
        if child.tag == "direction-type":
            for words in children(reader.where, child):
                if words.tag == "words" and words.text in _MARKS:
                    reader.marks.append((at, _MARKS[words.text]))
        elif child.tag == "sound":
            _sound(reader, child)


def _sound(reader: _Reader, element: Element) -> None:
    if reader.tempo is None and (said := element.get("tempo")):
        tempo = float(said) if _TEMPO.fullmatch(said) else 0.0
        reader.tempo = tempo if SLOWEST <= tempo <= FASTEST else None


def _barline(reader: _Reader, element: Element) -> None:
    children(reader.where, element)


def _note(reader: _Reader, element: Element) -> None:
    children(reader.where, element)
    voice = element.findtext("voice", "1")
    reader.voice = reader.voice or voice
    if voice != reader.voice:
        raise refused(reader.where, "voice")
    length = _beats(reader, element, "duration")
    if length <= 0:
        sentence = _("{where}: note {n} has no length; give it one or take it out")
        raise Refusal(sentence.format(where=reader.where, n=len(reader.sung) + 1))
    pitch = element.find("pitch")
    if pitch is not None:
        _sing(reader, element, _midi(reader, pitch), length)
    reader.now += length


def _sing(reader: _Reader, element: Element, midi: int, length: Fraction) -> None:
    last = reader.sung[-1] if reader.sung else None
    held = any(t.get("type") == "stop" for t in element.findall("tie"))
    word = _word(reader, element)
    marks = _marks(reader, element)
    if held and word is None and last and last.midi == midi:
        longer = last.duration + float(length)
        kinds = (*last.ornaments, *marks)
        reader.sung[-1] = Sung(
            midi, last.syllable, last.onset, longer, kinds, last.breath or _breath(element)
        )
        return
    if word is not None:
        reader.words.append(word)
    if not reader.words:
        sentence = _("{where}: note {n} has no word; a score needs the words under its notes")
        raise Refusal(sentence.format(where=reader.where, n=len(reader.sung) + 1))
    sung = Sung(
        midi, len(reader.words) - 1, float(reader.now), float(length), marks, _breath(element)
    )
    reader.sung.append(sung)


def _word(reader: _Reader, element: Element) -> Syllable | None:
    scripts = [
        found
        for lyric in element.findall("lyric")
        if (found := character(lyric.findtext("text", ""), reader.where))
    ]
    return Syllable(trad=scripts[0], simp=scripts[-1], pinyin="") if scripts else None


def _marks(reader: _Reader, element: Element) -> tuple[OrnamentKind, ...]:
    kinds: list[OrnamentKind] = []
    for notations in element.findall("notations"):
        for group in children(reader.where, notations):
            if group.tag not in LISTED:
                continue
            for mark in children(reader.where, group):
                if mark.tag == "other-ornament" and mark.text not in _KINDS:
                    raise refused(reader.where, f"other-ornament: {mark.text}")
                kinds += [_KINDS[mark.text]] if mark.text in _KINDS else []
    return tuple(kinds)


def _breath(element: Element) -> bool:
    return element.find("notations/articulations/breath-mark") is not None


def _midi(reader: _Reader, pitch: Element) -> int:
    alter = number(reader.where, pitch.find("alter"))
    octave = number(reader.where, pitch.find("octave"))
    step = _STEPS.get(pitch.findtext("step", ""))
    if step is None or alter not in (-2, -1, 0, 1, 2) or octave not in range(10):
        raise refused(reader.where, "pitch")
    return int(12 * (octave + 1) + step + alter)


_HANDLERS = {
    "note": _note, "attributes": _attributes, "direction": _direction, "sound": _sound,
    "barline": _barline,
}  # fmt: skip


def _body(reader: _Reader, shang: int | None, fields: Mapping[str | None, str]) -> Body:
    if shang is None:
        shang = _shang(reader.fifths, fields.get(SHANG_FIELD))
    marks = reader.marks or [(at, None) for at in reader.measures]
    starts = [(float(at), mark) for at, mark in sorted(marks, key=lambda mark: mark[0])]
    of_notes, of_spans = known(fields.get(STATUS_FIELD), len(reader.sung), len(starts))
    notation, notes = pitched(reader.sung, shang, of_notes)
    times = (reader.sung, float(reader.free_until), float(reader.now))
    spans = tuple(marked(starts, of_spans, times))
    return Body(
        reader.words, notes, spans, float(reader.free_until), least(of_notes), notation,
        reader.tempo, shang,
    )  # fmt: skip


def _shang(fifths: int | None, said: str | None) -> int:
    """Return the MIDI number of 上: what our own file says, else the tonic of its major key."""
    if (told := signs.shang(said)) is not None:
        return told
    if fifths is None:
        return signs.SHANG
    tonic = 60 + 7 * fifths % 12
    return tonic - 12 if tonic > max(signs.KEYS.values()) else tonic
