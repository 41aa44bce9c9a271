"""`shuimo records`: kept attempts, the people behind them, and what they allowed."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from content.errors import Refusal
from content.rights import Consent, Purpose
from content.texts import _
from lessons import console
from lessons.records import remark_commands
from lessons.records.options import Json, Url, opened

if TYPE_CHECKING:
    from lessons.records.attempt import Kept

Person = Annotated[str, typer.Argument(help=_("a pseudonym from shuimo records people"))]


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(help=_("Kept attempts, people and consents."), no_args_is_help=True)
    app.command("list", help=_("List kept attempts."))(attempts)
    remark_commands.add(app)
    app.command("people", help=_("List people by pseudonym, with their consents."))(people)
    app.command("add", help=_("Add a person; the name stays in the roster alone."))(add)
    app.command("consent", help=_("Keep a person's consent."))(consent)
    app.command("withdraw", help=_("Withdraw a consent and erase what was kept under it."))(
        withdraw
    )
    app.command("forget", help=_("Erase everything of a person."))(forget)
    return app


def attempts(
    person: Annotated[str | None, typer.Option(help=_("of one person"))] = None,
    lesson: Annotated[str | None, typer.Option(help=_("of one lesson"))] = None,
    records: Url = None,
    json: Json = False,
) -> None:
    """Print kept attempts, oldest first."""
    with opened(records) as db:
        kept = db.attempts(person, lesson)
    if json:
        console.emit([k.plain for k in kept])
        return
    heads = [
        _("when"),
        _("person"),
        _("lesson"),
        _("score"),
        _("coverage"),
        _("remarks"),
        _("attempt"),
    ]
    rows = [
        (
            f"{k.started:%Y-%m-%d %H:%M}",
            k.person,
            k.lesson,
            _score(k),
            f"{k.coverage:.0%}",
            k.remarks or "",
            k.id,
        )  # fmt: skip
        for k in kept
    ]
    console.table(_("Kept attempts"), heads, rows)


def people(records: Url = None, json: Json = False) -> None:
    """Print every person with name (if any) and consents."""
    with opened(records) as db:
        found = {p: (name, db.consents(p)) for p, name in db.roster().items()}
    if json:
        console.emit(
            [
                {"person": p, "name": n, "consents": [c.model_dump(mode="json") for c in cs]}
                for p, (n, cs) in found.items()
            ]
        )
        return
    rows = [(p, name, "\n".join(map(_in_words, cs))) for p, (name, cs) in found.items()]
    console.table(_("People"), [_("pseudonym"), _("name"), _("consents")], rows)


def add(
    name: Annotated[str | None, typer.Option(help=_("kept in the roster alone"))] = None,
    records: Url = None,
    json: Json = False,
) -> None:
    """Add a person and print the pseudonym."""
    with opened(records) as db:
        person = db.add_person(name)
    console.emit({"person": person}) if json else console.out.print(person)


def consent(
    person: Person,
    purpose: Annotated[
        list[str],
        typer.Option(help=_("practise, teach, grade, publish or train; may be repeated")),
    ],
    days: Annotated[int, typer.Option(min=1, max=36525, help=_("for how many days"))] = 365,
    child: Annotated[
        bool, typer.Option("--child", help=_("under 14 years old, and a guardian agrees"))
    ] = False,
    records: Url = None,
    json: Json = False,
) -> None:
    """Keep a consent and print its id."""
    today = date.today()
    with opened(records) as db:
        until = today + timedelta(days=days)
        given = db.give_consent(
            person, _purposes(purpose), (today, until), under_14=child, guardian=child
        )
    console.emit(given.model_dump(mode="json")) if json else console.out.print(given.id)


def withdraw(
    consent_id: Annotated[str, typer.Argument(help=_("the id of a consent"))],
    records: Url = None,
    json: Json = False,
) -> None:
    """Withdraw a consent, and erase the references of movements kept under it."""
    from lessons import references  # slow to load; other commands go without

    with opened(records) as db:
        n = references.erase({db.consent(consent_id).id})  # first: else who fails could not go on
        db.withdraw(consent_id, date.today())
    if json:
        console.emit({"withdrawn": consent_id, "references": n})
    else:
        sentence = _(
            "Withdrawn; the attempts kept under it are erased, and so are the references of "
            "movements: {n}. Files written with --record or --out lie where you put them: "
            "delete those yourself."
        )
        console.out.print(sentence.format(n=n))


def forget(
    person: Person,
    yes: Annotated[bool, typer.Option("--yes", help=_("do not ask"))] = False,
    records: Url = None,
    json: Json = False,
) -> None:
    """Erase a person, after asking."""
    if not yes:
        typer.confirm(_("Erase everything of {person}?").format(person=person), abort=True)
    from lessons import references  # slow to load; other commands go without

    with opened(records) as db:
        kept = references.erase({c.id for c in db.consents(person)})
        n = db.forget(person)
    if json:
        console.emit({"forgotten": person, "attempts": n, "references": kept})
    else:
        sentence = _("Erased; attempts: {n}, references of movements: {kept}.")
        console.out.print(sentence.format(n=n, kept=kept))


def _purposes(words: list[str]) -> list[Purpose]:
    known: dict[str, Purpose] = {p: p for p in get_args(Purpose)}
    if unknown := [w for w in words if w not in known]:
        sentence = _("There is no purpose {word}; there are: {there}")
        raise Refusal(sentence.format(word=unknown[0], there=", ".join(known)))
    return [known[w] for w in words]


def _in_words(consent: Consent) -> str:
    state = _("withdrawn {day}").format(day=consent.withdrawn) if consent.withdrawn else ""
    return f"{consent.id}  {', '.join(consent.purposes)}  – {consent.until} {state}".rstrip()


def _score(kept: "Kept") -> str:
    return _("withheld") if kept.score is None else f"{kept.score:.0f}"
