"""What can be looked up over a page: a term, a character, what the lesson rests on."""

from content.glossary import Term, lookup
from content.library import Library
from content.score import Syllable
from content.texts import _, lang
from lessons.report.strands import Script
from lessons.report.words import gongche_notes, status_word
from sim.rooms import score_pages as pages
from sim.rooms.deck import Deck
from sim.rooms.reading import facts_slip, terms
from sim.rooms.step_page import StepPage
from sim.views.slip import Slip
from sim.views.term_tip import TermTip

FACTS = ("basis", "unresolved", "rights")


class Reader:
    """Answers a tap on a word or a character with a small slip."""

    def __init__(self, deck: Deck, library: Library, page: StepPage) -> None:
        self._deck, self._page, self._lesson = deck, page, page.lesson
        self._pack = pages.source_pack(library, page.lesson)

    def look_up(self, region: str, pointer: tuple[float, float]) -> bool:
        """Show what a region stands for; false where it is nothing to read."""
        if region.startswith("term:"):
            self._tip(lookup(region.removeprefix("term:")), pointer)
        elif region.startswith("syllable:"):
            self._syllable(int(region.removeprefix("syllable:")), pointer)
        elif region in FACTS:
            self._facts()
        elif region == "close":
            self._deck.show("facts", None)
        else:
            return False
        return True

    def _syllable(self, index: int, pointer: tuple[float, float]) -> None:
        """Tell how a character is read; a term of the glossary if it is one."""
        if self._page.score is None:
            return
        syllable = self._page.score.syllables[index]
        for term in terms(self._lesson):
            if syllable.simp in term.zh and "工尺" not in term.key:
                self._tip(term, pointer)
                return
        note = syllable.note.read(lang()) if syllable.note else ""
        body = "\n".join(filter(None, (note or syllable.simp, *_readings(syllable))))
        small = ""
        if syllable.zhongzhou is None and syllable.suzhou is None:
            small = _("The pinyin is today's standard Chinese, not the stage reading.")
        self._deck.show("tip", Slip(f"{syllable.trad} {syllable.pinyin}", body, small))

    def _tip(self, term: Term, pointer: tuple[float, float]) -> None:
        self._deck.show("tip", TermTip(term, self._deck.sheet_place(*pointer)))

    def _facts(self) -> None:
        script: Script = "simp" if lang().startswith("zh") else "trad"
        score = self._page.score
        notes = gongche_notes(score, script) if score else ()
        small = "\n".join(filter(None, (*notes, pages.rights_note(self._pack))))
        self._deck.show("facts", facts_slip(self._lesson, small))


def _readings(syllable: Syllable) -> list[str]:
    """Return tone and readings of a character, each with its status."""
    found = []
    if tone := syllable.tone:
        word = f"{tone.yinyang or ''}{tone.kind}"
        status = status_word(tone.basis.status)
        found.append(_("tone: {tone} ({status})").format(tone=word, status=status))
    if reading := syllable.zhongzhou:
        status = status_word(reading.basis.status)
        found.append(_("stage reading: {text} ({status})").format(text=reading.text, status=status))
    if reading := syllable.suzhou:
        status = status_word(reading.basis.status)
        found.append(
            _("Suzhou reading: {text} ({status})").format(text=reading.text, status=status)
        )
    return found
