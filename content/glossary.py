"""The terms of the arts: how they are written and read, and one plain line for each."""

from functools import cache
from pathlib import Path
from typing import Self

from pydantic import model_validator

from content.errors import Refusal
from content.library import load
from content.model import Basis, Document, Text
from content.rights import Source
from content.texts import _

FORMAT = 1
GLOSSARY = Path(__file__).with_name("glossary.yaml")


class Term(Document):
    """One term. `zh` simplified, `trad` where the traditional form differs.

    Keys are the term itself; where one character has two meanings the key says which:
    尺（长度）, 尺（工尺）.
    """

    key: str
    zh: str
    trad: str | None = None
    pinyin: str
    en: str
    plain: Text
    basis: Basis


class Glossary(Document):
    """All terms. Raises ValueError where a key is doubled or a source is not listed."""

    format: int
    sources: dict[str, Source]
    terms: tuple[Term, ...]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        seen: set[str] = set()
        for term in self.terms:
            if term.key in seen:
                raise ValueError(f"the term {term.key} stands twice")
            if term.basis.source not in self.sources:
                raise ValueError(f"{term.key}: the source {term.basis.source} is not listed")
            seen.add(term.key)
        return self


@cache
def glossary() -> Glossary:
    """Return the shipped glossary."""
    return load(GLOSSARY, Glossary, FORMAT)


def knows(key: str) -> bool:
    """Whether the glossary has this key."""
    return key in _by_key()


def lookup(key: str) -> Term:
    """Return a term by its key. Raises Refusal where the glossary has none."""
    if key in _by_key():
        return _by_key()[key]
    raise Refusal(_("“{term}” is not in the glossary; check the spelling").format(term=key))


@cache
def _by_key() -> dict[str, Term]:
    return {term.key: term for term in glossary().terms}
