"""A master's words as rows: how they are put beside an attempt and found again."""

from pydantic import ValidationError
from sqlalchemy import Connection, Label, delete, func, insert, select

from content.correction import FORMAT, Correction
from content.rights import Consent
from content.texts import _
from lessons.records import tables
from lessons.records.errors import RecordsError

_ROW, _ATTEMPT = tables.correction.c, tables.attempt.c


def how_many() -> Label[int]:
    """Return the column "remarks" of a query of attempts: how many words each has."""
    count = select(func.count()).where(_ROW.attempt_id == _ATTEMPT.id)
    return count.correlate(tables.attempt).scalar_subquery().label("remarks")


def put(db: Connection, attempt_id: str, said: Correction, consent: Consent) -> None:
    """Put a word beside an attempt. Raises RecordsError where its consent is over that day."""
    if not consent.allows("practise", said.given):
        sentence = _(
            "not kept: the consent {consent} is over, so nothing more is written about this "
            "attempt. Ask for a new one (shuimo records consent)."
        )
        raise RecordsError(sentence.format(consent=consent.id))
    row = {"attempt_id": attempt_id, "payload": said.model_dump_json()}
    db.execute(insert(tables.correction).values(row))


def of_attempt(db: Connection, attempt_id: str) -> tuple[Correction, ...]:
    """Return the words on an attempt, oldest first."""
    chosen = select(_ROW.payload).where(_ROW.attempt_id == attempt_id).order_by(_ROW.number)
    return tuple(_read(payload, attempt_id) for payload in db.execute(chosen).scalars())


def newest(db: Connection, person: str, lesson: str) -> Correction | None:
    """Return the last word on a person's attempts at a lesson."""
    chosen = (
        select(_ROW.payload, _ROW.attempt_id)
        .join(tables.attempt)
        .where(_ATTEMPT.person == person, _ATTEMPT.lesson == lesson)
        .order_by(_ROW.number.desc())
    )
    row = db.execute(chosen).first()
    return None if row is None else _read(row.payload, row.attempt_id)


def take_back(db: Connection, attempt_id: str) -> Correction:
    """Erase the last word on an attempt and return it. Raises RecordsError where there is none."""
    chosen = select(_ROW.number, _ROW.payload).where(_ROW.attempt_id == attempt_id)
    row = db.execute(chosen.order_by(_ROW.number.desc())).first()
    if row is None:
        raise RecordsError(_("there is no remark on attempt {id}").format(id=attempt_id))
    said = _read(row.payload, attempt_id)
    db.execute(delete(tables.correction).where(_ROW.number == row.number))
    return said


def _read(payload: str, attempt_id: str) -> Correction:
    try:
        return Correction.model_validate_json(payload)
    except ValidationError as e:
        sentence = _(
            "a remark on attempt {id} cannot be read (this program reads remarks up to format "
            "{newest}); update the program. Nothing was changed."
        )
        raise RecordsError(sentence.format(id=attempt_id, newest=FORMAT)) from e
