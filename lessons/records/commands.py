"""Commands about the records: attempts, people, consents. SQLAlchemy is loaded when used."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from content.errors import Refusal
from content.rights import Consent, Purpose
from content.texts import _
from lessons import console

if TYPE_CHECKING:
    from lessons.records.store import Records

Url = Annotated[
    str | None,
    typer.Option(
        "--records",
        envvar="SHUIMO_RECORDS",
        help=_("database address; else a file of yours"),
    ),
]
Json = Annotated[bool, typer.Option("--json", help=_("for programs"))]


def build() -> typer.Typer:
    """Return the group `shuimo records`; without a command it lists the attempts."""
    app = typer.Typer(help=_("What was kept of your attempts, and who allowed it."))
    app.callback(invoke_without_command=True)(attempts)
    app.command("people", help=_("Pseudonyms, names and consents."))(people)
    app.command("consent", help=_("Allow attempts to be kept; prints the consent id."))(consent)
    app.command("withdraw", help=_("Withdraw a consent; its attempts are erased."))(withdraw)
    app.command("forget", help=_("Erase everything of a person."))(forget)
    return app


def attempts(ctx: typer.Context, records: Url = None, json: Json = False) -> None:
    """List the kept attempts, oldest first."""
    if ctx.invoked_subcommand is not None:
        return
    with _open(records) as book:
        kept = book.attempts()
    if json:
        console.emit([{**vars(k), "started": k.started.isoformat()} for k in kept])
        return
    heads = [_("when"), _("who"), _("lesson"), _("score"), _("passed")]
    rows = [
        (f"{k.started:%Y-%m-%d %H:%M}", k.person, k.lesson, _score(k.score), _yes(k.passed))
        for k in kept
    ]
    console.table(_("Kept attempts (times in UTC)"), heads, rows)


def people(records: Url = None, json: Json = False) -> None:
    """List people and what they allowed."""
    with _open(records) as book:
        rows = [(p, name, book.consents(p)) for p, name in book.roster().items()]
    if json:
        console.emit(
            [
                {"person": p, "name": name, "consents": [c.model_dump(mode="json") for c in given]}
                for p, name, given in rows
            ]
        )
        return
    heads = [_("who"), _("name"), _("consents")]
    console.table(
        _("People"), heads, [(p, name, "\n".join(map(_line, given))) for p, name, given in rows]
    )


def consent(  # noqa: PLR0913 - each is an option of the command line
    person: Annotated[str | None, typer.Option(help=_("pseudonym; else a new person"))] = None,
    name: Annotated[str | None, typer.Option(help=_("for a new person, if wanted"))] = None,
    purpose: Annotated[
        list[str] | None, typer.Option(help=_("practise, grade, teach, publish, train"))
    ] = None,
    until: Annotated[datetime | None, typer.Option(help=_("last day; else a year"))] = None,
    under_14: Annotated[bool, typer.Option("--under-14", help=_("the person is under 14"))] = False,
    guardian: Annotated[
        bool, typer.Option("--guardian", help=_("a guardian says so for the person"))
    ] = False,
    records: Url = None,
    json: Json = False,
) -> None:
    """Keep a consent; its id is what a take is written with."""
    today = _today()
    last = until.date() if until else today + timedelta(days=365)
    purposes = _purposes(purpose)
    with _open(records) as book:
        who = person or book.add_person(name)
        try:
            given = book.give_consent(who, purposes, (today, last), under_14, guardian)
        except Refusal:
            if person is None:
                book.forget(who)
            raise
    if json:
        console.emit(given.model_dump(mode="json"))
    else:
        console.out.print(_line(given), markup=False, highlight=False)


def withdraw(consent_id: str, records: Url = None) -> None:
    """Withdraw a consent from today on."""
    with _open(records) as book:
        book.withdraw(consent_id, _today())
    console.out.print(_("Withdrawn; the attempts kept under it are erased."))


def forget(
    person: str,
    yes: Annotated[bool, typer.Option("--yes", help=_("do not ask"))] = False,
    records: Url = None,
) -> None:
    """Erase everything of a person, after asking."""
    if not yes:
        typer.confirm(_("Erase everything of {person}?").format(person=person), abort=True)
    with _open(records) as book:
        n = book.forget(person)
    console.out.print(_("Erased, with {n} attempts.").format(n=n))


def _open(url: str | None) -> Records:
    from lessons.records.opening import open_records

    return open_records(url)


def _today() -> date:
    return datetime.now(UTC).date()


def _purposes(asked: list[str] | None) -> list[Purpose]:
    known: dict[str, Purpose] = {p: p for p in get_args(Purpose)}
    wrong = [p for p in asked or () if p not in known]
    if wrong:
        sentence = _("“{purpose}” is no purpose; there are: {there}")
        raise Refusal(sentence.format(purpose=wrong[0], there=", ".join(known)))
    return [known[p] for p in asked or ("practise",)]


def _line(c: Consent) -> str:
    sentence = _("{id}: {person} allows {purposes} from {given} to {until}")
    text = sentence.format(
        id=c.id, person=c.person, purposes=", ".join(c.purposes), given=c.given, until=c.until
    )
    return text if c.withdrawn is None else text + _("; withdrawn {day}").format(day=c.withdrawn)


def _score(score: float | None) -> str:
    return _("withheld") if score is None else f"{score:.0f}"


def _yes(passed: bool | None) -> str:
    return "—" if passed is None else _("yes") if passed else _("no")
