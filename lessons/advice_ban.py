"""What to say about tapped 板眼: which beat, how far, what to do next."""

from collections.abc import Callable

from content.assessment import Finding
from content.texts import _


def _place(finding: Finding) -> str:
    """Return the words for where: one beat or a run of them, counted from 1."""
    first, _dash, last = finding.where.id.partition("-")
    if not last:
        return _("Beat {n}").format(n=int(first) + 1)
    return _("Beats {a} to {b}").format(a=int(first) + 1, b=int(last) + 1)


def _say(sentence: str, finding: Finding) -> str:
    return sentence.format(
        place=_place(finding) if finding.where.kind == "span" else "",
        value=round(abs(finding.value)),
        seconds=abs(finding.value) / 1000,
        percent=round(100 * finding.value),
        tolerance=round(100 * finding.tolerance),
    )


def _late(f: Finding) -> str:
    text = _("{place}: {seconds:.2f} s late. Lift the hand with the beat before, so that it falls.")
    return _say(text, f)


def _early(f: Finding) -> str:
    text = _("{place}: {seconds:.2f} s early. Say the word of the beat to its end, then tap.")
    return _say(text, f)


def _missing(f: Finding) -> str:
    text = _("{place}: no tap. The beat stands there even where the note is held; keep tapping.")
    return _say(text, f)


def _other_hand(f: Finding) -> str:
    text = _("{place}: 板 and 眼 were exchanged. Say 板 and 眼 aloud while you tap.")
    return _say(text, f)


def _extra(f: Finding) -> str:
    return _say(_("Taps that no beat asks for: {value}. Tap the marked beats alone."), f)


def _uneven(f: Finding) -> str:
    text = _("From tap to tap you differ by {seconds:.2f} s. Tap a while without the words first.")
    return _say(text, f)


def _coverage(f: Finding) -> str:
    text = _(
        "Only {percent} % of the beats were tapped; a score needs {tolerance} %. "
        "Listen to the phrase once, then tap along from its first beat."
    )
    return _say(text, f)


def _few(f: Finding) -> str:
    return _("Too few taps to judge. Tap each 板 and 眼 of the phrase, from the first on.")


def _free(f: Finding) -> str:
    return _("This is 散板: no beat is tapped here. Rest the hand and listen to the phrase.")


def _unresolved(f: Finding) -> str:
    return _("No source confirms where these beats fall, so nothing is marked: ask your teacher.")


SENTENCES: dict[str, Callable[[Finding], str]] = {
    "ban.late": _late,
    "ban.early": _early,
    "ban.missing": _missing,
    "ban.other_hand": _other_hand,
    "ban.extra": _extra,
    "ban.uneven": _uneven,
    "ban.coverage": _coverage,
    "ban.few": _few,
    "ban.free": _free,
    "ban.unresolved": _unresolved,
}
