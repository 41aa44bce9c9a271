"""A score as its source gives it: words, gongche, beat spans, each with its status.

Positions are in beats of the source's own grid (one quarter = one beat); seconds appear
only where a tempo is applied. Pitch is in semitones above 上 (DB3205/T 1172—2025, B.3).
"""

from itertools import pairwise
from typing import Self

from pydantic import Field, model_validator

from content.model import Basis, Document, Status, Text
from content.texts import _

FORMAT = 1
# Semitones above 上: DB3205/T 1172—2025 appendix B.3 (kunqu_facts, status seen).
GONGCHE = {
    "合": -5, "四": -3, "一": -1, "上": 0, "尺": 2, "工": 4, "凡": 5, "六": 7, "五": 9,
    "乙": 11, "仩": 12, "伬": 14, "仜": 16,
}  # fmt: skip


class Syllable(Document):
    """One sung character, both scripts keyed by hand, with its modern reading.

    `status` is inferred where an editor put it for another character of the source.
    """

    trad: str = Field(min_length=1, max_length=1)
    simp: str = Field(min_length=1, max_length=1)
    pinyin: str
    note: Text | None = None
    status: Status = Status.CONFIRMED


class Note(Document):
    """One gongche note. `onset` and `duration` in beats; `semitones` above 上."""

    gongche: str
    semitones: int
    jianpu: str
    syllable: int = Field(ge=0)
    onset: float = Field(ge=0)
    duration: float = Field(gt=0)
    onset_status: Status
    duration_status: Status


class BeatSpan(Document):
    """One marked beat of the source.

    `status`: that these notes belong to it. `length_status`: that it is as long as the
    others, which no mark says but the even pulse of the metre gives.
    """

    onset: float = Field(ge=0)
    duration: float = Field(gt=0)
    status: Status
    length_status: Status = Status.DERIVED


class Score(Document):
    """An aria. Raises ValueError where notes are out of order or gongche and pitch disagree."""

    format: int = Field(default=FORMAT, ge=1)
    id: str
    title: Text
    edition: Text
    home: Text
    school: Text
    mode: Text
    key: Text
    pitch_basis: Basis
    words_basis: Basis
    beat_basis: Basis
    duration_basis: Basis
    key_basis: Basis
    tempo_bpm: float = Field(gt=0)
    tempo_basis: Basis
    free_until: float = Field(ge=0, description="beats of free rhythm (散板) at the beginning")
    syllables: tuple[Syllable, ...]
    notes: tuple[Note, ...]
    spans: tuple[BeatSpan, ...]
    not_in_source: tuple[Text, ...] = ()
    remarks: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for i, note in enumerate(self.notes, 1):
            if note.syllable >= len(self.syllables):
                sentence = _("note {n} names syllable {syllable}, but there are only {most}")
                text = sentence.format(n=i, syllable=note.syllable, most=len(self.syllables))
                raise ValueError(text)
            if GONGCHE.get(note.gongche) != note.semitones:
                sentence = _("note {n}: {gongche} is not {semitones} semitones above 上")
                text = sentence.format(n=i, gongche=note.gongche, semitones=note.semitones)
                raise ValueError(text)
        for i, (a, b) in enumerate(pairwise(self.notes), 2):
            if b.onset <= a.onset or b.syllable < a.syllable:
                raise ValueError(_("note {n} does not come after the one before it").format(n=i))
        return self
