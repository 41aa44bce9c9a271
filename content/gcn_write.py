"""A score as GCN text. `gcn` says what of it survives."""

from bisect import bisect_right
from collections.abc import Sequence

from content import signs
from content.errors import Refusal
from content.foreign import Written, breathes, carried, known_mark, losses
from content.gcn import CODES, KINDS, LETTERS, OFF
from content.score import BeatSpan, Note, Score
from content.texts import _

_ROUND = 1e-6  # beats


def write(score: Score) -> Written:
    """Return a score as GCN text. Raises Refusal for signs that GCN does not have."""
    lost = list(losses(score, KINDS, scripts=1))
    digits = _digits(score)
    if digits is None:
        digits = [()] * len(score.notes)
        lost.append(_("Beats stay behind: the score does not say which 板 or 眼 each of them is."))
    if score.notation != "gongche":
        raise Refusal(_("GCN has no signs for 俗字; export MusicXML, MIDI or YAML"))
    lost.append(_("GCN has no lengths inside a beat."))
    text = "".join(_word(score, i, digits) for i in range(len(score.syllables)))
    return Written((text + "\n").encode(), tuple(lost))


def _digits(score: Score) -> list[tuple[int, ...]] | None:
    """Return the digits of each note, None where they would say more than is known."""
    found: list[list[int]] = [[] for _note in score.notes]
    for span in score.spans:
        mark = known_mark(span)
        if mark is None:
            return None
        i = _bearer(score, span, CODES[mark])
        note = score.notes[i]
        begins = span.onset >= score.free_until and abs(note.onset - span.onset) < _ROUND
        if begins and not note.onset_status.gradable:
            return None
        found[i].append(CODES[mark])
    return [tuple(codes) for codes in found]


def _bearer(score: Score, span: BeatSpan, code: int) -> int:
    """Return the note a mark is written on: the one it sounds with, or that comes off it."""
    onsets = [n.onset for n in score.notes]
    i = bisect_right(onsets, span.onset + _ROUND) - 1
    if i < 0:
        return 0
    after = (onsets[i + 1] - span.onset) / span.duration if i + 1 < len(onsets) else 1.0
    begins = abs(onsets[i] - span.onset) < _ROUND
    return i + 1 if not begins and code >= OFF and 0.5 - _ROUND <= after < 1.0 - _ROUND else i


def _word(score: Score, syllable: int, digits: Sequence[tuple[int, ...]]) -> str:
    word = score.syllables[syllable].trad
    parts = [
        (_written(note, digits[i]), "带" in carried(note, KINDS))
        for i, note in enumerate(score.notes)
        if note.syllable == syllable
    ]
    text = "".join(f"（{part}）" if side else part for part, side in parts)
    return f"{word}{{{text}}}" if parts else word


def _written(note: Note, digits: Sequence[int]) -> str:
    letters = {kind: letter for letter, kind in LETTERS.items()}
    marks = "".join(letters[k] for k in carried(note, KINDS) if k in letters)
    breath = "/" if breathes(note) else ""
    return signs.written(note.gongche) + "".join(map(str, digits)) + marks + breath
