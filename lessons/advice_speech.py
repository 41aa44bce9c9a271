"""What to say about spoken lines: which line, what was measured, what to do next."""

from collections.abc import Callable

from content.assessment import Finding
from content.texts import _


def _place(finding: Finding) -> str:
    """Return the words for where: one line or a run of them, counted from 1."""
    first, _dash, last = finding.where.id.partition("-")
    if not last:
        return _("Line {n}").format(n=int(first) + 1)
    return _("Lines {a} to {b}").format(a=int(first) + 1, b=int(last) + 1)


def _say(sentence: str, finding: Finding) -> str:
    return sentence.format(
        place=_place(finding) if finding.where.kind == "span" else "",
        value=finding.value,
        limit=finding.tolerance,
        percent=round(100 * finding.value),
        needed=round(100 * finding.tolerance),
    )


def _missing(f: Finding) -> str:
    return _say(_("{place}: not heard. Speak it alone once, then from the line before it."), f)


def _pause(f: Finding) -> str:
    return _say(_("{place}: no pause after it. Finish the line, breathe, then go on."), f)


def _quiet(f: Finding) -> str:
    text = _(
        "{place}: only {value:.0f} dB above the room. Speak to the last row, or come nearer to "
        "the microphone."
    )
    return _say(text, f)


def _ending(f: Finding) -> str:
    text = _("{place}: its end sinks to {value:.0f} dB above the room. Carry the last word out.")
    return _say(text, f)


def _same(f: Finding) -> str:
    text = _(
        "{place}: neither pitch nor voice changed where another speaks. Stop, become him, then "
        "speak."
    )
    return _say(text, f)


def _fast(f: Finding) -> str:
    text = _(
        "{value:.1f} syllables a second; your teacher's quickest lines have {limit:.1f}. "
        "Give each word its time."
    )
    return _say(text, f)


def _slow(f: Finding) -> str:
    text = _(
        "{value:.1f} syllables a second; your teacher's slowest lines have {limit:.1f}. "
        "Keep the line together in one breath."
    )
    return _say(text, f)


def _lines(f: Finding) -> str:
    text = _(
        "Only {percent} % of the lines could be told apart; a mark needs {needed} %. "
        "Leave a breath between the lines, and speak all of them."
    )
    return _say(text, f)


def _voice(f: Finding) -> str:
    return _("Nobody was heard speaking. Check the microphone and speak again.")


def _unmarked(f: Finding) -> str:
    return _(
        "Pitch and pauses are shown and nothing is marked. Whether the words are clear (字清) "
        "and have their flavour (韵味), your teacher says: keep the take, and he writes his word "
        "on it (shuimo records remark)."
    )


def _unwritten(f: Finding) -> str:
    return _(
        "The words of this are written nowhere, so your speech is drawn beside your teacher's "
        "and not judged."
    )


def _nothing(f: Finding) -> str:
    return _(
        "What this step marks needs your teacher's recording or a pause that a source gives; "
        "there is none yet, so nothing is marked."
    )


SENTENCES: dict[str, Callable[[Finding], str]] = {
    "speech.missing": _missing,
    "speech.pause": _pause,
    "speech.quiet": _quiet,
    "speech.ending": _ending,
    "speech.same": _same,
    "speech.fast": _fast,
    "speech.slow": _slow,
    "speech.lines": _lines,
    "speech.voice": _voice,
    "speech.unmarked": _unmarked,
    "speech.unwritten": _unwritten,
    "speech.nothing": _nothing,
}
