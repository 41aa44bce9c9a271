"""What is wrong where a text is no YAML, in words of someone who does not program."""

import re

import yaml

from content.texts import _

_CHINESE_COLON = re.compile(r"^[\s\-{]*\w+\s*：")
_NO_SPACE = re.compile(r"^[\s\-{]*\w+:[^\s:/]")
_TWO_COLONS = re.compile(r":\s.*:(\s|$)")


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """Return the line (from 1) to look at and a sentence: what is wrong there, what to do."""
    lines = text.splitlines()
    mark = error.problem_mark or error.context_mark
    at = min(mark.line + 1 if mark else 1, len(lines))  # an open bracket is found after the end
    for line in (at, at - 1):  # a key that is none is found only with the line after it
        if slip := _slip(lines[line - 1] if line else ""):
            return line, _sentence(slip)
    start = error.context_mark.line + 1 if error.context_mark else at
    return at, _sentence(_hint(str(error.problem), lines[at - 1] if lines else "", start))


def _sentence(hint: str) -> str:
    return _("this is not YAML: {hint}").format(hint=hint)


def _slip(line: str) -> str | None:
    """Return what is wrong in a line that looks like "field: text" and is not; None if nothing."""
    if _CHINESE_COLON.match(line):
        return _("the colon here is a Chinese one (：); write “: ”, with a space after it")
    if line.startswith("\t") or line.strip(" ").startswith("\t"):
        return _("a tab stands here; indent with spaces")
    if _NO_SPACE.match(line):
        return _("a space is missing after the colon")
    return None


def _hint(problem: str, line: str, start: int) -> str:
    if "mapping values" in problem and _TWO_COLONS.search(line):
        return _("there are two colons in this line; put the text in quotes")
    if "expected ','" in problem:
        return _("the bracket opened in line {start} is not closed").format(start=start)
    if "end of stream" in problem:
        return _("the quote opened in line {start} is not closed").format(start=start)
    if "cannot start any token" in problem or "alias" in problem:
        return _("a text cannot begin with this sign; put the text in quotes")
    if "another document" in problem:
        return _("a line of dashes divides the file in two; take it out")
    if "mapping values" in problem or "expected key" in problem or "'-' indicator" in problem:
        return _("this line is not indented like its neighbours, or goes on after a closing quote")
    return _("look at the indents, colons and quotes here")
