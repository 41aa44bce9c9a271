"""Turns findings into sentences of the learner's language: what, where, how far, what to do."""

from collections.abc import Callable, Mapping

from content.assessment import Assessment, Finding
from content.texts import _
from lessons import (
    advice_ban,
    advice_inspection,
    advice_joinery,
    advice_marking,
    advice_misprints,
    advice_motion,
    advice_printing,
    advice_speech,
    advice_strings,
    advice_take,
    advice_timber,
    advice_voice,
)

MOST = 3  # a few points to work on teach more than many
SENTENCES: Mapping[str, Callable[[Finding], str]] = {
    **advice_ban.SENTENCES,
    **advice_inspection.SENTENCES,
    **advice_joinery.SENTENCES,
    **advice_marking.SENTENCES,
    **advice_misprints.SENTENCES,
    **advice_motion.SENTENCES,
    **advice_printing.SENTENCES,
    **advice_speech.SENTENCES,
    **advice_strings.SENTENCES,
    **advice_take.SENTENCES,
    **advice_timber.SENTENCES,
    **advice_voice.SENTENCES,
}


def sentence(finding: Finding, text: str | None = None) -> str:
    """Return the sentence for a finding; `text` is what the printed text is called, if any.

    Raises KeyError for a cause nobody explains.
    """
    said = SENTENCES[finding.cause](finding)
    return said.replace("{text}", text or _("the printed text"))


def worst(assessment: Assessment, text: str | None = None) -> tuple[tuple[Finding, str], ...]:
    """Return the few things to work on, the costliest first, each with its sentence."""
    return tuple((f, sentence(f, text)) for f in assessment.worst(MOST))
