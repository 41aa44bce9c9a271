"""`shuimo rate motion`: a teacher's check of the scorer against people."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from content.errors import Refusal
from content.texts import _
from lessons import console, motion_tables
from lessons.motion_tables import Pair, Rating

if TYPE_CHECKING:
    from lessons.motion_ratings import Agreement


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(help=_("Check the program's scores against people's."), no_args_is_help=True)
    app.command("motion", help=_("Compare raters of movements with each other and the program."))(
        motion
    )
    return app


def motion(
    ratings: Annotated[
        Path, typer.Argument(help=_("a CSV of take, rater, score and reference, a row a rating"))
    ],
    json: Annotated[bool, typer.Option("--json", help=_("for programs"))] = False,
) -> None:
    """Print how far raters agree, and how far the program agrees with them."""
    rows = motion_tables.ratings(ratings)
    if not rows:
        raise Refusal(_("{file}: no rating in it.").format(file=ratings))
    with console.progress() as tell:
        found = compared(rows, lambda part: tell(part, _("looking …")))
    _emit(found) if json else _say(found)


def compared(rows: Sequence[Rating], tell: Callable[[float], None]) -> "Agreement":
    """Grade every take once and compare. Raises Refusal where a file cannot be read."""
    import numpy as np

    from lessons.motion_files import Opened
    from lessons.motion_ratings import agreement
    from motion.grade import grade

    pairs = list(dict.fromkeys(row.pair for row in rows))
    raters = list(dict.fromkeys(row.rater for row in rows))
    opened = Opened(lambda _part: None)
    program = np.full(len(pairs), np.nan)
    for k, pair in enumerate(pairs):
        assert pair.take is not None  # the table refuses a row without
        score = grade(opened.reference(pair.references)[0], opened.take(pair.take)).score
        program[k] = np.nan if score is None else score
        tell((k + 1) / len(pairs))
    said: dict[tuple[Pair, str], list[float]] = {}
    for row in rows:
        said.setdefault((row.pair, row.rater), []).append(row.score)
    given = np.full((len(pairs), len(raters)), np.nan)
    for (pair, rater), scores in said.items():
        given[pairs.index(pair), raters.index(rater)] = np.mean(scores)
    return agreement(given, raters, program)


def _emit(found: "Agreement") -> None:
    from lessons.measured import number

    console.emit(
        {
            "icc": number(found.icc, 4),
            "program": number(found.program, 4),
            "raters": {rater: number(r, 4) for rater, r in found.raters.items()},
            "takes": found.takes,
            "complete": found.complete,
            "withheld": found.withheld,
            "enough": found.enough,
        }
    )


def _say(found: "Agreement") -> None:
    from lessons.motion_ratings import RATERS, TAKES

    rows = [
        (rater, _two(r), _("the mean of the other raters")) for rater, r in found.raters.items()
    ]
    rows.append((_("the program"), _two(found.program), _("the mean of all raters")))
    console.table(_("Rank correlation (Spearman)"), [_("who"), "ρ", _("with")], rows)
    sentence = _(
        "ICC(2,1) of the raters: {icc} over {n} takes that all of them rated "
        "(Shrout and Fleiss 1979, single ratings, absolute agreement)."
    )
    console.out.print(sentence.format(icc=_two(found.icc), n=found.complete), soft_wrap=True)
    if found.withheld:
        sentence = _("For {n} takes the program gave no score.")
        console.out.print(sentence.format(n=found.withheld), soft_wrap=True)
    if not found.enough:
        sentence = _(
            "Too few to rest anything on: {raters} raters and {n} takes rated by all; "
            "at least {least} and {most} are advised."
        )
        said = {"raters": len(found.raters), "n": found.complete, "least": RATERS, "most": TAKES}
        console.out.print(sentence.format(**said), soft_wrap=True)


def _two(value: float) -> str:
    return "–" if value != value else f"{value:.2f}"
