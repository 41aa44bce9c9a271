"""Tapped 板眼 as a lesson judges them, and what is said about them."""

import re

import pytest

from content import texts
from content.assessment import Finding, Where
from content.event import Event
from content.excerpt import excerpt
from content.library import SHIPPED, open_library
from content.reference import Reference
from content.schema import MEASURES
from content.take import Take
from lessons.advice_ban import SENTENCES
from lessons.scorers import ban


@pytest.fixture(autouse=True)
def restore():
    texts.use("en")
    yield
    texts.use("en")


def reference(first: int, last: int) -> Reference:
    """A phrase of the 1746 aria."""
    library = open_library((SHIPPED,))
    link = library.lesson("kunqu/bubujiao").score
    assert link is not None
    score = excerpt(library.score(link), first, last).score
    return Reference(score.id, score.home, score.school, score.edition, score=score)


def take(seconds, kind="ban", struck=()) -> Take:
    taps = [Event(round(240 * s), "ban.tap", {"kind": kind}) for s in seconds]
    beats = [Event(round(240 * s), "ban.struck") for s in struck]
    return Take("kunqu/gongche_banyan", "hash", "shuimo", inputs=tuple(taps + beats))


BEAT = 2 * 60 / 36  # seconds: a marked beat of 1746 is two quarters
PHRASE = [1 + i * BEAT for i in range(6)]  # 閒庭院: six marked beats


def test_an_even_hand_has_it_all():
    found = ban.score(reference(5, 7), take(PHRASE))
    assert found.score == pytest.approx(100) and not found.findings
    assert found.scorer == "ban" and len(found.items) == 6
    names = {m.name: m for m in found.measures}
    assert set(MEASURES["ban"]) <= set(names)
    assert names["ban_ms"].value == pytest.approx(0, abs=5)
    assert names["tempo_ratio"].value == pytest.approx(1, abs=0.01)


def test_a_late_tap_is_told_with_its_beat():
    late = [*PHRASE[:3], PHRASE[3] + 0.3, *PHRASE[4:]]
    found = ban.score(reference(5, 7), take(late))
    ((finding, sentence),) = [(f, SENTENCES[f.cause](f)) for f in found.worst()]
    assert finding.where.id == "3" and finding.value == pytest.approx(300, abs=10)
    assert sentence.startswith("Beat 4: 0.30 s late.")


def test_against_the_programs_own_beats_unless_their_delay_is_unknown():
    after = take([s + 0.25 for s in PHRASE], struck=PHRASE)
    told = ban.judge(reference(5, 7), after)
    assert told.score == pytest.approx(100 * (400 - 250) / 320, abs=1)
    assert [f.where.id for f in told.findings] == ["0-5"]
    assert ban.judge(reference(5, 7), after, timing_trusted=False).score == pytest.approx(100)


def test_missing_and_added_taps_are_told():
    found = ban.score(reference(5, 7), take([*PHRASE[:2], *PHRASE[3:], PHRASE[4] + 1.2]))
    assert {f.cause for f in found.findings} == {"ban.missing", "ban.extra"}
    assert found.score == pytest.approx(100 * 5 / 7, abs=1)
    assert 100 - found.score == pytest.approx(sum(f.cost for f in found.findings), abs=0.1)


def test_free_rhythm_is_not_tapped():
    found = ban.score(reference(0, 4), take(PHRASE))
    assert found.score is None and found.withheld == "free"
    assert [f.cause for f in found.worst()] == ["ban.free"]


@pytest.mark.parametrize(("seconds", "why"), [((), "few"), (PHRASE[:2], "few")])
def test_too_little_is_not_judged(seconds, why):
    found = ban.score(reference(5, 7), take(seconds))
    assert found.score is None and found.withheld == why
    assert [f.cause for f in found.worst()] == [f"ban.{why}"]


def test_without_a_score_there_is_nothing_to_tap():
    known = reference(5, 7)
    with pytest.raises(ValueError, match="no score"):
        ban.score(Reference("x", known.home, known.school, known.edition), take(PHRASE))


@pytest.mark.parametrize("lang", texts.LANGUAGES)
@pytest.mark.parametrize("cause", sorted(SENTENCES))
@pytest.mark.parametrize("place", ["2", "2-5"])
def test_every_cause_is_said_whole(cause, lang, place):
    texts.use(lang)
    whole = cause in ("ban.extra", "ban.uneven", "ban.coverage", "ban.few", "ban.free")
    finding = Finding(
        cause=cause, where=Where(kind="whole" if whole else "span", id="take" if whole else place),
        measure="ban_ms", value=0.4, unit="ms", tolerance=0.5, direction="off", confidence=1,
        cost=1,
    )  # fmt: skip
    sentence = SENTENCES[cause](finding)
    assert sentence and "{" not in sentence and sentence[-1] in ".。"
    assert bool(re.search("[\u4e00-\u9fff]{4}", sentence)) == (lang == "zh_CN")
