"""The records: who allowed what, and the attempts that were kept under it.

To practise without keeping is the default: nothing is written here unless `keep` is called,
and `keep` wants a consent of that very person, in force on the day of the attempt, that
allows "practise" (to keep one's own attempts and look at them again). What else may be done
with them (grade, teach, publish, train) are purposes of their own. Withdrawing a consent
erases the attempts kept under it; the consent itself stays, as proof, until the person is
forgotten (PIPL 2021, articles 15 and 47).
"""

import secrets
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, date
from typing import Any, Self

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select, update
from sqlalchemy.engine import Row, RowMapping

from content.assessment import FORMAT, Assessment
from content.correction import Correction
from content.rights import Consent, Purpose
from content.texts import _
from lessons.records import corrections, schema, tables
from lessons.records.attempt import Attempt, Kept, columns
from lessons.records.errors import RecordsError, in_words

CONSENT_VERSION = 1  # of the text that people agree to


class Records:
    """An open database of people, consents and attempts. Close it, or use `with`."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._reading = engine
        self._writing = engine.execution_options(write=True)
        self.where = where

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._reading.dispose()

    def add_person(self, name: str | None = None) -> str:
        """Add a person and return the pseudonym; the name, if any, goes to the roster alone."""
        pseudonym = _new_id("p")
        with in_words(self.where), self._writing.begin() as db:
            db.execute(insert(tables.person).values(pseudonym=pseudonym))
            if name:
                db.execute(insert(tables.roster).values(pseudonym=pseudonym, name=name))
        return pseudonym

    def roster(self) -> Mapping[str, str | None]:
        """Return the name (or None) of every pseudonym."""
        both = select(tables.person.c.pseudonym, tables.roster.c.name).outerjoin(tables.roster)
        with in_words(self.where), self._reading.connect() as db:
            return {row.pseudonym: row.name for row in db.execute(both)}

    def give_consent(
        self,
        person: str,
        purposes: Iterable[Purpose],
        term: tuple[date, date],
        under_14: bool = False,
        guardian: bool = False,
    ) -> Consent:
        """Keep a person's consent from the first to the last day of `term` and return it.

        Raises RecordsError where the person is not known, no purpose is named, the term is
        empty, or nobody speaks for a person under 14.
        """
        given, until = term
        consent = Consent(
            id=_new_id("c"), person=person, purposes=tuple(purposes), version=CONSENT_VERSION,
            given=given, until=until, guardian=guardian, under_14=under_14,
        )  # fmt: skip
        _acceptable(consent)
        values = consent.model_dump() | {"purposes": " ".join(consent.purposes)}
        with in_words(self.where), self._writing.begin() as db:
            self._known(db, person)
            db.execute(insert(tables.consent).values(values))
        return consent

    def consent(self, consent_id: str) -> Consent:
        """Return a consent. Raises RecordsError where it is not known."""
        with in_words(self.where), self._reading.connect() as db:
            return self._consent(db, consent_id)

    def consents(self, person: str) -> tuple[Consent, ...]:
        """Return every consent a person gave, oldest first."""
        c = tables.consent.c
        chosen = select(tables.consent).where(c.person == person).order_by(c.given, c.id)
        with in_words(self.where), self._reading.connect() as db:
            return tuple(_consent(row) for row in db.execute(chosen))

    def withdraw(self, consent_id: str, day: date) -> None:
        """Withdraw a consent from `day` on and erase the attempts kept under it.

        Copies made before upgrades hold them too and are erased with them.
        """
        with in_words(self.where), self._writing.begin() as db:
            self._consent(db, consent_id)
            chosen = tables.consent.c.id == consent_id
            db.execute(update(tables.consent).where(chosen).values(withdrawn=day))
            db.execute(delete(tables.attempt).where(tables.attempt.c.consent_id == consent_id))
        self._scrub()

    def keep(self, attempt: Attempt) -> str:
        """Keep an attempt and return its id.

        Raises RecordsError where no consent of that person covers practising on that day.
        """
        attempt_id = _new_id("a")
        with in_words(self.where), self._writing.begin() as db:
            consent = self._consent(db, attempt.consent_id)
            day = attempt.started.astimezone().date()  # terms are days of the local calendar
            if consent.person != attempt.person or not consent.allows("practise", day):
                sentence = _(
                    "not kept: the consent {consent} does not allow keeping this person's "
                    "attempts on {day}. Ask for one (shuimo records consent), or practise "
                    "without keeping."
                )
                raise RecordsError(sentence.format(consent=attempt.consent_id, day=day))
            db.execute(insert(tables.attempt).values(id=attempt_id, **columns(attempt)))
        return attempt_id

    def attempts(self, person: str | None = None, lesson: str | None = None) -> tuple[Kept, ...]:
        """Return kept attempts, oldest first, of one person and one lesson where given."""
        t = tables.attempt.c
        wanted: list[ColumnElement[Any]] = [c for c in t if c.name != "payload"]
        chosen = select(*wanted, corrections.how_many()).order_by(t.started, t.id)
        if person is not None:
            chosen = chosen.where(t.person == person)
        if lesson is not None:
            chosen = chosen.where(t.lesson == lesson)
        with in_words(self.where), self._reading.connect() as db:
            return tuple(_kept(row) for row in db.execute(chosen).mappings())

    def assessment(self, attempt_id: str) -> Assessment:
        """Return the whole assessment of a kept attempt."""
        chosen = select(tables.attempt.c.payload).where(tables.attempt.c.id == attempt_id)
        with in_words(self.where), self._reading.connect() as db:
            payload = db.execute(chosen).scalar()
        if payload is None:
            raise _no_attempt(attempt_id)
        try:
            return Assessment.model_validate_json(payload)
        except ValidationError as e:
            sentence = _(
                "attempt {id} cannot be read (this program reads assessments up to format "
                "{newest}); update the program, or forget the attempt's person"
            )
            raise RecordsError(sentence.format(id=attempt_id, newest=FORMAT)) from e

    def remark(self, attempt_id: str, said: Correction) -> None:
        """Keep a master's word on an attempt; the attempt itself stays as it is.

        Raises RecordsError where there is no such attempt, or its consent is over that day.
        """
        owner = select(tables.attempt.c.consent_id).where(tables.attempt.c.id == attempt_id)
        with in_words(self.where), self._writing.begin() as db:
            consent = db.execute(owner).scalar()
            if consent is None:
                raise _no_attempt(attempt_id)
            corrections.put(db, attempt_id, said, self._consent(db, consent))

    def unsay(self, attempt_id: str) -> Correction:
        """Erase the last word on an attempt and return it. Raises RecordsError without one."""
        with in_words(self.where), self._writing.begin() as db:
            return corrections.take_back(db, attempt_id)

    def remarks(self, attempt_id: str) -> tuple[Correction, ...]:
        """Return every word on an attempt, oldest first."""
        with in_words(self.where), self._reading.connect() as db:
            return corrections.of_attempt(db, attempt_id)

    def last_remark(self, person: str, lesson: str) -> Correction | None:
        """Return the newest word on any of a person's attempts at a lesson."""
        with in_words(self.where), self._reading.connect() as db:
            return corrections.newest(db, person, lesson)

    def forget(self, person: str) -> int:
        """Erase everything of a person, name and consents too; return how many attempts.

        Copies made before upgrades hold the person too and are erased with it.
        """
        with in_words(self.where), self._writing.begin() as db:
            self._known(db, person)
            mine = tables.attempt.c.person == person
            n = db.execute(delete(tables.attempt).where(mine)).rowcount
            db.execute(delete(tables.consent).where(tables.consent.c.person == person))
            db.execute(delete(tables.roster).where(tables.roster.c.pseudonym == person))
            db.execute(delete(tables.person).where(tables.person.c.pseudonym == person))
        self._scrub()
        return n

    def _known(self, db: Connection, person: str) -> None:
        chosen = select(tables.person).where(tables.person.c.pseudonym == person)
        if db.execute(chosen).first() is None:
            sentence = _("there is no person {person} in the records; see shuimo records people")
            raise RecordsError(sentence.format(person=person))

    def _consent(self, db: Connection, consent_id: str) -> Consent:
        row = db.execute(select(tables.consent).where(tables.consent.c.id == consent_id)).first()
        if row is None:
            sentence = _("there is no consent {consent} in the records; see shuimo records people")
            raise RecordsError(sentence.format(consent=consent_id))
        return _consent(row)

    def _scrub(self) -> None:
        """Empty SQLite's side file and erase old copies, where erased words would still stand."""
        if self._reading.dialect.name == "sqlite":
            with in_words(self.where), closing(self._reading.raw_connection()) as db:
                db.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with in_words(self.where):
            for copy in schema.copies(self._reading):
                copy.unlink()


def _new_id(kind: str) -> str:
    """Return a random id that says nothing about the person."""
    return f"{kind}-{secrets.token_hex(8)}"


def _no_attempt(attempt_id: str) -> RecordsError:
    return RecordsError(_("there is no attempt {id} in the records").format(id=attempt_id))


def _acceptable(consent: Consent) -> None:
    if not consent.purposes:
        raise RecordsError(_("not kept: this consent names no purpose; name at least one"))
    if consent.until < consent.given:
        sentence = _("not kept: this consent would end ({until}) before it begins ({given})")
        raise RecordsError(sentence.format(until=consent.until, given=consent.given))
    if consent.under_14 and not consent.guardian:
        raise RecordsError(_("not kept: for a person under 14 a guardian has to consent"))


def _consent(row: Row[Any]) -> Consent:
    return Consent(**row._asdict() | {"purposes": tuple(row.purposes.split())})


def _kept(row: RowMapping) -> Kept:
    return Kept(**{**row, "started": row.started.replace(tzinfo=UTC)})
