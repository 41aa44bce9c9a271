"""How jianpu spells a length: digits, dashes, underlines, dots and ties, before any drawing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from content.errors import Refusal
from content.score import Score
from content.texts import _

# Length in beats -> (underlines, dotted); longest first.
_SHORT = {0.75: (1, True), 0.5: (1, False), 0.375: (2, True), 0.25: (2, False), 0.125: (3, False)}
_ROUND = 1e-6


@dataclass(frozen=True)
class Sign:
    """One digit or dash. `onset` in beats; `tied` binds it to the digit of the note before it.

    A rest is the digit 0; `note` is then the one that comes after it.
    """

    note: int
    onset: float
    digit: str
    octave: int = 0
    underlines: int = 0
    dotted: bool = False
    tied: bool = False

    @property
    def dash(self) -> bool:
        """Whether this sign only holds the one before it."""
        return self.digit == "-"

    @property
    def rest(self) -> bool:
        """Whether nothing is sung."""
        return self.digit == "0"

    @property
    def begins(self) -> bool:
        """Whether a note begins here."""
        return not (self.dash or self.tied or self.rest)


@dataclass(frozen=True)
class Bar:
    """The signs between two bar lines; `span` is None before the first marked beat."""

    span: int | None
    signs: tuple[Sign, ...]


def bars(score: Score) -> tuple[Bar, ...]:
    """Return every note of `score` as signs: the free opening, a pickup, one bar a marked span.

    Raises Refusal for a length that is no multiple of an eighth of a beat.
    """
    free = tuple(s for i in range(len(score.notes)) for s in _free_sign(score, i))
    both = ((*_rests(score, i), *_timed_signs(score, i)) for i in range(len(score.notes)))
    signs = [sign for found in both for sign in found]
    starts = [s.onset for s in score.spans if s.onset >= score.free_until]
    first = len(score.spans) - len(starts)
    pickup = tuple(s for s in signs if not starts or s.onset < starts[0] - _ROUND)
    opening = tuple(Bar(None, found) for found in (free, pickup) if found)
    return (*opening, *_cut(signs, starts, first))


def spell(length: float) -> tuple[tuple[float, int, bool], ...]:
    """Return a length in beats as digits of (beats, underlines, dotted), tied one to the next.

    Raises Refusal for a length that is no multiple of an eighth of a beat.
    """
    if abs(length - 1.5) < _ROUND:
        return ((1.5, 0, True),)
    whole = float(int(length + _ROUND))
    out = [(whole, 0, False)] if whole else []
    rest = length - whole
    for value, (underlines, dotted) in _SHORT.items():
        if rest >= value - _ROUND:
            out.append((value, underlines, dotted))
            rest -= value
    if rest > _ROUND:
        sentence = _("jianpu cannot write a note of {n:.3f} beats; give it eighths of a beat")
        raise Refusal(sentence.format(n=length))
    return tuple(out)


def pitch(jianpu: str) -> tuple[str, int]:
    """Return digit and octave of a jianpu text such as "6," (one octave down) or "1'" (up)."""
    return jianpu.rstrip(",'"), jianpu.count("'") - jianpu.count(",")


def _free_sign(score: Score, index: int) -> Iterator[Sign]:
    note = score.notes[index]
    if note.onset < score.free_until:
        yield Sign(index, note.onset, *pitch(note.jianpu))


def _timed_signs(score: Score, index: int) -> Iterator[Sign]:
    note = score.notes[index]
    if note.onset < score.free_until:
        return
    at = note.onset
    for left, right in _cuts(score, note.onset, note.onset + note.duration):
        for beats, underlines, dotted in spell(right - left):
            digit = Sign(index, at, *pitch(note.jianpu), underlines, dotted)
            yield replace(digit, tied=at > note.onset)
            yield from (Sign(index, at + k, "-") for k in range(1, int(beats)))
            at += beats


def _rests(score: Score, index: int) -> Iterator[Sign]:
    """Yield the silence before a note: a 0 for each beat and for what is left of one."""
    note = score.notes[index]
    before = score.notes[index - 1] if index else None
    at = max(score.free_until, before.onset + before.duration if before else 0.0)
    if note.onset < score.free_until or note.onset - at <= _ROUND:
        return
    for left, right in _cuts(score, at, note.onset):
        for beats, underlines, dotted in spell(right - left):
            for k in range(max(int(beats), 1)):
                yield Sign(index, at + k, "0", 0, underlines, dotted and beats < 1)
            if beats == 1.5:
                yield Sign(index, at + 1, "0", 0, 1)
            at += beats


def _cuts(score: Score, start: float, end: float) -> Iterator[tuple[float, float]]:
    """Yield a time cut where a marked beat begins inside it."""
    inside = [s.onset for s in score.spans if start + _ROUND < s.onset < end - _ROUND]
    return pairwise([start, *inside, end])


def _cut(signs: list[Sign], starts: list[float], first: int) -> Iterator[Bar]:
    edges = [*starts, float("inf")]
    for i, (left, right) in enumerate(pairwise(edges)):
        inside = tuple(s for s in signs if left - _ROUND <= s.onset < right - _ROUND)
        yield Bar(first + i, inside)
