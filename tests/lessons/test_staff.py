"""Staff notation: every note and word engraved, nothing fetched, valid inside a page."""

import re
from xml.etree import ElementTree

import pytest

from content.errors import Refusal
from content.lesson import ScoreLink
from content.library import open_library
from content.musicxml_write import write
from lessons.report import staff

HREF = re.compile(r"https?:|url\(|@import|@font-face|xlink")


def engraved(svg: str) -> dict[str, int]:
    root = ElementTree.fromstring(svg)
    classes = [e.get("class", "").split(" ")[0] for e in root.iter()]
    return {name: classes.count(name) for name in ("note", "verse")}


@pytest.mark.parametrize("name", ["bubujiao", "zuifugui"])
def test_an_aria_is_engraved_whole(name):
    score = open_library().score(ScoreLink(pack="kunqu/jiugong1746", score=name))
    svg, legend = staff.page(score, "trad")
    drawn = engraved(svg)
    tied = write(score).data.count(b'<tie type="start"')  # two heads for one note
    assert drawn["note"] == len(score.notes) + tied
    assert drawn["verse"] == len(score.syllables)
    texts = re.findall(r"<tspan[^>]*>([^<\s\d])</tspan>", svg)
    assert texts == [s.trad for s in score.syllables]
    assert not HREF.search(svg)
    assert any("inferred" in line for line in legend)


def test_the_page_is_as_wide_as_asked_and_the_same_each_time(little_score):
    svg, legend = staff.page(little_score, "simp", 500.0)
    root = ElementTree.fromstring(svg)
    assert float(root.get("width", "0")) == pytest.approx(500, abs=1)
    assert staff.page(little_score, "simp", 500.0)[0] == svg
    assert any("散板" in line for line in legend)


def test_lengths_that_have_no_name_are_refused(little_score):
    notes = tuple(
        n.model_copy(update={"onset": n.onset / 89, "duration": n.duration / 89})
        for n in little_score.notes
    )
    odd = little_score.model_copy(update={"notes": notes, "spans": (), "free_until": 0.0})
    with pytest.raises(Refusal):
        staff.page(odd, "trad")
