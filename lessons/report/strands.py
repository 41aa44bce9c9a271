"""How a score falls apart for drawing: the notes of one syllable inside one marked beat."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from content.score import Score, Syllable

Script = Literal["trad", "simp"]


@dataclass(frozen=True)
class Strand:
    """Notes (indices) of one syllable in one beat span.

    `marked` is the span that starts with the first note; None inside a span or in free rhythm.
    Without notes the span starts while the note before is still held.
    """

    syllable: int
    notes: tuple[int, ...]
    marked: int | None


def strands(score: Score) -> tuple[Strand, ...]:
    """Return every note of `score` once, in order, with every marked span in its place."""
    keyed = [(note.syllable, _span_at(score, note.onset), i) for i, note in enumerate(score.notes)]
    out: list[Strand] = []
    seen = -1
    for (syllable, span), group in groupby(keyed, key=lambda k: k[:2]):
        notes = tuple(k[2] for k in group)
        held = [s for s in range(seen + 1, span) if score.spans[s].onset >= score.free_until]
        previous = out[-1].syllable if out else syllable
        out.extend(Strand(previous, (), s) for s in held)
        out.extend(
            _split(score, Strand(syllable, notes, None), span if span > seen else -1, previous)
        )
        seen = max(seen, span)
    return (*out, *_tail(score, seen))


def by_syllable(score: Score) -> tuple[tuple[int, tuple[Strand, ...]], ...]:
    """Return the strands of each sung syllable, in order."""
    groups = groupby(strands(score), key=lambda s: s.syllable)
    return tuple((syllable, tuple(group)) for syllable, group in groups)


def glyph(syllable: Syllable, script: Script) -> str:
    """Return a syllable in the chosen script, as it was keyed."""
    return syllable.trad if script == "trad" else syllable.simp


def is_free(score: Score, syllable: int) -> bool:
    """Whether a syllable begins in the free opening (散板)."""
    first = next(n for n in score.notes if n.syllable == syllable)
    return first.onset < score.free_until


def pause_at(score: Score, note: int) -> int | None:
    """Return the span that marks a note of the free opening: a 底板 where a phrase ends."""
    onset = score.notes[note].onset
    if onset >= score.free_until:
        return None
    starts = (i for i, s in enumerate(score.spans) if abs(s.onset - onset) < 1e-6)
    return next(starts, None)


def _span_at(score: Score, onset: float) -> int:
    """Return the span an onset lies in; -1 in the free opening."""
    if onset < score.free_until:
        return -1
    return bisect_right([s.onset for s in score.spans], onset + 1e-9) - 1


def _split(score: Score, strand: Strand, span: int, previous: int) -> Iterator[Strand]:
    """Yield a strand with the span that starts in it; a note held over it has its own mark."""
    if span >= 0 and score.notes[strand.notes[0]].onset - score.spans[span].onset > 1e-6:
        yield Strand(previous, (), span)
        yield strand
    else:
        yield replace(strand, marked=span if span >= 0 else None)


def _tail(score: Score, seen: int) -> Iterator[Strand]:
    """Yield the spans that start while the last note is held."""
    if not score.notes:
        return
    last = score.notes[-1]
    for i in range(seen + 1, len(score.spans)):
        if score.free_until <= score.spans[i].onset < last.onset + last.duration:
            yield Strand(last.syllable, (), i)
