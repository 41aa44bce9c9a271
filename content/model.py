"""The base of every stored document: frozen, strict, and honest about what is known."""

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """A frozen record that refuses fields it does not know (a misspelt name is an error)."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Status(StrEnum):
    """How far a fact is known. Only CONFIRMED and DERIVED facts may cost a learner anything."""

    CONFIRMED = "confirmed"  # stands in a source that was opened
    DERIVED = "derived"  # follows from confirmed facts by arithmetic
    INFERRED = "inferred"  # an editor's reading
    UNRESOLVED = "unresolved"  # not known; a master has to say

    @property
    def gradable(self) -> bool:
        """Whether a grade may rest on a fact of this status."""
        return self in (Status.CONFIRMED, Status.DERIVED)


class Text(Document):
    """One text in the two languages of the program."""

    zh_CN: str
    en: str

    def read(self, lang: str) -> str:
        """Return the text for a language code; anything but Chinese reads as English."""
        return self.zh_CN if lang.startswith("zh") else self.en


class Basis(Document):
    """What a fact rests on: its status and the key of a source in its pack."""

    status: Status
    source: str

    @classmethod
    def of(cls, status: Status, source: str) -> Self:
        """Shorthand for tests and builders."""
        return cls(status=status, source=source)
