"""What is spoken: lines of 说表, 评话, 念白 or reading aloud, each with its speaker.

Who speaks is tagged: 表 is the narrator, anything else the role whose words they are.
"""

from typing import Literal

from pydantic import Field

from content.model import Basis, Document, Status, Text
from content.score import Reading

FORMAT = 1
LineKind = Literal["表", "白", "念白", "挂口", "引子", "诗", "读"]
_MARKS = frozenset("，。、；：？！「」『』《》〈〉（）“”‘’—…· \u3000,.;:?!()\"'-")


class Line(Document):
    """One line: both scripts keyed by hand, who says it and in which manner.

    `suzhou` is the reading of the whole line in Suzhou speech; `pause_after` how far a pause
    after the line is known, None where no source has one.
    """

    speaker: str = Field(min_length=1)
    kind: LineKind
    trad: str = Field(min_length=1)
    simp: str = Field(min_length=1)
    suzhou: Reading | None = None
    pause_after: Status | None = None
    basis: Basis

    @property
    def syllables(self) -> int:
        """How many syllables the line has: one a character, marks apart."""
        return sum(c not in _MARKS for c in self.trad)

    @property
    def voice(self) -> tuple[str, bool]:
        """Who is heard: the speaker, and whether as narrator. Lines of one voice agree in it."""
        return self.speaker, self.kind == "表"


class Script(Document):
    """Spoken lines in order."""

    format: int = Field(default=FORMAT, ge=1)
    id: str
    title: Text
    lines: tuple[Line, ...] = Field(min_length=1)
    basis: Basis
