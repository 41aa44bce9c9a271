"""One phrase of a score, as a score of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from content.errors import Refusal
from content.score import BeatSpan, Note, Score
from content.texts import _, lang

_ROUND = 1e-6  # beats


@dataclass(frozen=True)
class Excerpt:
    """A phrase and where it stands: note i of it is note i + `first_note` of the whole score.

    `onset` is where it begins in beats of the whole.
    """

    score: Score
    first_note: int
    onset: float

    @property
    def notes(self) -> range:
        """The indices that the phrase's notes have in the whole score."""
        return range(self.first_note, self.first_note + len(self.score.notes))


def excerpt(score: Score, first: int, last: int) -> Excerpt:
    """Return syllables `first` to `last`, both included, with beats counted from 0.

    A span that begins before the phrase is left out: its mark is not sung here. The last
    one ends with the phrase; where that shortens it, its length is no beat's (inferred).
    Raises Refusal where the score has no such syllables or no note stands on them.
    """
    indices = [i for i, note in enumerate(score.notes) if first <= note.syllable <= last]
    if not (0 <= first <= last < len(score.syllables) and indices):
        sentence = _("{title} has no notes on syllables {first} to {last}; it has {n} syllables")
        title, n = score.title.read(lang()), len(score.syllables)
        raise Refusal(sentence.format(title=title, first=first + 1, last=last + 1, n=n))
    notes = score.notes[indices[0] : indices[-1] + 1]
    onset, end = notes[0].onset, notes[-1].onset + notes[-1].duration
    free = min(max(score.free_until - onset, 0.0), end - onset)
    changes = {
        "free_until": free,
        "syllables": score.syllables[first : last + 1],
        "notes": tuple(_moved(note, onset, first) for note in notes),
        "spans": tuple(_clipped(score, onset, end)),
    }
    phrase = Score.model_validate({**dict(score), **changes})
    return Excerpt(phrase, indices[0], onset)


def _moved(note: Note, onset: float, first: int) -> Note:
    return note.model_copy(update={"onset": note.onset - onset, "syllable": note.syllable - first})


def _clipped(score: Score, onset: float, end: float) -> Iterator[BeatSpan]:
    for span in score.spans:
        if not onset - _ROUND <= span.onset < end - _ROUND:
            continue
        moved = {"onset": max(span.onset - onset, 0.0)}
        if span.onset + span.duration <= end + _ROUND:
            yield span.model_copy(update=moved)
        else:
            cut = {"duration": end - span.onset, "length_status": "inferred"}
            yield BeatSpan.model_validate({**dict(span), **moved, **cut})
