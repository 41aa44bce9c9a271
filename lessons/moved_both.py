"""Voice and body of one take in one Assessment: judged apart, told together."""

from content.assessment import Assessment
from lessons import scoring
from lessons.measured import whole

VOICE = "voice"  # the scorer of what is sung


def together(voice: Assessment, body: Assessment) -> Assessment:
    """Return one Assessment of both; it has a score where both have theirs, their mean."""
    scores = [part.score for part in (voice, body) if part.score is not None]
    findings = (*voice.findings, *body.findings)
    return body.model_copy(
        update={
            "score": sum(scores) / 2 if len(scores) == 2 else None,
            "withheld": None if len(scores) == 2 else body.withheld or voice.withheld,
            "references": (*voice.references, *body.references),
            "coverage": min(voice.coverage, body.coverage),
            "measures": (),
            "items": (),
            "findings": tuple(sorted(findings, key=lambda f: -f.cost)),
            "parts": (voice, body),
        }
    )


def unheard(body: Assessment) -> Assessment:
    """Return the part of a voice that was not heard, beside a body that was seen."""
    return Assessment(
        lesson=body.lesson, lesson_hash=body.lesson_hash, references=(), scorer=VOICE,
        scorer_version=scoring.scorer(VOICE).VERSION, withheld="voice", coverage=0.0,
        findings=(whole("voice.voice", "coverage", 0.0, "share", 0.0),),
    )  # fmt: skip
