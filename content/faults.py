"""What is wrong in one document of a pack, in a teacher's words, each with its line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from content import schema
from content.errors import Refusal
from content.formats import refuse_newer
from content.model import Document
from content.texts import _
from content.yamlfile import Loc, YamlError, YamlFile, read

Model = type[Document]
D = TypeVar("D", bound=Document)


@dataclass(frozen=True)
class Problem:
    """One thing to put right: the file in the pack, the line (0: the whole file), a sentence."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.sentence}"


@dataclass(frozen=True)
class Page:
    """One document that was looked at; `document` is None where it cannot be used."""

    file: str
    yaml: YamlFile | None
    document: Document | None
    problems: tuple[Problem, ...]

    @property
    def value(self) -> Any:
        """The plain value of the file; None where it could not be read."""
        return self.yaml.value if self.yaml else None

    def problem(self, loc: Loc, sentence: str) -> Problem:
        """Return a problem at a place of this document."""
        return Problem(self.file, self.yaml.line(loc) if self.yaml else 0, sentence)


def look(kind: str, path: Path, file: str) -> Page:
    """Read a document of a kind that `schema.MODELS` has and list all that is wrong in it alone."""
    try:
        page = read(path)
    except YamlError as e:
        return Page(file, None, None, (Problem(file, e.line, e.sentence),))
    try:
        refuse_newer(page.value, schema.FORMATS[kind], Path(file))
    except Refusal as e:
        return Page(file, page, None, (Problem(file, page.line(("format",)), str(e)),))
    document, found = fit(schema.MODELS[kind], page)
    return Page(file, page, document, tuple(Problem(file, *fault) for fault in found))


def fit(model: type[D], page: YamlFile) -> tuple[D | None, list[tuple[int, str]]]:
    """Return a file's document (None if it does not fit) and each fault as (line, sentence)."""
    found = [(line, _twice(key)) for line, key in page.doubled]
    try:
        return model.model_validate(page.value), found
    except ValidationError as e:
        # a misspelt name comes before the gap that it leaves
        wanted = sorted(_wanted(e), key=lambda detail: detail["type"] == "missing")
        return None, found + [(_line(page, d), _sentence(model, d)) for d in wanted]


def near(name: str, known: tuple[str, ...]) -> str:
    """Return "; did you mean …?" to end a sentence with, or "" where nothing is near."""
    found = get_close_matches(name, known, 1)
    return _("; did you mean “{near}”?").format(near=found[0]) if found else ""


def did_you_mean(name: str, known: tuple[str, ...]) -> str:
    """Return what is near, else what there is, to end a sentence with."""
    there = ", ".join(known) or "–"
    return near(name, known) or _("; there are: {there}").format(there=there)


def _wanted(error: ValidationError) -> Iterator[ErrorDetails]:
    """Yield each error once: a value that may be one of two types has one for each."""
    seen: set[Loc] = set()
    for detail in error.errors(include_url=False):
        if detail["loc"] not in seen:
            seen.add(detail["loc"])
            yield detail


def _line(page: YamlFile, detail: ErrorDetails) -> int:
    return page.line(detail["loc"][:-1] if detail["type"] == "missing" else detail["loc"])


def _twice(key: str) -> str:
    return _("“{field}” stands here a second time; keep one of them").format(field=key)


def _sentence(model: Model, detail: ErrorDetails) -> str:
    return _SENTENCES.get(detail["type"], _other)(model, detail)


def _missing(model: Model, detail: ErrorDetails) -> str:
    return _("{field} is missing here").format(field=_place(detail["loc"]))


def _extra(model: Model, detail: ErrorDetails) -> str:
    *around, name = detail["loc"]
    known = schema.fields_at(model, tuple(around))
    sentence = _("{field} is not known").format(field=_place(detail["loc"]))
    return sentence + did_you_mean(str(name), known)


def _choice(model: Model, detail: ErrorDetails) -> str:
    sentence = _("{field} is {got}; it can be: {choices}")
    choices = str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
    return sentence.format(
        field=_place(detail["loc"]), got=_got(detail), choices=choices.replace("'", "")
    )


def _type(wanted: Callable[[], str]) -> Callable[[Model, ErrorDetails], str]:
    def sentence(model: Model, detail: ErrorDetails) -> str:
        text = _("{field} has to be {wanted}, not {got}")
        field = _place(detail["loc"])
        return text.format(field=field, wanted=wanted(), got=_got(detail))

    return sentence


def _limit(model: Model, detail: ErrorDetails) -> str:
    low = {"ge": _("at least {n}"), "gt": _("more than {n}")}
    high = {"le": _("at most {n}"), "lt": _("less than {n}")}
    limits = (
        w.format(n=f"{detail['ctx'][k]:g}") for k, w in (low | high).items() if k in detail["ctx"]
    )
    text = _("{field} has to be {wanted}, not {got}")
    return text.format(field=_place(detail["loc"]), wanted=next(limits), got=_got(detail))


def _pattern(model: Model, detail: ErrorDetails) -> str:
    text = _("{field} is {got}; write art/name in small letters, as in kunqu/bubujiao")
    return text.format(field=_place(detail["loc"]), got=_got(detail))


def _length(model: Model, detail: ErrorDetails) -> str:
    text = _("{field} has too few or too many entries ({got})")
    return text.format(field=_place(detail["loc"]), got=_got(detail))


def _own(model: Model, detail: ErrorDetails) -> str:
    return str(detail["ctx"]["error"])


def _other(model: Model, detail: ErrorDetails) -> str:
    text = _("{field} cannot be {got}")
    return text.format(field=_place(detail["loc"]), got=_got(detail))


def _place(loc: Loc) -> str:
    """Say where: entries are counted from 1, as people do."""
    if not loc:
        return _("the whole file")
    return "“" + " › ".join(str(s + 1) if isinstance(s, int) else s for s in loc) + "”"


def _got(detail: ErrorDetails) -> str:
    got: Any = detail["input"]
    if isinstance(got, bool):
        return _("true/false (in quotes it would be text)")
    if got is None:
        return _("empty")
    if isinstance(got, dict):
        return _("a group of fields")
    return _("a list") if isinstance(got, list) else f"“{str(got)[:40]}”"


_TEXT = _type(lambda: _("text"))
_WHOLE = _type(lambda: _("a whole number"))
_NUMBER = _type(lambda: _("a number"))
_TRUTH = _type(lambda: _("true or false"))
_LIST = _type(lambda: _("a list"))
_GROUP = _type(lambda: _("a group of fields"))
_SENTENCES: dict[str, Callable[[Model, ErrorDetails], str]] = {
    "missing": _missing,
    "extra_forbidden": _extra,
    "literal_error": _choice,
    "enum": _choice,
    "string_type": _TEXT,
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), _WHOLE),
    **dict.fromkeys(("float_type", "float_parsing", "finite_number"), _NUMBER),
    **dict.fromkeys(("bool_type", "bool_parsing"), _TRUTH),
    **dict.fromkeys(("tuple_type", "list_type"), _LIST),
    **dict.fromkeys(("model_type", "model_attributes_type", "dict_type"), _GROUP),
    **dict.fromkeys(("greater_than_equal", "greater_than", "less_than_equal", "less_than"), _limit),
    "string_pattern_mismatch": _pattern,
    **dict.fromkeys(("too_short", "too_long", "string_too_short", "string_too_long"), _length),
    "value_error": _own,
}
