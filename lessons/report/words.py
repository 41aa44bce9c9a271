"""Words that stand on every page: how far a thing is known, and what a page's marks mean."""

from content.assessment import Assessment
from content.model import Basis, Status
from content.score import Score
from content.texts import _, lang
from lessons.report import labels
from lessons.report.strands import Script


def status_word(status: Status) -> str:
    """Return a status as one word of the reader's language."""
    return {
        Status.CONFIRMED: _("confirmed"),
        Status.DERIVED: _("derived"),
        Status.INFERRED: _("inferred"),
        Status.UNRESOLVED: _("unresolved"),
    }[status]


def two_scores(assessment: Assessment) -> str:
    """Return a master's score with the program's beside it; nothing where no master gave one."""
    if assessment.override is None:
        return ""
    who, theirs = assessment.override.who, assessment.override.score
    if assessment.score is None:
        sentence = _("{who} gives {theirs:.0f}; the program gives no score.")
        return sentence.format(who=who, theirs=theirs)
    sentence = _("{who} gives {theirs:.0f}; the program gives {own:.0f}.")
    return sentence.format(who=who, theirs=theirs, own=assessment.score)


def status_tags(score: Score) -> tuple[tuple[str, Status], ...]:
    """Return what a score knows, thing by thing, for the tags under a page."""
    known: tuple[tuple[str, Basis], ...] = (
        (_("words"), score.words_basis),
        (_("pitches"), score.pitch_basis),
        (_("marked beat spans"), score.beat_basis),
        (_("lengths inside a beat"), score.duration_basis),
        (_("key"), score.key_basis),
        (_("tempo"), score.tempo_basis),
    )
    return tuple((name, basis.status) for name, basis in known)


def status_line(score: Score) -> str:
    """Return all status tags as one line."""
    tags = (
        _("{what}: {status}").format(what=name, status=status_word(status))
        for name, status in status_tags(score)
    )
    return " · ".join(tags)


def gongche_notes(score: Score, script: Script) -> tuple[str, ...]:
    """Return the legend of a gongche page."""
    free = (_("Line beside or under the words: 散板 (sǎnbǎn), free rhythm, no beat is marked."),)
    unsaid = (
        _("◆ A marked beat span starts here. The data does not say which 板 or 眼 stands there."),
    )
    inside = (_("Rhythm inside the beat is editorial (inferred), so this page does not show it."),)
    return (
        *(unsaid if any(s.mark is None for s in score.spans) else ()),
        *labels.legend(score, script),
        *_metre(score, script),
        *(free if score.free_until > 0 else ()),
        *(inside if score.spans and not score.duration_basis.status.gradable else ()),
        status_line(score),
    )


def jianpu_notes(score: Score, script: Script) -> tuple[str, ...]:
    """Return the legend of a jianpu page."""
    free = (_("Without bars: 散板 (sǎnbǎn), free rhythm; the digits have no lengths there."),)
    lengths = (
        _("Grey lengths (lines, dots, ties) are editorial (inferred), digits the source's."),
    )
    timed = (n.onset >= score.free_until for n in score.notes)
    tonic = next((n.gongche for n in score.notes if n.jianpu == "1"), "上")
    return (
        _("1 = {sign}. {key}").format(sign=tonic, key=score.key.read(lang())),
        *((_("A bar line stands where a marked beat span starts."),) if score.spans else ()),
        *(lengths if any(timed) else ()),
        *labels.legend(score, script),
        *_metre(score, script),
        *(free if score.free_until > 0 else ()),
        _("Jianpu here aims at GB/T 46845-2025; it has not been checked against the standard."),
    )


def _metre(score: Score, script: Script) -> tuple[str, ...]:
    if score.metre is None:
        return ()
    sentence = _("板式 (metre): {metre}, {status}")
    name = labels.named(score.metre.kind, script)
    return (sentence.format(metre=name, status=status_word(score.metre.basis.status)),)
