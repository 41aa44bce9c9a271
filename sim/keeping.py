"""What is kept of a session, and under whose consent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from content import take as takes
from content.correction import Correction
from content.errors import Refusal
from content.event import SUBSTEPS_PER_SECOND
from content.take import Take
from content.texts import _

if TYPE_CHECKING:
    from sim.headless import Session


def allowed(consent: str | None, record: Path | None) -> str | None:
    """Return the person who consented, before anything is played in vain."""
    if consent is None:
        if record is not None:
            raise takes.without_consent(record)
        return None
    from lessons.records.opening import open_records

    with open_records() as records:
        given = records.consent(consent)
    if not given.allows("practise", date.today()):
        sentence = _("The consent {id} does not allow keeping today; ask for a new one.")
        raise Refusal(sentence.format(id=consent))
    return given.person


def last_remark(person: str | None, lesson: str) -> Correction | None:
    """Return what a master said last of this person's attempts at a lesson."""
    if person is None:
        return None
    from lessons.records.opening import open_records

    with open_records() as records:
        return records.last_remark(person, lesson)


def nothing(lesson: str, keeps: bool) -> None:
    """Say that there is nothing to keep. Raises Refusal where something should have been."""
    if keeps:
        sentence = _("{lesson}: not finished, so nothing was kept.")
        raise Refusal(sentence.format(lesson=lesson))


def keep(sessions: Sequence["Session"], person: str, consent: str, started: datetime) -> None:
    """Keep every attempt; the first began at `started`, each of the others after the one before."""
    from lessons.records.attempt import Attempt
    from lessons.records.opening import open_records

    with open_records() as records:
        for session in sessions:
            ended = session.ended or started + timedelta(seconds=_seconds(session))
            seconds = max((ended - started).total_seconds(), 0.0)
            records.keep(Attempt(person, consent, started, seconds, session.assessment))
            started = ended


def write(session: "Session", consent: str, record: Path) -> None:
    """Write a session, or the take that was judged in it. Raises TakeError where it cannot be."""
    judged = session.assessment
    take = session.take or Take(
        lesson=judged.lesson, lesson_hash=judged.lesson_hash,
        program=f"shuimo {version('shuimo')}", engine=judged.engine, ticks=session.ticks,
        inputs=session.inputs,
    )  # fmt: skip
    takes.write(replace(take, consent_id=consent), record)


def _seconds(session: "Session") -> float:
    return session.ticks / SUBSTEPS_PER_SECOND
