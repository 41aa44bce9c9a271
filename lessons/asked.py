"""What one attempt is held against: the step's own part of a score, a script, a pattern.

Frozen and picklable, so that it crosses to the judge's process as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from content.errors import Refusal
from content.excerpt import excerpt
from content.lesson import Lesson, Step
from content.library import Library
from content.pattern import Pattern
from content.reference import Reference
from content.rights import Asset
from content.score import Score
from content.script import Script
from content.texts import _, lang

TextSung = Literal["score", "other"]


@dataclass(frozen=True)
class Asked:
    """A lesson, the step of it that is tried (None: all of it), and what that is held against.

    `recordings` are a teacher's own takes, all of one lineage; where there are any the take
    is held against them and not against the printed text. `text` "other": the learner sings
    another text than the score. `partner` is what the other of two players plays meanwhile,
    `stem` a master's recorded accompaniment, in which the step begins `stem_from` beats after
    its start.
    """

    lesson: Lesson
    lesson_hash: str
    step: Step | None
    reference: Reference
    recordings: tuple[Path, ...] = ()
    text: TextSung = "score"
    rights: tuple[Asset, ...] = ()
    partner: Pattern | None = None
    stem: Path | None = None
    stem_from: float = 0.0

    @property
    def scorer(self) -> str:
        """The name of the scorer that judges this."""
        return self.lesson.scorer if self.step is None else self.lesson.scorer_of(self.step)

    @property
    def marked(self) -> bool:
        """Whether a mark is given, or only what was measured is shown."""
        return self.step is None or self.step.marked

    @property
    def waits_for_master(self) -> bool:
        """Whether only a master's recording can say what is right, and there is none."""
        slot = self.step is not None and self.step.slot is not None
        return slot and not self.recordings


def ask(
    library: Library,
    lesson_id: str,
    step_id: str | None = None,
    *,
    recordings: Sequence[Path] = (),
    text: TextSung = "score",
    score: Score | None = None,
) -> Asked:
    """Return what a step of a lesson asks for; `score` is an edition of the learner's own.

    Raises Refusal where the step, the score or another file of the lesson is not there.
    """
    lesson = library.lesson(lesson_id)
    step = None if step_id is None else _step(lesson, step_id)
    whole = score or (library.score(lesson.score) if lesson.score else None)
    part, begins = _sung(whole, step)
    stem = library.file(lesson_id, lesson.accompaniment) if lesson.accompaniment else None
    named = part or lesson
    reference = Reference(
        id=named.id,
        home=named.home,
        school=named.school,
        edition=named.edition,
        score=part,
        script=_spoken(library, lesson, step),
        pattern=library.pattern(lesson_id, step.pattern) if step and step.pattern else None,
    )
    return Asked(
        lesson, library.lesson_hash(lesson_id), step, reference, tuple(recordings), text,
        _rights(library, lesson), _partner(library, lesson, step),
        None if score else stem, begins,
    )  # fmt: skip


def _rights(library: Library, lesson: Lesson) -> tuple[Asset, ...]:
    """Return whose the text of a lesson is."""
    if lesson.score is None:
        return library.pack(lesson.id).pack.assets
    pack = library.pack(lesson.score.pack).pack
    return tuple(a for a in pack.assets if a.path.startswith(lesson.score.score))


def _partner(library: Library, lesson: Lesson, step: Step | None) -> Pattern | None:
    """Return what the other player has in this lesson, where two are asked for."""
    if step is None or step.part is None or step.pattern is None:
        return None
    others = (s.pattern for s in lesson.steps if s.part not in (None, step.part) and s.pattern)
    name = next(others, None)
    return library.pattern(lesson.id, name) if name else None


def _sung(whole: Score | None, step: Step | None) -> tuple[Score | None, float]:
    """Return the step's phrase of the score and its first beat in the whole."""
    if whole is None or step is None or step.syllables is None:
        return whole, 0.0
    found = excerpt(whole, *step.syllables)
    return found.score, found.onset


def _spoken(library: Library, lesson: Lesson, step: Step | None) -> Script | None:
    """Return the step's lines of the script; None where what it speaks is written nowhere."""
    if lesson.script is None or (step is not None and step.lines is None):
        return None
    script = library.script(lesson.id)
    if step is None or step.lines is None:
        return script
    first, last = step.lines
    if not 0 <= first <= last < len(script.lines):
        sentence = _("{title} has no lines {first} to {last}; it has {n}")
        title, n = script.title.read(lang()), len(script.lines)
        raise Refusal(sentence.format(title=title, first=first + 1, last=last + 1, n=n))
    return script.model_copy(update={"lines": script.lines[first : last + 1]})


def _step(lesson: Lesson, step_id: str) -> Step:
    for step in lesson.steps:
        if step.id == step_id:
            return step
    sentence = _("{lesson} has no step {step}; its steps are: {there}")
    there = ", ".join(s.id for s in lesson.steps)
    raise Refusal(sentence.format(lesson=lesson.id, step=step_id, there=there))
