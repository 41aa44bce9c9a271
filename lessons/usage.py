"""What is wrong with a command as it was written, in one sentence of the reader's language."""

import re
from collections.abc import Iterator

import typer

from content.texts import _


def sentence(error: typer.TyperException) -> str:
    """Return what is wrong and where to look; Typer's own words where it says something new."""
    said = error.format_message()
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "shuimo"
    for pattern, words in _sayings():
        if found := re.search(pattern, said):
            return words.format(command=command, **found.groupdict())
    return _("{why} See {command} --help.").format(why=said, command=command)


def asks_for_help(error: typer.TyperException) -> bool:
    """Whether a group of commands was named without one of them: its help is the answer."""
    return type(error).__name__ == "NoArgsIsHelpError"


def _sayings() -> Iterator[tuple[str, str]]:
    what = "'?(?P<what>[^':]+)'?"
    yield f"^Missing \\w+ {what}", _("{what} is missing; see {command} --help")
    yield r"^No such option: (?P<what>\S+)", _("there is no {what}; see {command} --help")
    yield f"^No such command {what}", _("there is no command {what}; see {command} --help")
    yield f"^Option {what} requires", _("{what} needs a value; see {command} --help")
    yield r"unexpected extra .*? \((?P<what>.*)\)", _("{what} is too much; see {command} --help")
    yield (
        f"^Invalid value for {what}: .*greater than or equal to (?P<least>\\S+)",
        _("{what} has to be at least {least}; see {command} --help"),
    )
    yield (
        f"^Invalid value for {what}: .*valid (number|integer)",
        _("{what} has to be a number; see {command} --help"),
    )
    yield (
        f"^Invalid value for {what}: (?P<why>.*)",
        _("{what} cannot have this value ({why}); see {command} --help"),
    )
