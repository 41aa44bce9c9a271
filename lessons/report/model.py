"""What a report is made from: plain data, given by whoever has just judged an attempt."""

from dataclasses import dataclass

from content.assessment import Assessment, Finding
from content.model import Basis, Status
from content.rights import Asset
from content.score import Score
from lessons.report.notes import Limits, NoteBox, Sung
from lessons.report.shapes import Page
from lessons.report.strands import Script

Advice = tuple[tuple[Finding, str], ...]


@dataclass(frozen=True)
class VoiceReport:
    """One judged take. `advice` has the costliest findings first, each with its sentence.

    `score` is the written text, None where the take was held against a recording;
    `beside` draws a few notes beside the master's. `text_sung` says in words which text that
    was, `editions` where it comes from.
    """

    title: str
    take: str
    text_sung: str
    editions: tuple[str, ...]
    assessment: Assessment
    notes: tuple[NoteBox, ...]
    limits: Limits
    advice: Advice = ()
    score: Score | None = None
    sung: Sung | None = None
    script: Script = "trad"
    rights: tuple[Asset, ...] = ()
    beside: Page | None = None


@dataclass(frozen=True)
class Picture:
    """A JPEG image with what it shows."""

    jpeg: bytes
    caption: str


@dataclass(frozen=True)
class StepLine:
    """One step of a lesson as it went; `done` None where it was not reached."""

    title: str
    say: str
    done: bool | None
    basis: Basis | None = None


@dataclass(frozen=True)
class MeasureLine:
    """One measured thing in words, with what it rests on; `ok` None where nothing was measured."""

    name: str
    value: str
    tolerance: str
    ok: bool | None
    status: Status
    source: str


@dataclass(frozen=True)
class SessionReport:
    """One session at a bench: what was done, how it stands, what it rests on.

    `take_home`: the lesson whose parts can be written as paper templates; "" for none.
    """

    title: str
    intro: str
    editions: tuple[str, ...]
    assessment: Assessment
    advice: Advice = ()
    pictures: tuple[Picture, ...] = ()
    steps: tuple[StepLine, ...] = ()
    measures: tuple[MeasureLine, ...] = ()
    drawings: tuple[Page, ...] = ()
    rights: tuple[Asset, ...] = ()
    take_home: str = ""


@dataclass(frozen=True)
class ToldLine:
    """One measured thing in words; `mark` says what it gave, or that it gives none."""

    name: str
    value: str
    mark: str


@dataclass(frozen=True)
class TakeReport:
    """One take that was spoken, plucked, tapped or marked: measures in words, and drawings."""

    title: str
    take: str
    intro: str
    editions: tuple[str, ...]
    assessment: Assessment
    lines: tuple[ToldLine, ...] = ()
    advice: Advice = ()
    drawings: tuple[Page, ...] = ()
    rights: tuple[Asset, ...] = ()


@dataclass(frozen=True)
class Said:
    """A master's word: its place (nothing: all), who said it on which day of what, the text."""

    place: str
    whose: str
    text: str


@dataclass(frozen=True)
class KeptReport:
    """A kept attempt, of which no sound is left: what a master said, what the program found."""

    title: str
    intro: str
    editions: tuple[str, ...]
    assessment: Assessment
    remarks: tuple[Said, ...] = ()
    facts: tuple[str, ...] = ()
    advice: Advice = ()
    rights: tuple[Asset, ...] = ()


@dataclass(frozen=True)
class ScoreReport:
    """The head of a page that shows a score and judges nobody."""

    title: str
    editions: tuple[str, ...]
    rights: tuple[Asset, ...] = ()
    assessment: None = None
