"""Reports as one self-contained HTML file: no script, no network, print and phone alike."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from content.errors import Refusal
from content.rights import Asset
from content.score import Score
from content.texts import _, lang
from lessons.report import curve, gongche, gongche_rows, jianpu, staff
from lessons.report.marks import annotate, mark
from lessons.report.model import KeptReport, ScoreReport, SessionReport, TakeReport, VoiceReport
from lessons.report.notes import Judged, Verdict, judged, pitch_verdict, time_verdict
from lessons.report.palette import HEX
from lessons.report.shapes import Page
from lessons.report.strands import Script
from lessons.report.svg import FAMILIES, svg
from lessons.report.voice_words import facts
from lessons.report.words import status_tags, status_word, two_scores

Report = VoiceReport | SessionReport | TakeReport | KeptReport
# name, for wide screens, for narrow ones, legend
Drawing = tuple[str, Markup, Markup, tuple[str, ...]]
_Draw = Callable[[], tuple[Markup, tuple[str, ...]]]  # markup and legend
_VERDICTS: tuple[Verdict, ...] = ("good", "off", "unseen")


def voice_page(report: VoiceReport) -> str:
    """Return a judged take as HTML text."""
    said = judged(report.assessment.items)
    verdicts = {f"note:{i}": _verdict(j, report) for i, j in said.items()}
    return _render(
        "voice.html.j2",
        report=report,
        facts=list(facts(report.assessment, "score" if report.score else "teacher")),
        tags=status_tags(report.score) if report.score else (),
        reason=_reason(report),
        advice=_causes(report),
        curves=_curves(report, said),
        beside=_markup(report.beside) if report.beside else "",
        scores=list(_scores(report.score, report.script, verdicts)) if report.score else [],
        table=list(_table(report, said)),
    )


def score_page(score: Score, script: Script, rights: tuple[Asset, ...] = ()) -> str:
    """Return a score in every notation as HTML text, and whose it is where that is told."""
    report = ScoreReport(score.title.read(lang()), (score.edition.read(lang()),), rights)
    return _render(
        "score.html.j2",
        report=report,
        score=score,
        script=script,
        tags=status_tags(score),
        scores=list(_scores(score, script, {})),
    )


def session_page(report: SessionReport) -> str:
    """Return a session at the bench as HTML text, its pictures inside."""
    return _render(
        "session.html.j2",
        report=report,
        pictures=[(_data_uri(p.jpeg), p.caption) for p in report.pictures],
        reason=_reason(report),
        advice=_causes(report),
        drawings=[(_markup(page), page.notes) for page in report.drawings],
    )


def take_page(report: TakeReport) -> str:
    """Return a take that was spoken, plucked, tapped or marked as HTML text."""
    return _render(
        "take.html.j2",
        report=report,
        reason=_reason(report),
        advice=_causes(report),
        drawings=[(_markup(page), page.notes) for page in report.drawings],
    )


def kept_page(report: KeptReport) -> str:
    """Return a kept attempt as HTML text, a master's words above the program's."""
    return _render("kept.html.j2", report=report, reason=_reason(report), advice=_causes(report))


def save(page: str, path: Path) -> None:
    """Write a page to a file. Raises Refusal where it cannot be written."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what a disk refuses into a Refusal that names the report at `path`."""
    try:
        yield
    except OSError as e:
        sentence = _("{file}: the report could not be written ({why}). Choose another place.")
        raise Refusal(sentence.format(file=path, why=e.strerror or e)) from e


def _reason(report: Report) -> str:
    """Return in words why there is no score; empty where there is one."""
    if not report.assessment.withheld:
        return ""
    whole = [sentence for finding, sentence in report.advice if finding.where.kind == "whole"]
    return " ".join(whole) or report.assessment.withheld


def _causes(report: Report) -> list[str]:
    """Return the sentences that are not already the reason for a withheld score."""
    told = bool(report.assessment.withheld)
    return [say for finding, say in report.advice if not (told and finding.where.kind == "whole")]


def _render(template: str, **data: object) -> str:
    samples = {v: _markup(Page(12, 12, v, tuple(mark(v, 6, 6)))) for v in _VERDICTS}
    return (
        _environment()
        .get_template(template)
        .render(
            _=_,
            lang="zh-Hans" if lang().startswith("zh") else "en",
            palette=HEX,
            families={name: Markup(family) for name, family in FAMILIES.items()},
            status_word=status_word,
            two_scores=two_scores,
            samples=samples,
            **data,
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("lessons.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _markup(page: Page) -> Markup:
    return Markup(svg(page))  # svg() escapes every text itself


def _data_uri(jpeg: bytes) -> str:
    return "data:image/jpeg;base64," + b64encode(jpeg).decode("ascii")


def _curves(report: VoiceReport, said: Mapping[int, Judged]) -> tuple[Sequence[Markup], ...]:
    """Return the curve's rows for wide and for narrow screens."""
    sizes = (curve.WIDE, curve.NARROW)
    drawn = (curve.pages(report.notes, said, report.sung, report.limits, s) for s in sizes)
    return tuple([_markup(page) for page in pages] for pages in drawn)


def _scores(score: Score, script: Script, verdicts: Mapping[str, Verdict]) -> Iterator[Drawing]:
    """Yield each notation of a score; one that cannot write it says why in its place."""
    wide, narrow = curve.WIDE[0], curve.NARROW[0]

    def drawn(page: Page) -> tuple[Markup, tuple[str, ...]]:
        return _markup(annotate(page, verdicts)), page.notes

    def engraved(width: float) -> tuple[Markup, tuple[str, ...]]:
        svg, notes = staff.page(score, script, width)
        return Markup(svg), notes

    layouts: tuple[tuple[str, _Draw, _Draw], ...] = (
        (
            _("Gongche"),
            lambda: drawn(gongche.columns(score, script)),
            lambda: drawn(gongche_rows.rows(score, script, narrow)),
        ),
        (
            _("Jianpu"),
            lambda: drawn(jianpu.page(score, script, wide)),
            lambda: drawn(jianpu.page(score, script, narrow)),
        ),
        (_("Staff"), lambda: engraved(wide), lambda: engraved(narrow)),
    )
    for name, large, small in layouts:
        try:
            (one, notes), (other, _same) = large(), small()
            yield name, one, other, notes
        except Refusal as e:
            yield name, Markup(), Markup(), (str(e),)


def _verdict(note: Judged, report: VoiceReport) -> Verdict:
    """Return one verdict for a whole note: off where either pitch or beat is."""
    both = (pitch_verdict(note, report.limits), time_verdict(note, report.limits))
    return next((v for v in ("unseen", "off", "good") if v in both), "untold")


def _table(report: VoiceReport, said: Mapping[int, Judged]) -> Iterator[dict[str, object]]:
    for note in report.notes:
        about = said.get(note.index)
        yield {
            "note": note,
            "cents": _signed(about.cents if about else None),
            "late": _signed(about.late_ms if about else None),
            "timing": status_word(about.timing) if about else "",
            "verdict": _verdict(about, report) if about else "unseen",
        }


def _signed(value: float | None) -> str:
    return "" if value is None else f"{value:+.0f}".replace("-", "−")
