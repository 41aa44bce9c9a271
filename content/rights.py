"""Whose it is, and what they allowed."""

from datetime import date
from typing import Literal

from pydantic import Field

from content.model import Document, Status, Text

Purpose = Literal["practise", "teach", "grade", "publish", "train"]


class Source(Document):
    """Where a fact or an asset was found."""

    title: Text
    where: str
    seen: bool = Field(description="whether the source itself was opened")


class Asset(Document):
    """One shipped thing and the rights in it."""

    path: str
    what: Text
    author: Text
    edition: Text
    digital_source: str
    licence: str
    licence_seen: bool
    status: Status
    remark: Text | None = None


class Consent(Document):
    """A person's permission to keep a take. Guardians speak for those under 14 (PIPL 2021).

    `person` is a pseudonym, never a name.
    """

    id: str
    person: str
    purposes: tuple[Purpose, ...]
    version: int
    given: date
    until: date
    guardian: bool
    under_14: bool
    withdrawn: date | None = None

    def allows(self, purpose: Purpose, today: date) -> bool:
        """Whether this consent covers `purpose` on the day `today`."""
        if self.withdrawn is not None or not self.given <= today <= self.until:
            return False
        if self.under_14 and not self.guardian:
            return False
        return purpose in self.purposes
