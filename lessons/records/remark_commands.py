"""`shuimo records remark`, `unsay`, `show`: a master's word on a kept attempt, how it stands."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from content.correction import Aspect, Correction, outranked
from content.errors import Refusal
from content.texts import _
from lessons import console, registry, remarks
from lessons.records.options import Json, Url, opened

if TYPE_CHECKING:
    from lessons.report.model import KeptReport

Attempt = Annotated[str, typer.Argument(help=_("an attempt from shuimo records list"))]


def add(app: typer.Typer) -> None:
    """Add these commands to the group."""
    app.command("remark", help=_("Write a master's word on a kept attempt."))(remark)
    app.command("unsay", help=_("Take the last word on a kept attempt back."))(unsay)
    app.command("show", help=_("Show a kept attempt and what a master said of it."))(show)


def remark(  # noqa: PLR0913 - a command's options are its arguments
    attempt: Attempt,
    who: Annotated[str, typer.Option(help=_("who says it, as the learner knows him"))],
    text: Annotated[str, typer.Option(help=_("what is said"))],
    at: Annotated[str | None, typer.Option(help=_("of which syllable, or which number"))] = None,
    aspect: Annotated[str | None, typer.Option(help="字清, 归韵, 韵味")] = None,
    score: Annotated[
        float | None, typer.Option(help=_("0 to 100 for the whole attempt, over the program's"))
    ] = None,
    records: Url = None,
    json: Json = False,
) -> None:
    """Keep a master's word."""
    who, text = _given(who, "--who"), _given(text, "--text")
    chosen, score = _aspect(aspect), _score(score)
    with opened(records) as db:
        judged = db.assessment(attempt)
        place = None if at is None else remarks.place(judged, at, _simplified(judged.lesson))
        said = Correction(
            who=who, text=text, given=date.today(), at=place, aspect=chosen, score=score
        )
        db.remark(attempt, said)
    if json:
        console.emit({"attempt": attempt, **said.model_dump(mode="json")})
    else:
        console.out.print(_("Kept. The learner reads it when he opens the lesson again."))


def unsay(attempt: Attempt, records: Url = None, json: Json = False) -> None:
    """Take a master's word back."""
    with opened(records) as db:
        said = db.unsay(attempt)
    if json:
        console.emit({"attempt": attempt, **said.model_dump(mode="json")})
    else:
        console.out.print(_("Taken back: “{text}”").format(text=said.text), soft_wrap=True)


def show(
    attempt: Attempt,
    html: Annotated[Path | None, typer.Option(help=_("write the report here"))] = None,
    records: Url = None,
    json: Json = False,
) -> None:
    """Print a kept attempt, a master's words first."""
    from lessons import kept_report

    with opened(records) as db:
        judged, said = db.assessment(attempt), db.remarks(attempt)
        kept = next(k for k in db.attempts() if k.id == attempt)
    judged = outranked(judged, said)
    report = kept_report.report(registry.library(), kept, judged, said)
    if html is not None:
        from lessons.report.html import kept_page, save

        save(kept_page(report), html)
    if json:
        whole = {"attempt": kept.plain, "assessment": judged.model_dump(mode="json")}
        console.emit({**whole, "remarks": [c.model_dump(mode="json") for c in said]})
        return
    _print(report)
    if html is not None:
        console.out.print(_("The report is in {file}").format(file=html), soft_wrap=True)


def _print(report: "KeptReport") -> None:
    from lessons.grade_command import headline
    from lessons.report.words import two_scores

    console.out.print(f"{report.title}  {report.intro}", style="bold", soft_wrap=True)
    console.out.print(two_scores(report.assessment) or headline(report.assessment), soft_wrap=True)
    for said in report.remarks:
        console.out.print(f"  {said.whose} · {said.place}".removesuffix(" · "), soft_wrap=True)
        console.out.print(f"    {said.text}", soft_wrap=True)
    for fact in report.facts:
        console.out.print(f"  {fact}", soft_wrap=True)
    said_above = two_scores(report.assessment) == "" and report.assessment.score is None
    for finding, sentence in report.advice:
        if said_above and finding.where.kind == "whole":
            continue
        console.out.print(f"  → {sentence}", soft_wrap=True)


def _given(words: str, option: str) -> str:
    if not words.strip():
        raise Refusal(_("{option} is empty: nothing was kept").format(option=option))
    return words.strip()


def _aspect(named: str | None) -> Aspect | None:
    known: dict[str, Aspect] = {a: a for a in get_args(Aspect)}
    if named is None or named in known:
        return known[named] if named else None
    sentence = _("There is no aspect {word}; there are: {there}")
    raise Refusal(sentence.format(word=named, there=", ".join(known)))


def _score(score: float | None) -> float | None:
    if score is not None and not 0 <= score <= 100:
        raise Refusal(_("A score lies between 0 and 100, not at {score:g}").format(score=score))
    return score


def _simplified(lesson: str) -> Mapping[str, str]:
    """Return today's form of each character that a lesson sings."""
    library = registry.library()
    try:
        link = library.lesson(lesson).score
        syllables = library.score(link).syllables if link else ()
    except Refusal:  # the lesson is no longer here; its own characters are in the attempt
        return {}
    return {s.trad: s.simp for s in syllables}
