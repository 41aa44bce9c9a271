"""A score as its source gives it: words, gongche, beat spans, each with its status.

Positions are in beats of the source's own grid (one quarter = one beat); seconds appear
only where a tempo is applied. Pitch is in semitones above 上 (DB3205/T 1172—2025, B.3).
A source without any rhythm counts its notes: onset = index, one beat each, inferred.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from content.model import Basis, Document, Status, Text
from content.texts import _

FORMAT = 2
# Semitones above 上: DB3205/T 1172—2025 appendix B.3 (kunqu_facts, status seen).
GONGCHE = {
    "合": -5, "四": -3, "一": -1, "上": 0, "尺": 2, "工": 4, "凡": 5, "六": 7, "五": 9,
    "乙": 11, "仩": 12, "伬": 14, "仜": 16,
}  # fmt: skip
# The same standard's text form of the falling tail (-) and of 亻 (+): an octave down, up.
TAILED = {
    "上-": -12, "尺-": -10, "工-": -8, "凡-": -7, "凡+": 17, "六+": 19, "五+": 21, "乙+": 23,
}  # fmt: skip
# The popular signs (俗字譜) of the Song are chromatic and begin at 合 = 黃鐘, as 沈括 lists them
# (夢溪筆談, 補筆談; the page itself was not opened here: inferred). There 凡 stands a semitone
# above 下凡, and 下凡 where today's gongche has 凡; semitones are still counted from 上.
SUZI = {
    "合": -5, "下四": -4, "四": -3, "下一": -2, "一": -1, "上": 0, "勾": 1, "尺": 2,
    "下工": 3, "工": 4, "下凡": 5, "凡": 6, "六": 7, "下五": 8, "五": 9, "紧五": 10,
}  # fmt: skip
SLOWEST, FASTEST = 4.0, 1000.0  # beats a minute that a song can have
_ROUND = 1e-6  # beats: what adding thirds may lose
Notation = Literal["gongche", "suzi"]
SIGNS: Mapping[Notation, Mapping[str, int]] = {"gongche": {**GONGCHE, **TAILED}, "suzi": SUZI}

ToneClass = Literal["平", "上", "去", "入"]
OrnamentKind = Literal[
    "豁", "擞", "叠", "掇", "断", "罕", "橄榄", "嚯", "垫", "啜", "滑", "连", "带"
]  # fmt: skip
# 小眼 and 侧头末眼: the source's sign does not say whether it is the 头眼 or the 末眼.
Mark = Literal[
    "头板", "头眼", "中眼", "末眼", "小眼", "赠板", "底板", "侧头末眼", "侧中眼", "腰赠板"
]  # fmt: skip
MetreKind = Literal["散板", "流水", "一板一眼", "一板三眼", "一板三眼加赠板"]


class Tone(Document):
    """The class of a character's tone; `yinyang` is its register, None where not known."""

    kind: ToneClass
    yinyang: Literal["阴", "阳"] | None = None
    basis: Basis


class Reading(Document):
    """How a character is sung or spoken; `audio` is a master's recording inside the pack."""

    text: str = Field(min_length=1)
    scheme: Literal["romanisation", "ipa", "pinyin"]
    audio: str | None = None
    basis: Basis


class Syllable(Document):
    """One sung character, both scripts keyed by hand, with its modern reading.

    `status` is inferred where an editor put it for another character of the source.
    `zhongzhou` is the stage's reading (中州韵), `suzhou` that of 评弹, 苏剧 and 苏白.
    """

    trad: str = Field(min_length=1, max_length=1)
    simp: str = Field(min_length=1, max_length=1)
    pinyin: str
    note: Text | None = None
    status: Status = Status.CONFIRMED
    tone: Tone | None = None
    zhongzhou: Reading | None = None
    suzhou: Reading | None = None


class Ornament(Document):
    """One 腔格 on a note; 带 says that the note itself is the small one beside another."""

    kind: OrnamentKind
    status: Status


