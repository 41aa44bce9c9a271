"""What to say about plucked strings: which stroke, how far, what to do next."""

from collections.abc import Callable

from content.assessment import Finding
from content.texts import _


def _place(finding: Finding) -> str:
    """Return the words for where: one stroke or a run of them, counted from 1."""
    first, _dash, last = finding.where.id.partition("-")
    if not last:
        return _("Stroke {n}").format(n=int(first) + 1)
    return _("Strokes {a} to {b}").format(a=int(first) + 1, b=int(last) + 1)


def _say(sentence: str, finding: Finding) -> str:
    return sentence.format(
        place=_place(finding) if finding.where.kind == "span" else "",
        value=round(abs(finding.value)),
        semitones=finding.value,
        percent=round(100 * finding.value),
        tolerance=round(100 * finding.tolerance),
    )


def _missing(f: Finding) -> str:
    return _say(_("{place}: not heard. Play this place alone, slowly, and then again."), f)


def _exchanged(f: Finding) -> str:
    text = _("{place}: played in the place of the next one. Say the order aloud, then play it.")
    return _say(text, f)


def _high(f: Finding) -> str:
    return _say(_("{place}: {value} cents high. Look where the finger stops the string."), f)


def _low(f: Finding) -> str:
    return _say(_("{place}: {value} cents low. Look where the finger stops the string."), f)


def _late(f: Finding) -> str:
    return _say(_("{place}: {value} ms late. Lift the hand sooner, and tap 板 with the foot."), f)


def _early(f: Finding) -> str:
    return _say(_("{place}: {value} ms early. Let the stroke before it sound to its end."), f)


def _extra(f: Finding) -> str:
    text = _("Strokes that the pattern does not have: {value}. Rest the hand between strokes.")
    return _say(text, f)


def _tuning(f: Finding) -> str:
    text = _("Your strings stand {semitones:+.1f} semitones from the guide's. That costs nothing.")
    return _say(text, f)


def _swing(f: Finding) -> str:
    text = _("Your tempo swung, so each stroke was compared with those near it. It costs nothing.")
    return _say(text, f)


def _unplaced(f: Finding) -> str:
    return _(
        "Where the strokes stand against the beat was not heard, because no beat sounded with "
        "them: evenness alone was judged."
    )


def _coverage(f: Finding) -> str:
    text = _(
        "Only {percent} % of the strokes were heard; a score needs {tolerance} %. "
        "Is this the right pattern, played to its end?"
    )
    return _say(text, f)


def _pattern(f: Finding) -> str:
    text = _("The strokes heard are not those of this pattern, so there is no score. Listen again.")
    return _say(text, f)


def _silence(f: Finding) -> str:
    return _("No plucked string was heard. Check the microphone and play again.")


def _unresolved(f: Finding) -> str:
    return _("No source confirms these strokes, so nothing is marked: ask your teacher.")


SENTENCES: dict[str, Callable[[Finding], str]] = {
    "strings.missing": _missing,
    "strings.exchanged": _exchanged,
    "strings.high": _high,
    "strings.low": _low,
    "strings.late": _late,
    "strings.early": _early,
    "strings.extra": _extra,
    "strings.tuning": _tuning,
    "strings.swing": _swing,
    "strings.unplaced": _unplaced,
    "strings.coverage": _coverage,
    "strings.pattern": _pattern,
    "strings.silence": _silence,
    "strings.unresolved": _unresolved,
}
