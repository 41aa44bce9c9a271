"""A master's word in print: which place of an attempt it means, and how that is said."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from content.assessment import Assessment, Item, Where
from content.correction import Correction
from content.errors import Refusal
from content.texts import _
from lessons.advice_place import script

Run = tuple[str, int, int]  # a syllable as its source writes it, its first note and its last


def place(assessment: Assessment, named: str, simplified: Mapping[str, str]) -> Where:
    """Return the place of a syllable, or of the note, stroke or line of this number (from 1).

    `simplified`: how a character of the source is written today; both forms are understood.
    Raises Refusal where nothing is called so, or more than one place is.
    """
    runs = list(_runs(assessment.items))
    if named.isdecimal():
        return _numbered(len(assessment.items), runs, int(named), simplified)
    found = [run for run in runs if named in (run[0], simplified.get(run[0]))]
    if len(found) == 1:
        return _at(found[0], simplified)
    if found:
        sentence = _("“{word}” stands here more than once; name it by a number: {there}")
        there = ", ".join(str(first + 1) for _lyric, first, _last in found)
    elif runs:
        sentence = _("“{word}” is not among the syllables of this attempt: {there}")
        there = "".join(lyric for lyric, _first, _last in runs)
    else:
        sentence = _("this attempt knows no syllables: leave --at out, or give it a number")
        there = ""
    raise Refusal(sentence.format(word=named, there=there))


def where(said: Correction) -> str:
    """Return the place of a word for a reader; nothing where it is of the whole attempt."""
    if said.at is None or said.at.kind == "whole":
        return ""
    number, _space, lyric = said.at.id.partition(" ")
    if lyric:
        return script(lyric)
    return _("Number {n}").format(n=int(number) + 1) if number.isdecimal() else said.at.id


def whose(said: Correction) -> str:
    """Return who said a word, on which day, of what."""
    return " · ".join(filter(None, (said.who, said.given.isoformat(), said.aspect)))


def _runs(items: Sequence[Item]) -> Iterator[Run]:
    """Yield each syllable with the notes it is sung on."""
    for lyric, notes in groupby(enumerate(items), key=lambda pair: pair[1].get("lyric")):
        indices = [i for i, _item in notes]
        if isinstance(lyric, str):
            yield lyric, indices[0], indices[-1]


def _numbered(n: int, runs: Sequence[Run], number: int, simplified: Mapping[str, str]) -> Where:
    if not 1 <= number <= n:
        sentence = _("this attempt has no number {number}; it has {n} notes, strokes or lines")
        raise Refusal(sentence.format(number=number, n=n))
    index = number - 1
    for lyric, first, last in runs:
        if first <= index <= last:
            return _at((lyric, index, index), simplified)
    return Where(kind="note", id=str(index))


def _at(run: Run, simplified: Mapping[str, str]) -> Where:
    lyric, first, last = run
    number = f"{first}" if first == last else f"{first}-{last}"
    return Where(kind="note", id=f"{number} {lyric}/{simplified.get(lyric, lyric)}")