class Variant(Document):
    """What another edition has for a note; `edition` is a key of the score's `editions`."""

    edition: str
    gongche: str


class Note(Document):
    """One gongche note. `onset` and `duration` in beats; `semitones` above 上.

    `breath`: a 气口 after the note (a breath, not a rest), None where the source has none.
    """

    gongche: str
    semitones: int
    jianpu: str
    syllable: int = Field(ge=0)
    onset: float = Field(ge=0)
    duration: float = Field(gt=0)
    onset_status: Status
    duration_status: Status
    ornaments: tuple[Ornament, ...] = ()
    breath: Status | None = None
    variants: tuple[Variant, ...] = ()


class BeatSpan(Document):
    """One marked beat of the source.

    `status`: that these notes belong to it. `length_status`: that it is as long as the
    others, which no mark says but the even pulse of the metre gives. `mark`: which 板 or
    眼 it is; None where the source does not say.
    """

    onset: float = Field(ge=0)
    duration: float = Field(gt=0)
    status: Status
    length_status: Status = Status.DERIVED
    mark: Mark | None = None
    mark_status: Status | None = None

    @model_validator(mode="after")
    def _known(self) -> Self:
        if (self.mark is None) != (self.mark_status is None):
            raise ValueError(_("a mark needs its mark_status, and neither stands alone"))
        return self


class Metre(Document):
    """The 板式 of an aria."""

    kind: MetreKind
    basis: Basis


class Score(Document):
    """An aria. Raises ValueError where notes are out of order or gongche and pitch disagree.

    `editions` names the editions whose readings stand as variants beside the notes.
    """

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
    tempo_bpm: float = Field(ge=SLOWEST, le=FASTEST)
    tempo_basis: Basis
    free_until: float = Field(ge=0, description="beats of free rhythm (散板) at the beginning")
    notation: Notation = "gongche"
    metre: Metre | None = None
    editions: dict[str, Text] = Field(default_factory=dict)
    syllables: tuple[Syllable, ...]
    notes: tuple[Note, ...]
    spans: tuple[BeatSpan, ...]
    not_in_source: tuple[Text, ...] = ()
    remarks: tuple[Text, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _newest(cls, value: Any) -> Any:
        return upgrade(value)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for i, note in enumerate(self.notes, 1):
            self._belongs(i, note)
        for i, (a, b) in enumerate(pairwise(self.notes), 2):
            if b.onset <= a.onset or b.syllable < a.syllable:
                raise ValueError(_("note {n} does not come after the one before it").format(n=i))
            if a.onset + a.duration > b.onset + _ROUND:
                raise ValueError(_("note {n} begins before the one before it ends").format(n=i))
        return self

    def _belongs(self, n: int, note: Note) -> None:
        if note.syllable >= len(self.syllables):
            sentence = _("note {n} names syllable {syllable}, but there are only {most}")
            text = sentence.format(n=n, syllable=note.syllable, most=len(self.syllables))
            raise ValueError(text)
        if SIGNS[self.notation].get(note.gongche) != note.semitones:
            sentence = _("note {n}: {gongche} is not {semitones} semitones above 上")
            text = sentence.format(n=n, gongche=note.gongche, semitones=note.semitones)
            raise ValueError(text)
        for variant in note.variants:
            if variant.edition not in self.editions:
                sentence = _("note {n}: “{edition}” is not among the editions of this score")
                raise ValueError(sentence.format(n=n, edition=variant.edition))
            if variant.gongche not in SIGNS[self.notation]:
                sentence = _("note {n}: {gongche} is no sign of this notation")
                raise ValueError(sentence.format(n=n, gongche=variant.gongche))


def upgrade(value: Any) -> Any:
    """Return the plain value of a score of any format as the newest one.

    Format 1 is format 2 without what it does not say; anything else returns as it is.
    """
    if isinstance(value, Mapping) and value.get("format") == 1:
        return {**value, "format": FORMAT}
    return value
