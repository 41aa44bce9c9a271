"""Whose a reference is: name, lineage (师承), thanks; written on the keyboard, field by field."""

from dataclasses import dataclass, replace
from typing import Literal, get_args

Field = Literal["performer", "school", "credit"]
FIELDS: tuple[Field, ...] = get_args(Field)
LONGEST = 60  # characters


@dataclass(frozen=True)
class Form:
    """What was written so far, and which field is written in. 家门 is the step's own."""

    home: str
    performer: str = ""
    school: str = ""
    credit: str = ""
    at: Field = "performer"

    @property
    def complete(self) -> bool:
        """Whether name and lineage are there, without which nobody is a reference."""
        return bool(self.performer.strip() and self.school.strip())

    def read(self, field: Field) -> str:
        """Return what stands in a field."""
        return {"performer": self.performer, "school": self.school, "credit": self.credit}[field]

    def typed(self, character: str) -> "Form":
        """Write a character into the field in hand."""
        if not character.isprintable():
            return self
        return self._with((self.read(self.at) + character)[:LONGEST])

    def back(self) -> "Form":
        """Take the last character away."""
        return self._with(self.read(self.at)[:-1])

    def go(self, field: Field) -> "Form":
        """Write in a field."""
        return replace(self, at=field)

    def onward(self) -> "Form":
        """Write in the next field, round and round."""
        return self.go(FIELDS[(FIELDS.index(self.at) + 1) % len(FIELDS)])

    def _with(self, words: str) -> "Form":
        if self.at == "performer":
            return replace(self, performer=words)
        if self.at == "school":
            return replace(self, school=words)
        return replace(self, credit=words)
