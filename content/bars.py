"""A score between bar lines: bars, and lengths as notes that have a name. Times in beats."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from content.errors import Refusal
from content.score import Mark, Score
from content.texts import _

_BARS: tuple[Mark, ...] = ("头板", "赠板", "底板", "腰赠板")
_FREE_NOTES = 8  # in one line of the free opening
_ROUND = Fraction(1, 960)  # beats: half a tick of MIDI
_NAMES = ("breve", "whole", "half", "quarter", "eighth", "16th", "32nd", "64th", "128th", "256th")
_TYPES = {Fraction(8, 2**k): name for k, name in enumerate(_NAMES)}


@dataclass(frozen=True)
class Piece:
    """A written note or rest: part of a sung note between two bar lines. Times in beats.

    `tuplet`: how many stand in the time of the power of two below; 1 for none.
    """

    note: int | None
    onset: Fraction
    length: Fraction
    kind: str
    dotted: bool
    tuplet: int


def exact(beats: float) -> Fraction:
    """Return a time in beats as the fraction it was meant to be. Raises Refusal for none."""
    meant = Fraction(beats).limit_denominator(96)
    if abs(meant - Fraction(beats)) > _ROUND:
        raise Refusal(_("the lengths of this score divide a beat too oddly for MusicXML"))
    return meant


def edges(score: Score, marked: bool) -> list[tuple[Fraction, Fraction]]:
    """Return where bars begin and end: the free opening, a pickup, then bar by bar.

    Raises Refusal where nothing is sung or a time has no written form.
    """
    if not score.notes:
        raise Refusal(_("this score has no notes"))
    timed = [s for s in score.spans if s.onset >= score.free_until - 1e-6]
    heads = [s for s in timed if s.mark in _BARS] if marked else timed
    times = [(n.onset, n.duration) for n in score.notes[-1:]]
    times += [(s.onset, s.duration) for s in score.spans]
    end = max(exact(onset) + exact(duration) for onset, duration in times)
    free = min(exact(score.free_until), end)
    breaks = {Fraction(0), free, *(exact(s.onset) for s in heads), *_rows(score)}
    starts = sorted(breaks - {end})
    return list(zip(starts, [*starts[1:], end], strict=True))


def _rows(score: Score) -> Iterator[Fraction]:
    """Yield where the free opening may be broken into lines: at a character, every few notes."""
    since = 0
    for i, note in enumerate(score.notes):
        begins = i > 0 and note.syllable != score.notes[i - 1].syllable
        if note.onset < score.free_until and begins and i - since >= _FREE_NOTES:
            since = i
            yield exact(note.onset)


def pieces(score: Score, left: Fraction, right: Fraction) -> Iterator[Piece]:
    """Yield what stands between two bar lines, rests in the gaps."""
    at = left
    for i, note in enumerate(score.notes):
        start, length = exact(note.onset), exact(note.duration)
        if length == 0:
            raise Refusal(_("the lengths of this score divide a beat too oddly for MusicXML"))
        start, end = max(start, at), min(start + length, right)
        if start >= end:
            continue
        yield from _spelled(None, at, start)
        yield from _spelled(i, start, end)
        at = end
    yield from _spelled(None, at, right)


def _spelled(note: int | None, start: Fraction, end: Fraction) -> Iterator[Piece]:
    """Yield a length as notes that have a name, longest first."""
    left = end - start
    odd = left.denominator
    while odd % 2 == 0:
        odd //= 2
    scale = Fraction(odd, below(odd))
    while left > 0:
        value, dotted = _longest(left * scale)
        length = value * (Fraction(3, 2) if dotted else 1) / scale
        yield Piece(note, start, length, _TYPES[value], dotted, odd)
        start, left = start + length, left - length


def _longest(length: Fraction) -> tuple[Fraction, bool]:
    for value in sorted(_TYPES, reverse=True):
        for dotted in (True, False):
            if value * (Fraction(3, 2) if dotted else 1) <= length:
                return value, dotted
    raise Refusal(_("the lengths of this score divide a beat too oddly for MusicXML"))


def below(odd: int) -> int:
    """Return the greatest power of two that is not above `odd`."""
    return 1 << (odd.bit_length() - 1)
