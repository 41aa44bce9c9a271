"""A master's or teacher's word on a kept attempt: above the program's, never in its place."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import Field

from content.assessment import Assessment, Override, Where
from content.model import Document

FORMAT = 1
Aspect = Literal["字清", "归韵", "韵味"]  # clear words, how a syllable closes, flavour


class Correction(Document):
    """What a master said of an attempt, and of which place (None: of all of it).

    `aspect` is what no program hears; `score` (0..100), if given, is always of the whole attempt.
    """

    format: int = Field(default=FORMAT, ge=1, le=FORMAT)
    who: str = Field(min_length=1)
    text: str = Field(min_length=1)
    given: date
    at: Where | None = None
    aspect: Aspect | None = None
    score: float | None = Field(default=None, ge=0, le=100)


def outranked(assessment: Assessment, said: Sequence[Correction]) -> Assessment:
    """Return an assessment under the last of these words (oldest first) that gives a score.

    The program's own score stays where it was, beside the override.
    """
    scored = [(c, c.score) for c in said if c.score is not None]
    if not scored:
        return assessment
    last, score = scored[-1]
    override = Override(score=score, who=last.who, reason=last.text)
    return assessment.model_copy(update={"override": override})
