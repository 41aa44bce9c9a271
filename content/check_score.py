"""What a score says that no singer would: 腔格 against the tone, marks against the metre.

Or that its own notations disagree.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from content.faults import Page, Problem
from content.score import Mark, MetreKind, Note, OrnamentKind, Score, ToneClass
from content.texts import _

# 豁: draft standard of gongche signs §5; 断 逢入必断, 罕 only on 上聲 (kunqu_facts, seen).
TONES: dict[OrnamentKind, ToneClass] = {"豁": "去", "断": "入", "罕": "上"}
_DIGITS = re.compile("([#b]?)([1-7])(?:'{0,3}|,{0,3})")
_SHIFTS = {"": 0, "#": 1, "b": -1}
_DEGREES = {"1": 0, "2": 2, "3": 4, "4": 5, "5": 7, "6": 9, "7": 11}
LEAST_SECONDS = 0.3  # the shortest turn measured in one performance of 尋夢
SWELL_BEATS = 3.0  # 橄榄 stands on notes longer than this
MOST_REPEATS = 3  # 叠 repeats a note one to three times
_BRIEF: tuple[OrnamentKind, ...] = ("带", "垫", "啜", "断")  # small by their nature
_BAN: frozenset[Mark] = frozenset({"头板", "底板"})
_EYES: frozenset[Mark] = frozenset({"头眼", "中眼", "末眼", "小眼", "侧头末眼", "侧中眼"})
_MARKS: dict[MetreKind, frozenset[Mark]] = {
    "散板": frozenset({"底板"}),
    "流水": _BAN,
    "一板一眼": _BAN | {"头眼", "小眼", "侧头末眼"},
    "一板三眼": _BAN | _EYES,
    "一板三眼加赠板": _BAN | _EYES | {"赠板", "腰赠板"},
}


def problems(page: Page) -> Iterator[Problem]:
    """Yield every problem of a score that was read, each with its line."""
    if isinstance(page.document, Score):
        for find in (_jianpu, _ornaments, _breaths, _spans, _marks):
            yield from find(page, page.document)


def _jianpu(page: Page, score: Score) -> Iterator[Problem]:
    """Yield each note whose two notations differ; 1 may stand on any sign, but on one."""
    tonic: int | None = None
    for i, note in enumerate(score.notes):
        found = _DIGITS.fullmatch(note.jianpu)
        if found:
            octaves = note.jianpu.count("'") - note.jianpu.count(",")
            above = _DEGREES[found[2]] + _SHIFTS[found[1]] + 12 * octaves
            tonic = note.semitones - above if tonic is None else tonic
            if note.semitones - above == tonic:
                continue
        sentence = _(
            "note {n}: jianpu “{jianpu}” does not fit {gongche}, as the first note is written"
        )
        text = sentence.format(n=i + 1, jianpu=note.jianpu, gongche=note.gongche)
        yield page.problem(("notes", i, "jianpu"), text)


def _ornaments(page: Page, score: Score) -> Iterator[Problem]:
    for i, note in enumerate(score.notes):
        for j, ornament in enumerate(note.ornaments):
            loc = ("notes", i, "ornaments", j)
            for sentence in _unfit(score, i, ornament.kind):
                yield page.problem(loc, sentence)
        for sentence in _repeated(i, note):
            yield page.problem(("notes", i, "ornaments"), sentence)


def _unfit(score: Score, index: int, kind: OrnamentKind) -> Iterator[str]:
    """Yield why an ornament cannot stand on a note."""
    note = score.notes[index]
    yield from _wrong_tone(score, index, kind)
    timed = note.onset >= score.free_until
    if kind == "橄榄" and timed and note.duration <= SWELL_BEATS:
        sentence = _(
            "note {n}: 橄榄 swells on notes of more than {least:g} beats; this has {got:g}"
        )
        yield sentence.format(n=index + 1, least=SWELL_BEATS, got=note.duration)
    seconds = note.duration * 60 / score.tempo_bpm
    if timed and kind not in _BRIEF and seconds < LEAST_SECONDS:
        sentence = _("note {n}: {kind} needs {least:g} s at least; this note has {got:.2f} s")
        yield sentence.format(n=index + 1, kind=kind, least=LEAST_SECONDS, got=seconds)


def _wrong_tone(score: Score, index: int, kind: OrnamentKind) -> Iterator[str]:
    wanted = TONES.get(kind)
    syllable = score.syllables[score.notes[index].syllable]
    if wanted is None or (syllable.tone and syllable.tone.kind == wanted):
        return
    if syllable.tone is None:
        sentence = _("note {n}: {kind} belongs to {wanted}; say the tone of “{word}”")
    else:
        sentence = _("note {n}: {kind} belongs to {wanted}, but “{word}” is {tone}")
    tone = syllable.tone.kind if syllable.tone else ""
    yield sentence.format(n=index + 1, kind=kind, wanted=wanted, word=syllable.trad, tone=tone)


def _repeated(index: int, note: Note) -> Iterator[str]:
    for kind in dict.fromkeys(o.kind for o in note.ornaments):
        count = sum(o.kind == kind for o in note.ornaments)
        if count > (MOST_REPEATS if kind == "叠" else 1):
            sentence = _("note {n}: {kind} stands {count} times")
            yield sentence.format(n=index + 1, kind=kind, count=count)


def _breaths(page: Page, score: Score) -> Iterator[Problem]:
    last = len(score.notes) - 1
    if score.notes and score.notes[last].breath is not None:
        sentence = _("a 气口 after the last note: nothing is sung after it")
        yield page.problem(("notes", last, "breath"), sentence)


def _spans(page: Page, score: Score) -> Iterator[Problem]:
    for i, (a, b) in enumerate(pairwise(score.spans), 1):
        if b.onset < a.onset + a.duration - 1e-6:
            sentence = _("beat {n} begins before the one before it ends")
            yield page.problem(("spans", i), sentence.format(n=i + 1))


def _marks(page: Page, score: Score) -> Iterator[Problem]:
    if score.metre is None:
        return
    for i, span in enumerate(score.spans):
        free = span.onset < score.free_until
        kind = "散板" if free else score.metre.kind
        if span.mark is not None and span.mark not in _MARKS[kind]:
            sentence = _("beat {n}: there is no {mark} in {metre}")
            text = sentence.format(n=i + 1, mark=span.mark, metre=kind)
            yield page.problem(("spans", i, "mark"), text)
