"""Judges marking: which syllables of a phrase can take an ornament that the tone decides.

豁 belongs to 去, 断 to 入, 罕 to 上 (kunqu_facts: 豁腔 only 去声; 逢入必断; 罕腔 only 上声).
A syllable whose tone is not known, or known by inference only, is shown and costs nothing.
"""

from collections.abc import Mapping

from audio.files import Samples
from content.assessment import Assessment, Finding, Item, Measure, Where
from content.lesson import Marked
from content.reference import Reference
from content.score import Syllable, ToneClass
from content.stream import Stream
from content.take import Take

NEEDS = ()
VERSION = 1
TONE_OF: Mapping[Marked, ToneClass] = {"豁": "去", "断": "入", "罕": "上"}


def listen(samples: Samples) -> dict[str, Stream]:
    """Return no streams: nothing is heard of marks."""
    return {}


def score(reference: Reference, take: Take) -> Assessment:
    """Judge a take by its marks."""
    return judge(reference, take)


def judge(reference: Reference, take: Take, timing_trusted: bool = True) -> Assessment:
    """Judge the marks of a take: its last input "marks" {kind, syllables}, counted from 0.

    The score is 100 x (right marks - wrong marks) / all that should be marked, at least 0;
    it is withheld where no tone of the phrase is known.
    """
    assert reference.score is not None
    asked = next(e for e in reversed(take.inputs) if e.name == "marks")
    kind, chosen = asked.value["kind"], set(asked.value["syllables"])
    tone = TONE_OF[kind]
    known = {i: s for i, s in enumerate(reference.score.syllables) if _known(s)}
    wanted = {i for i, s in known.items() if s.tone is not None and s.tone.kind == tone}
    missed, wrong = wanted - chosen, (chosen & known.keys()) - wanted
    share = 100.0 / max(len(wanted), 1)
    findings = [_finding("marking.missed", i, known[i], share) for i in sorted(missed)]
    findings += [_finding("marking.wrong", i, known[i], share) for i in sorted(wrong)]
    mark = max(0.0, 100 - share * (len(missed) + len(wrong))) if wanted else None
    return Assessment(
        lesson=take.lesson,
        lesson_hash=take.lesson_hash,
        references=(reference.id,),
        scorer="marking",
        scorer_version=VERSION,
        score=mark,
        withheld=None if wanted else "tones",
        coverage=len(known) / max(len(reference.score.syllables), 1),
        measures=(Measure(name="marks_right", value=len(wanted & chosen), unit="syllables",
                          n=len(wanted), score=mark, withheld=None if wanted else "tones"),),
        items=tuple(_item(i, s, chosen, wanted) for i, s in enumerate(reference.score.syllables)),
        findings=tuple(findings) if wanted else (_nothing(),),
    )  # fmt: skip


def _known(syllable: Syllable) -> bool:
    return syllable.tone is not None and syllable.tone.basis.status.gradable


def _finding(cause: str, index: int, syllable: Syllable, cost: float) -> Finding:
    assert syllable.tone is not None
    return Finding(
        cause=cause,
        where=Where(kind="note", id=f"{index} {syllable.trad}/{syllable.simp} {_named(syllable)}"),
        measure="marks_right", value=0.0, unit="syllables", tolerance=0.0,
        direction="missing" if cause == "marking.missed" else "off", confidence=1.0, cost=cost,
    )  # fmt: skip


def _named(syllable: Syllable) -> str:
    assert syllable.tone is not None
    return f"{syllable.tone.yinyang or ''}{syllable.tone.kind}"


def _nothing() -> Finding:
    return Finding(
        cause="marking.tones", where=Where(kind="whole", id=""), measure="marks_right", value=0.0,
        unit="syllables", tolerance=0.0, direction="none", confidence=0.0, cost=0.0,
    )  # fmt: skip


def _item(index: int, syllable: Syllable, chosen: set[int], wanted: set[int]) -> Item:
    return {
        "index": index,
        "lyric": syllable.trad,
        "tone": None if syllable.tone is None else _named(syllable),
        "tone_status": None if syllable.tone is None else syllable.tone.basis.status.value,
        "marked": index in chosen,
        "asked": index in wanted if _known(syllable) else None,
    }
