"""What to say about marking: which syllable, why, what to listen for."""

from collections.abc import Callable

from content.assessment import Finding
from content.texts import _, lang


def _words(finding: Finding) -> dict[str, str]:
    _index, lyric, tone = finding.where.id.split(" ")
    trad, _slash, simp = lyric.partition("/")
    return {"lyric": simp if lang() == "zh_CN" else trad, "tone": tone}


def _missed(f: Finding) -> str:
    sentence = _("“{lyric}” is {tone}, so it can take this ornament; you left it out.")
    return sentence.format(**_words(f))


def _wrong(f: Finding) -> str:
    sentence = _("“{lyric}” is {tone}; this ornament belongs to another tone. Take the mark away.")
    return sentence.format(**_words(f))


def _tones(f: Finding) -> str:
    return _("No tone of this phrase is known well enough to mark it; nothing was counted.")


SENTENCES: dict[str, Callable[[Finding], str]] = {
    "marking.missed": _missed,
    "marking.wrong": _wrong,
    "marking.tones": _tones,
}
