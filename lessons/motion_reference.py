"""`shuimo reference motion`: one master's takes become what others are held against."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from content.errors import Refusal
from content.texts import _
from lessons import console
from motion.graded import Marks
from motion.skeleton import BONES

if TYPE_CHECKING:  # comparing is slow to load; other commands go without
    from lessons.motion_files import Opened
    from motion.motion import Motion
    from motion.reference import MotionReference
    from motion.reference_file import About, Kind

FEW = 3  # takes that say how far a master differs from himself
ALIKE = 0.5  # share of the bones of two takes that both must show


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(
        help=_("Keep a master's takes as what others are held against."), no_args_is_help=True
    )
    app.command("motion", help=_("Make a movement's reference of 3 to 5 takes."))(motion)
    return app


def motion(  # noqa: PLR0913 - a command's options are its arguments
    takes: Annotated[list[Path], typer.Argument(help=_("one master's takes of one movement"))],
    out: Annotated[Path, typer.Option(help=_("the file to write, .ref"))],
    title: Annotated[str, typer.Option(help=_("what the movement is called"))] = "",
    home: Annotated[str, typer.Option(help=_("the role type (家门), as 闺门旦"))] = "",
    school: Annotated[str, typer.Option(help=_("the lineage (师承)"))] = "",
    performer: Annotated[str, typer.Option(help=_("who moves"))] = "",
    kind: Annotated[str, typer.Option(help=_("master, teacher, own or program"))] = "own",
    consent: Annotated[
        str | None, typer.Option(help=_("a consent id (shuimo records consent)"))
    ] = None,
    credit: Annotated[str, typer.Option(help=_("how the master is to be named"))] = "",
    keyframe: Annotated[
        list[float] | None, typer.Option(help=_("a moment that matters, s; may be repeated"))
    ] = None,
    hold: Annotated[
        list[str] | None, typer.Option(help=_("a 亮相 as 1.5-3.0, s; may be repeated"))
    ] = None,
    weight: Annotated[
        list[str] | None,
        typer.Option(help=_("how much a bone matters, as left_forearm=2; may be repeated")),
    ] = None,
    beats: Annotated[
        str, typer.Option(help=_("where the music's beats fall, s, apart by commas"))
    ] = "",
    force: Annotated[bool, typer.Option("--force", help=_("write over a file"))] = False,
    json: Annotated[bool, typer.Option("--json", help=_("for programs"))] = False,
) -> None:
    """Write the reference, and say how far the takes differ from each other."""
    from lessons.motion_files import Opened
    from motion.reference_file import About, write

    said = About(
        id=out.stem, title=title, home=home, school=school, performer=performer,
        kind=_kind(kind), consent_id=consent, credit=credit,
    )  # fmt: skip
    _ask(out, said, force)
    marks = Marks(
        keyframes=tuple(sorted(keyframe or ())),
        holds=tuple(sorted(_hold(text) for text in hold or ())),
        weights=dict(_weight(text) for text in weight or ()),
        beats=tuple(_numbers("--beats", beats, ",")) if beats else (),
    )
    with console.progress() as tell:
        made = gathered(takes, marks, Opened(lambda part: tell(part, _("looking …"))))
    write(out, made.reference, said)
    console.emit({"file": str(out), **made.plain}) if json else _say(out, made)


@dataclass(frozen=True)
class Gathered:
    """A reference, the files it is of, and (takes, takes) degrees that they lie apart."""

    reference: "MotionReference"
    files: tuple[Path, ...]
    coverage: tuple[float, ...]
    apart: dict[tuple[int, int], float]

    @property
    def holds(self) -> tuple[tuple[float, float], ...]:
        """From, to (s) of each stop, marked or found."""
        return self.reference.model.holds

    @property
    def plain(self) -> dict[str, Any]:
        """What is printed, for programs; the first take is the one that is shown."""
        rows = zip(self.files, self.reference.takes, self.coverage, strict=True)
        return {
            "duration": round(self.reference.duration, 3),
            "takes": [
                {"file": str(file), "seconds": round(_lasts(take), 3), "coverage": round(seen, 4)}
                for file, take, seen in rows
            ],
            "apart_deg": [
                {"takes": list(pair), "degrees": round(far, 2)} for pair, far in self.apart.items()
            ],
            "holds": [[round(start, 3), round(end, 3)] for start, end in self.holds],
            "enough": len(self.files) >= FEW,
        }


def gathered(paths: Sequence[Path], marks: Marks, opened: "Opened") -> Gathered:
    """Build the reference. Raises Refusal: nobody in a take, other joints, the same take twice."""
    from motion.grade import grade
    from motion.reference import build as made_of

    motions = [opened.take(path) for path in paths]
    _refuse_unlike(paths, motions)
    reference = made_of(motions, marks)
    _refuse_outside(marks, reference.duration)
    files = tuple(paths[_index(motions, take)] for take in reference.takes)
    apart = {
        (one, other): grade(made_of([reference.takes[one]]), reference.takes[other]).distance
        for one, other in combinations(range(len(files)), 2)
    }
    coverage = tuple(grade(reference, take).coverage for take in reference.takes)
    return Gathered(reference, files, coverage, apart)


def _index(motions: Sequence["Motion"], take: "Motion") -> int:
    return next(k for k, motion in enumerate(motions) if motion.positions is take.positions)


def _refuse_unlike(paths: Sequence[Path], motions: Sequence["Motion"]) -> None:
    import numpy as np

    seen = [_bones(path, motion) for path, motion in zip(paths, motions, strict=True)]
    for one, other in combinations(range(len(paths)), 2):
        said = {"one": paths[one], "other": paths[other]}
        if np.array_equal(motions[one].positions, motions[other].positions, equal_nan=True):
            raise Refusal(_("{one} and {other} are the same take; give each once.").format(**said))
        if len(seen[one] & seen[other]) < ALIKE * len(seen[one] | seen[other]):
            sentence = _("{one} and {other} show different joints; record both in the same way.")
            raise Refusal(sentence.format(**said))


def _bones(path: Path, motion: "Motion") -> set[str]:
    from motion.reference import build as made_of

    try:
        return set(made_of([motion]).model.bones)
    except Refusal as e:
        sentence = _("{file}: nobody is seen in it, or too little of a body; record it anew.")
        raise Refusal(sentence.format(file=path)) from e


def _refuse_outside(marks: Marks, duration: float) -> None:
    moments = (*marks.keyframes, *(end for hold in marks.holds for end in hold))
    for moment in moments:
        if not 0 <= moment <= duration:
            sentence = _(
                "There is no moment {moment:g} s: the take that is shown lasts {all:.1f} s."
            )
            raise Refusal(sentence.format(moment=moment, all=duration))


def _ask(out: Path, said: "About", force: bool) -> None:
    from content.take import without_consent
    from motion.reference_file import ENDING

    if out.suffix.lower() != ENDING:
        raise Refusal(_("{file}: a reference is kept as {ending}").format(file=out, ending=ENDING))
    if out.exists() and not force:
        sentence = _("{file} is there already; add --force to write over it")
        raise Refusal(sentence.format(file=out))
    if said.kind != "program" and not said.consent_id:
        raise without_consent(out)


def _kind(word: str) -> "Kind":
    from motion.reference_file import Kind

    known: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
    if word not in known:
        sentence = _("There is no kind {word}; there are: {there}")
        raise Refusal(sentence.format(word=word, there=", ".join(known)))
    return known[word]


def _hold(text: str) -> tuple[float, float]:
    ends = _numbers("--hold", text, "-")
    if len(ends) != 2 or ends[0] >= ends[1]:
        raise Refusal(_("--hold {text}: give from and to in seconds, as 1.5-3.0").format(text=text))
    return ends[0], ends[1]


def _weight(text: str) -> tuple[str, float]:
    bone, _sep, number = text.partition("=")
    if bone not in BONES:
        sentence = _("There is no bone {word}; there are: {there}")
        raise Refusal(sentence.format(word=bone, there=", ".join(BONES)))
    return bone, _numbers("--weight", number, "=")[0]


def _numbers(option: str, text: str, sep: str) -> list[float]:
    try:
        numbers = [float(word) for word in text.split(sep)]
    except ValueError:
        numbers = [-1.0]
    if not all(0 <= number < 1e6 for number in numbers):
        sentence = _("{option} {text}: wanted are numbers, none below 0")
        raise Refusal(sentence.format(option=option, text=text))
    return numbers


def _lasts(take: "Motion") -> float:
    return float(take.times[-1] - take.times[0])


def _say(out: Path, made: Gathered) -> None:
    heads = ["", _("take"), _("seconds"), _("seen"), _("degrees from the others")]
    rows = []
    for k, (file, take) in enumerate(zip(made.files, made.reference.takes, strict=True)):
        far = ", ".join(f"{d:.1f}" for pair, d in made.apart.items() if k in pair) or "–"
        shown = _("shown") if k == 0 else ""
        rows.append((shown, file.name, f"{_lasts(take):.1f}", f"{made.coverage[k]:.0%}", far))
    console.table(_("Takes"), heads, rows)
    stops = ", ".join(f"{start:.1f}–{end:.1f} s" for start, end in made.holds) or "–"
    console.out.print(_("Holds (亮相): {stops}").format(stops=stops), soft_wrap=True)
    if len(made.files) < FEW:
        sentence = _(
            "{count} of the 3 to 5 takes that are wanted: how far the master differs from himself "
            "is not known, and a fixed tolerance stands in for it."
        )
        console.out.print(sentence.format(count=len(made.files)), soft_wrap=True)
    console.out.print(_("Written: {file}").format(file=out), soft_wrap=True)
