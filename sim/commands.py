"""Commands that run a lesson: play, replay, and the look at the machine."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from content import take as takes
from content.assessment import Assessment
from content.errors import Refusal
from content.library import Library
from content.take import Take
from content.texts import _
from lessons import console, registry
from sim import from_files, keeping
from sim.from_files import Given

if TYPE_CHECKING:
    from sim.headless import Session

Json = Annotated[bool, typer.Option("--json", help=_("for programs"))]


def add(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("play", help=_("Play a lesson, in a window or headless."))(play)
    app.command("replay", help=_("Judge a recorded session again."))(replay)
    app.command("doctor", help=_("Look at this machine: what works, and what to do."))(doctor)


def hall() -> None:
    """Open the hall in a window."""
    from sim.app import open_app

    open_app(registry.library()).run()


def play(  # noqa: PLR0913 - a command's options are its arguments
    lesson: Annotated[str, typer.Argument(help=_("a lesson from shuimo lessons"))],
    headless: Annotated[
        bool,
        typer.Option(
            "--headless/--desktop", help=_("without a window: the guide shows the lesson")
        ),
    ] = False,
    record: Annotated[
        Path | None, typer.Option(help=_("keep the session here; needs --consent"))
    ] = None,
    consent: Annotated[
        str | None, typer.Option(help=_("a consent id; else nothing is kept"))
    ] = None,
    out: Annotated[Path, typer.Option(help=_("folder for pictures and report"))] = Path("out"),
    mic: Annotated[
        Path | None, typer.Option(help=_("hear this recording instead of the microphone"))
    ] = None,
    camera: Annotated[
        Path | None,
        typer.Option(help=_("see this video, image folder or motion file instead of the camera")),
    ] = None,
    latency_ms: Annotated[
        float, typer.Option(min=0, max=500, help=_("hear --mic so much later, as a device does"))
    ] = 0.0,
    step: Annotated[
        str | None,
        typer.Option(help=_("with --headless and --mic or --camera: the step; else the first")),
    ] = None,
    reference: Annotated[
        list[Path] | None,
        typer.Option(help=_("with --headless --mic: your teacher's recording; may be repeated")),
    ] = None,
    json: Json = False,
) -> None:
    """Play a lesson. Nothing is kept without a consent."""
    library = registry.library()
    _can_begin(library, lesson)
    person = keeping.allowed(consent, record)
    started = datetime.now(UTC)
    keeps = consent is not None
    if headless and keeps and mic is None and camera is None:
        raise Refusal(_("Headless the guide plays, not you: there is nothing of yours to keep."))
    if record is not None:
        takes.probe(record)  # now, not after the whole lesson
    given = Given(mic, latency_ms / 1000, camera, step, tuple(reference or ()))
    sessions = _sessions(library, lesson, given, person, out if headless else None)
    if not sessions:
        return keeping.nothing(lesson, keeps)
    if consent is not None and person is not None:
        keeping.keep(sessions, person, consent, started)
        if record is not None:
            keeping.write(sessions[-1], consent, record)
    _print(sessions[-1].assessment, json)


def _sessions(
    library: Library, lesson: str, given: Given, person: str | None, out: Path | None
) -> "tuple[Session, ...]":
    """Play from files or by the guide into the folder `out`; None: in the window."""
    if out is None:
        return _window(library, lesson, person, given)
    if given.camera is not None:
        return (from_files.seen(library, lesson, given, out),)
    if given.mic is not None:
        return (from_files.heard(library, lesson, given, out),)
    return (_headless(library, lesson, out),)


def replay(
    file: Annotated[Path, typer.Argument(help=_("a recorded session"))],
    rate: Annotated[float, typer.Option(min=1, max=1000, help=_("frames a second"))] = 90.0,
    json: Json = False,
) -> None:
    """Simulate a recorded session again, headless, and print its assessment."""
    from sim.headless import replay as play_again

    take = takes.read(file)
    library = registry.library()
    if take.lesson_hash != library.lesson_hash(take.lesson):
        sentence = _(
            "{file}: recorded with another version of the lesson {lesson}, so it is not judged "
            "again. Use the program it was recorded with."
        )
        raise Refusal(sentence.format(file=file, lesson=take.lesson))
    if library.lesson(take.lesson).parts is None:
        return _print(_judged_again(library, take, file), json)
    bench = registry.handwork(library, take.lesson)
    if take.engine != bench.engine:
        sentence = _(
            "{file}: recorded on {then}, here runs {now}; engines differ, so it is not judged "
            "again. Use the engine it was recorded on."
        )
        raise Refusal(sentence.format(file=file, then=take.engine, now=bench.engine))
    with closing(bench), console.working(_("playing again …")):
        session = play_again(bench, take.inputs, take.ticks, rate)
    _print(session.assessment, json)


def _judged_again(library: Library, take: Take, file: Path) -> Assessment:
    if library.lesson(take.lesson).scorer == registry.MOTION:
        from lessons.moved import again
    else:
        from lessons.judging import again

    with console.working(_("playing again …")):
        return again(library, take, file.name).assessment


def doctor(json: Json = False) -> None:
    """Look at the machine; exit code 1 where something is missing."""
    from sim import doctor as examination

    with console.working(_("looking …")):
        checks = list(examination.look())
    if json:
        console.emit([vars(c) for c in checks])
    else:
        rows = [(c.what, "✓" if c.ok else "○", c.found, c.advice or "") for c in checks]
        console.table(_("This machine"), [_("what"), "", _("found"), _("what to do")], rows)
    if not all(c.ok for c in checks):
        raise typer.Exit(1)


def _can_begin(library: Library, lesson: str) -> None:
    library.lesson(lesson)
    entry = next(e for e in library.lessons(registry.needs_met()) if e.lesson.id == lesson)
    if not entry.ready:
        raise Refusal(f"{lesson}: {entry.why_not}")


def _headless(library: Library, lesson: str, out: Path) -> "Session":
    if library.lesson(lesson).parts is None:
        sentence = _(
            "{lesson}: a singing lesson needs your recording: "
            "shuimo grade voice --lesson {lesson} --take FILE"
        )
        if library.lesson(lesson).scorer == registry.MOTION:
            sentence = _("{lesson}: a stage lesson needs your take: add --camera FILE.")
        raise Refusal(sentence.format(lesson=lesson))
    if library.lesson(lesson).scorer == registry.JOINERY:
        from sim.rooms.joinery_demo import demonstrate
    elif library.lesson(lesson).scorer == registry.INSPECTION:
        from sim.rooms.inspection_demo import demonstrate
    elif library.lesson(lesson).scorer == registry.BUILDING:
        from sim.rooms.building_demo import demonstrate
    elif library.lesson(lesson).scorer in (registry.PRINTING, registry.MISPRINTS):
        from sim.rooms.printing_demo import demonstrate
    else:
        from sim.demo import demonstrate

    with console.progress() as tell:
        shown = demonstrate(library, lesson, out, tell)
    for file in shown.files:
        console.err.print(str(file), soft_wrap=True)
    return shown.session


def _window(
    library: Library, lesson: str, person: str | None, given: Given
) -> "tuple[Session, ...]":
    from sim.app import open_app

    mic, camera = given.microphone(paced=True), given.eye(paced=True)
    app = open_app(library, person=person, mic=mic, camera=camera)
    app.enter(lesson)
    return app.run()


def _print(assessment: Assessment, json: bool) -> None:
    from lessons import advice

    if json:
        console.emit(assessment.model_dump(mode="json"))
        return
    if assessment.scorer == registry.BUILDING:
        count = round(assessment.measures[0].value or 0)
        console.out.print(_("Free building has no score. Parts in the yard: {n}").format(n=count))
        return
    if assessment.score is None:
        why = " ".join(say for f, say in advice.worst(assessment) if f.where.kind == "whole")
        console.out.print(_("No score: {why}").format(why=why or assessment.withheld))
        return
    verdict = {True: _("passed"), False: _("not yet"), None: ""}[assessment.passed]
    console.out.print(_("Score: {score:.0f} of 100").format(score=assessment.score), verdict)
    for _finding, sentence in advice.worst(assessment):
        console.out.print(f"  → {sentence}")
