"""The teacher's document: what a lesson is, what it needs, what its steps ask for."""

from typing import Literal

from pydantic import Field

from content.model import Basis, Document, Text

FORMAT = 3
Need = Literal["physics", "recording", "microphone", "camera", "headset"]
Art = Literal["kunqu", "ciyue", "pingtan", "suju", "taohuawu", "xiangshan"]
Part = Literal["上手", "下手"]  # who sits where and plays what on the Pingtan stage
Marked = Literal["豁", "断", "罕"]  # 腔格 that a syllable's tone decides
Seen = Literal["hands", "legs", "feet"]  # what of a body a camera has to see


class Goal(Document):
    """One thing a step asks for. `tolerance` in the unit of the measure's name."""

    measure: str
    tolerance: float = Field(ge=0)


class Fact(Document):
    """One thing that is known, or known not to be known, and what that rests on."""

    text: Text
    basis: Basis


class Step(Document):
    """One step: a name, one sentence of what to do, what to place, how it is judged.

    `syllables`: first and last syllable of the sung phrase, from 0, both included; `lines`
    likewise of the spoken script. `pattern`: file of the strokes to play, `part`: which of two
    players the learner is. `marks`: the 腔格 whose syllables the learner points out.
    `slot`: what only a master can give; the step waits for a recording of his. `scorer`:
    another judge than the lesson's. `marked` false: measured and shown, never marked.
    `after`: the steps that must stand before this one can. `movement`: file of the program's own
    authored movement; `stills`: file of pose diagrams drawn from words. `home`: whose movement it
    is (家门), where a lesson has more than one. `sees`: without it nothing is judged.
    """

    id: str
    title: Text
    say: Text
    why: Text
    after: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    syllables: tuple[int, int] | None = None
    lines: tuple[int, int] | None = None
    pattern: str | None = None
    part: Part | None = None
    marks: Marked | None = None
    movement: str | None = None
    stills: str | None = None
    home: Text | None = None
    sees: tuple[Seen, ...] = ()
    slot: Text | None = None
    scorer: str | None = None
    marked: bool = True
    goals: tuple[Goal, ...] = ()
    basis: Basis


class ScoreLink(Document):
    """A score in another pack: the pack's id and the score's id."""

    pack: str
    score: str


class Lesson(Document):
    """A lesson as a teacher writes it in `lesson.yaml`.

    `accompaniment`: file of a master's recorded accompaniment without a voice, whose second 0
    is beat 0 of the score at its tempo. `ladder`: the art's own words for the four stages
    看 跟 做 排 (watch, follow, alone, rehearse), if it has its own. Format 1 had no spoken
    lines, strokes, slots, accompaniment or ladder, format 2 no movement, stills, `home` or `sees`.
    """

    format: int = Field(ge=1)
    id: str = Field(pattern=r"^[a-z]+/[a-z0-9_-]+$")
    art: Art
    scorer: str
    title: Text
    aim: Text
    minutes: int = Field(ge=1, le=60)
    level: int = Field(ge=1, le=5)
    needs: tuple[Need, ...]
    home: Text
    school: Text
    edition: Text
    key: Text | None = None
    parts: str | None = Field(default=None, description="file of part sizes, inside the lesson")
    score: ScoreLink | None = None
    script: str | None = Field(default=None, description="file of spoken lines, in the lesson")
    accompaniment: str | None = Field(default=None, description="recorded stem, in the lesson")
    ladder: tuple[Text, Text, Text, Text] | None = None
    terms: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    steps: tuple[Step, ...] = Field(min_length=1)
    pass_mark: float = Field(default=80, ge=0, le=100)

    def scorer_of(self, step: Step) -> str:
        """Return the name of the scorer that judges a step."""
        return step.scorer or self.scorer

    def home_of(self, step: Step) -> Text:
        """Return whose movement a step is (家门); two homes are never averaged."""
        return step.home or self.home
