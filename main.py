"""The command line: composes the commands of every floor, and names every shell."""

import sys
from typing import NoReturn

import typer

from content import texts
from content.errors import Refusal
from content.texts import _


def _language(words: list[str]) -> tuple[str | None, list[str]]:
    """Take --lang out, wherever it stands, so that commands are built with help in that language.

    Returns the language and the other words. Raises Refusal where no language follows it.
    """
    language: str | None = None
    rest: list[str] = []
    left = iter(words)
    for word in left:
        if word == "--":  # what follows is no option
            return language, [*rest, word, *left]
        name, given, value = word.partition("=")
        if name != "--lang":
            rest.append(word)
        elif not (value := value if given else next(left, "")) or value.startswith("-"):
            sentence = _("{what} needs a value; see {command} --help")
            raise Refusal(sentence.format(what=name, command="shuimo"))
        else:
            language = value
    return language, rest


def build() -> typer.Typer:
    """Return the program with all its commands, its help in the language in use."""
    from bench.commands import bench
    from lessons import commands as lessons_commands
    from lessons import motion_rate, motion_reference
    from lessons.records import commands as records_commands
    from sim import commands as sim_commands

    app = typer.Typer(
        help=_("Shuimo: learn the arts of Suzhou by doing them. Without a command: the hall."),
        no_args_is_help=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )

    @app.callback(invoke_without_command=True)
    def hall(
        ctx: typer.Context,
        lang: str = typer.Option(None, "--lang", help=_("zh_CN or en; else the system's.")),
    ) -> None:
        if ctx.invoked_subcommand is None:
            sim_commands.hall()

    sim_commands.add(app)
    lessons_commands.add(app)
    app.add_typer(motion_reference.build(), name="reference")
    app.add_typer(motion_rate.build(), name="rate")
    app.add_typer(records_commands.build(), name="records")
    app.command("bench", help=_("Measure this machine; see docs/measurements.md."))(bench)
    return app


def run() -> None:
    """Run the command line; a refusal is one sentence and exit code 2."""
    try:
        texts.use()  # for what may be wrong with --lang itself
        language, words = _language(sys.argv[1:])
        texts.use(language)
        sys.exit(build()(words, prog_name="shuimo", standalone_mode=False))
    except Refusal as refusal:
        _refuse(str(refusal))
    except typer.TyperException as error:
        from lessons import usage

        if usage.asks_for_help(error):
            print(error.format_message())
            sys.exit(2)
        _refuse(usage.sentence(error))
    except typer.Abort:
        _refuse(_("Stopped before anything was changed."))


def _refuse(sentence: str) -> NoReturn:
    from lessons.console import refuse

    refuse(sentence)
    sys.exit(2)


if __name__ == "__main__":
    run()
