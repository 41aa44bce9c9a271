"""What a step says of spoken lines, strokes and marks: that they are there and can be judged."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from content import pack as packs
from content.errors import Refusal
from content.faults import Problem, look
from content.texts import _
from content.yamlfile import Loc, texts_at, walk

if TYPE_CHECKING:
    from content.check_lesson import Held

MOTION = "motion"  # the scorer of steps that are moved

# What a scorer cannot judge without; a slot, which waits for a recording, needs none of it.
NEEDS = {
    "strings": "pattern", "speech": "lines", "marking": "marks", "ban": "syllables",
    "motion": "movement",
}  # fmt: skip


def problems(held: "Held") -> Iterator[Problem]:
    """Yield every problem of the steps' own documents."""
    yield from _stem(held)
    for kind in ("pattern", "movement", "stills"):
        yield from _documents(held, kind)
    yield from _roles(held)
    yield from _lines(held)
    yield from _needs(held)
    yield from _moved(held)


def _stem(held: "Held") -> Iterator[Problem]:
    file = held.text("accompaniment")
    if not file:
        return
    try:
        if not packs.inside(held.folder, file).is_file():
            sentence = _("there is no file {file} in this pack").format(file=file)
            yield held.lesson.problem(("accompaniment",), sentence)
    except Refusal as e:
        yield held.lesson.problem(("accompaniment",), str(e))


def _documents(held: "Held", kind: str) -> Iterator[Problem]:
    """Yield what is wrong with the files of a kind that the steps name, each once."""
    seen: set[str] = set()
    for loc, file in texts_at(held.value, "steps", "*", kind):
        if file not in seen:
            seen.add(file)
            yield from _document(held, loc, kind, file)


def _roles(held: "Held") -> Iterator[Problem]:
    """A step for one of two players needs that player's strokes."""
    for loc, part in texts_at(held.value, "steps", "*", "part"):
        for _loc, file in texts_at(held.value["steps"][loc[1]], "pattern"):
            for role in _roles_of(held, file):
                if role != part:
                    sentence = _("the step is for {part}, but {file} is what {role} plays")
                    text = sentence.format(part=part, file=file, role=role)
                    yield held.lesson.problem(loc, text)


def _roles_of(held: "Held", file: str) -> list[str]:
    try:
        value = look("pattern", packs.inside(held.folder, file), file).value
    except Refusal:  # said already
        return []
    return [role for _loc, role in texts_at(value, "role")]


def _document(held: "Held", loc: Loc, kind: str, file: str) -> Iterator[Problem]:
    """Yield what is wrong with a file that a lesson names, or that it is not there."""
    try:
        path = packs.inside(held.folder, file)
        if not path.is_file():
            sentence = _("there is no file {file} in this pack")
            yield held.lesson.problem(loc, sentence.format(file=file))
            return
        yield from look(kind, path, file).problems
    except Refusal as e:
        yield held.lesson.problem(loc, str(e))


def _lines(held: "Held") -> Iterator[Problem]:
    file = held.text("script")
    if file:
        yield from _document(held, ("script",), "script", file)
    try:
        count = _count(held, file)
    except Refusal:  # said already
        return
    for loc, span in walk(held.value, ("steps", "*", "lines")):
        if not file and not any(found for _loc, found in walk(held.value, ("script",))):
            yield held.lesson.problem(loc, _("lines without a script: name its file at “script”"))
        elif count and not within(span, count):
            sentence = _("lines {span}: this script has 0 to {end}, the first one first")
            yield held.lesson.problem(loc, sentence.format(span=span, end=count - 1))


def _count(held: "Held", file: str) -> int:
    value = look("script", packs.inside(held.folder, file), file).value if file else None
    return sum(1 for _line in walk(value, ("lines", "*")))


def within(span: Any, n: int) -> bool:
    """Whether a span fits `n` lines or syllables; one of a wrong type is named elsewhere."""
    if not (isinstance(span, list) and len(span) == 2 and all(isinstance(s, int) for s in span)):
        return True
    return bool(0 <= span[0] <= span[1] < n)


def _needs(held: "Held") -> Iterator[Problem]:
    """A step whose scorer has nothing to go by is neither playable nor a slot."""
    for loc, step in walk(held.value, ("steps", "*")):
        if not isinstance(step, dict):
            continue
        need = NEEDS.get(str(step.get("scorer") or held.text("scorer")))
        if need is not None and step.get(need) is None and step.get("slot") is None:
            sentence = _("this step has no “{need}” to be judged by; give one, or say its “slot”")
            yield held.lesson.problem(loc, sentence.format(need=need))


def _moved(held: "Held") -> Iterator[Problem]:
    """What the program moves itself waits for nobody; and only what is judged can be unseen."""
    for loc, step in walk(held.value, ("steps", "*")):
        if not isinstance(step, dict):
            continue
        if step.get("movement") is not None and step.get("slot") is not None:
            sentence = _("this step has a movement of the program and waits for a master: keep one")
            yield held.lesson.problem((*loc, "slot"), sentence)
        if (step.get("scorer") or held.text("scorer")) == MOTION:
            continue
        for field in ("movement", "stills", "sees"):
            if step.get(field):
                sentence = _("“{field}” is for a step that the scorer “motion” judges")
                yield held.lesson.problem((*loc, field), sentence.format(field=field))
