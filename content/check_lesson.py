"""What a lesson says about other things: its pack, steps, parts, terms, measures, score.

The plain values of the file are looked at, not the finished document, so that one wrong
type in a lesson does not hide what else is wrong with it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from content import check_steps, yamlfile
from content import pack as packs
from content.errors import Refusal
from content.faults import Page, Problem, did_you_mean, near
from content.glossary import glossary, knows
from content.lesson import ScoreLink
from content.library import Library, open_library
from content.schema import MEASURES
from content.score import Score
from content.texts import _
from content.yamlfile import texts_at, walk

# Reads a file of part sizes; raises YamlError for what is wrong in it.
ReadParts = Callable[[Path], object]


@dataclass(frozen=True)
class Held:
    """A lesson and what it is held against; a score is None where it is damaged."""

    folder: Path
    pack: Page
    lesson: Page
    scores: Mapping[str, Score | None]
    library: Library | None
    read_parts: ReadParts

    @cached_property
    def value(self) -> Any:
        """The lesson's plain value."""
        return self.lesson.value

    def text(self, name: str) -> str:
        """Return a field of the lesson that is text; "" where it is missing or is none."""
        return next((text for _loc, text in texts_at(self.value, name)), "")


def problems(held: Held) -> Iterator[Problem]:
    """Yield every problem."""
    for find in (_ids, _terms, _parts, _order, _goals, _sung, _unsung, check_steps.problems):
        yield from find(held)


def _ids(held: Held) -> Iterator[Problem]:
    lesson, art = held.text("id"), held.text("art")
    for _loc, pack in texts_at(held.pack.value, "id"):
        if lesson and lesson != pack:
            sentence = _("the lesson is “{lesson}”, its pack “{pack}”; make them agree")
            yield held.lesson.problem(("id",), sentence.format(lesson=lesson, pack=pack))
    if lesson and art and not lesson.startswith(art + "/"):
        sentence = _("the id “{lesson}” has to begin with the art, “{art}/”")
        yield held.lesson.problem(("art",), sentence.format(lesson=lesson, art=art))


def _terms(held: Held) -> Iterator[Problem]:
    known = tuple(term.key for term in glossary().terms)
    for loc, term in texts_at(held.value, "terms", "*"):
        if not knows(term):
            sentence = _("“{term}” is not in the glossary").format(term=term)
            yield held.lesson.problem(loc, sentence + near(term, known))


def _parts(held: Held) -> Iterator[Problem]:
    kinds: tuple[str, ...] = ()
    if name := held.text("parts"):
        try:
            path = packs.inside(held.folder, name)
            kinds = _kinds(yamlfile.read(path).value)
            held.read_parts(path)
        except yamlfile.YamlError as e:
            where = Problem(name, e.line, e.sentence)
            yield where if e.line else held.lesson.problem(("parts",), str(where))
            return
        except Refusal as e:
            yield held.lesson.problem(("parts",), str(e))
            return
    for loc, part in texts_at(held.value, "steps", "*", "parts", "*"):
        if not any(part == k or part.startswith(k + "_") for k in kinds):
            sentence = _("the part “{part}” is in no file of parts").format(part=part)
            yield held.lesson.problem(loc, sentence + did_you_mean(part, kinds))


def _kinds(parts: Any) -> tuple[str, ...]:
    return tuple(str(loc[0]) for loc, _kind in walk(parts, ("*", "kind")))


def _order(held: Held) -> Iterator[Problem]:
    ids = {loc[1]: step for loc, step in texts_at(held.value, "steps", "*", "id")}
    everything = tuple(ids.values())
    for i, step in ids.items():
        if everything.index(step) != list(ids).index(i):
            sentence = _("two steps are called “{step}”").format(step=step)
            yield held.lesson.problem(("steps", i, "id"), sentence)
    for loc, name in texts_at(held.value, "steps", "*", "after", "*"):
        if name not in everything:
            sentence = _("there is no step “{step}”").format(step=name)
            yield held.lesson.problem(loc, sentence + did_you_mean(name, everything))
        elif name not in [step for i, step in ids.items() if int(i) < int(loc[1])]:
            sentence = _("the step “{step}” does not come before this one")
            yield held.lesson.problem(loc, sentence.format(step=name))


def _goals(held: Held) -> Iterator[Problem]:
    scorers = {loc[1]: name for loc, name in texts_at(held.value, "steps", "*", "scorer")}
    named = [(("scorer",), held.text("scorer"))]
    for loc, scorer in (*named, *((("steps", i, "scorer"), s) for i, s in scorers.items())):
        if scorer and scorer not in MEASURES:
            sentence = _("there is no scorer “{scorer}”").format(scorer=scorer)
            yield held.lesson.problem(loc, sentence + did_you_mean(scorer, tuple(MEASURES)))
    for loc, measure in texts_at(held.value, "steps", "*", "goals", "*", "measure"):
        scorer = scorers.get(loc[1], held.text("scorer"))
        known = MEASURES.get(scorer)
        if known is None:
            continue
        if measure not in known:
            sentence = _("the scorer “{scorer}” does not measure “{measure}”")
            text = sentence.format(scorer=scorer, measure=measure)
            yield held.lesson.problem(loc, text + did_you_mean(measure, tuple(known)))
            continue
        for at, tolerance in walk(held.value, (*loc[:-1], "tolerance")):
            for text in _nonsense(tolerance, measure, known[measure]):
                yield held.lesson.problem(at, text)


def _nonsense(got: Any, measure: str, limits: tuple[float, float]) -> Iterator[str]:
    least, most = limits
    if isinstance(got, (int, float)) and got >= 0 and not least <= got <= most:
        sentence = _("a tolerance of {got} makes no sense for {measure}: {least} to {most}")
        yield sentence.format(got=got, measure=measure, least=least, most=most)


def _sung(held: Held) -> Iterator[Problem]:
    score = None
    try:
        score = _score(held)
    except Refusal as e:
        yield held.lesson.problem(("score",), str(e))
    if score is None:
        return
    for loc, span in walk(held.value, ("steps", "*", "syllables")):
        if not check_steps.within(span, len(score.syllables)):
            sentence = _("syllables {span}: this score has 0 to {end}, the first one first")
            text = sentence.format(span=span, end=len(score.syllables) - 1)
            yield held.lesson.problem(loc, text)


def _unsung(held: Held) -> Iterator[Problem]:
    if any(score is not None for _loc, score in walk(held.value, ("score",))):
        return
    for loc, span in walk(held.value, ("steps", "*", "syllables")):
        if span is not None:
            sentence = _("syllables without a score: name its pack and id at “score”")
            yield held.lesson.problem(loc, sentence)


def _score(held: Held) -> Score | None:
    """Return the lesson's score; None where it has none or this pack's own is damaged."""
    pack = next((t for _loc, t in texts_at(held.value, "score", "pack")), None)
    score = next((t for _loc, t in texts_at(held.value, "score", "score")), None)
    if pack is None or score is None:
        return None
    if pack == held.text("id") and score in held.scores:
        return held.scores[score]
    return (held.library or open_library()).score(ScoreLink(pack=pack, score=score))
