"""Where something was, in a reader's words: the syllable with its gongche, or which note."""

from content.assessment import Finding
from content.texts import _, lang


def script(lyric: str) -> str:
    """Return a syllable ("線", or "線/线" where the scripts differ) in the reader's script."""
    trad, _slash, simp = lyric.partition("/")
    return simp if simp and lang() == "zh_CN" else trad


def syllable(finding: Finding) -> str | None:
    """Return the syllable with its gongche; None where the finding does not name them."""
    words = finding.where.id.split(" ")[1:]
    if len(words) != 2:
        return None
    return _("{gongche} of “{lyric}”").format(lyric=script(words[0]), gongche=words[1])


def _numbered(finding: Finding, number: int) -> str:
    """Return a note of a teacher's recording by its number, and where it is in the recording."""
    span = finding.where.span
    if span is None:
        return _("Note {number}").format(number=number)
    named = _("Note {number} (at {seconds:.1f} s of your teacher's)")
    return named.format(number=number, seconds=span[0])


def place(finding: Finding) -> str:
    """Return the words for a note or a run of notes; nothing for the whole."""
    if finding.where.kind == "whole":
        return ""
    written, number = syllable(finding), finding.where.id.split(" ")[0]
    first, _dash, last = number.partition("-")
    named = written or _numbered(finding, int(first) + 1)
    if not last:
        return named
    if written and finding.direction in ("late", "early"):
        return _("{place} and the marked beats after it").format(place=named)
    if int(last) == int(first) + 1:
        return _("{place} and the note after it").format(place=named)
    return _("{place} and the {n} notes after it").format(place=named, n=int(last) - int(first))
