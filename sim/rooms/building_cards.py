"""The panels over the free yard: the list of parts, the acts, the last remark, the end."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from content.event import Event
from content.library import Library
from content.texts import _, lang
from lessons.arts.building import Building
from lessons.arts.building_report import counted, drawing, session_report
from lessons.report.html import session_page
from sim.desktop import Key, keys
from sim.rooms import bench_acts, building_words
from sim.rooms.deck import Deck
from sim.rooms.reading import write_report
from sim.views.catalogue_card import CatalogueCard
from sim.views.choice_card import Choice, ChoiceCard
from sim.views.column import Button
from sim.views.key_hints import KeyHints
from sim.views.remark import Remark
from sim.views.summary_card import SummaryCard

_SHAKEN = ("trial.done", "brace.knocked", "work.undone", "work.loaded")


class Cards:
    """The panels. `saved`: whether what was built was kept in a file or under a consent."""

    def __init__(self, deck: Deck, library: Library, bench: Building, saved: bool) -> None:
        self._deck = deck
        self._library = library
        self._bench = bench
        self.saved = saved
        self._counted: Counter[str] | None = None
        self._choice: ChoiceCard | None = None
        self._all_keys = False
        self._settling = False
        self._chosen: str | None = None
        self._stands = bench.seated
        self._show_keys()

    @property
    def asking(self) -> bool:
        """Whether a question lies on the table."""
        return self._choice is not None

    def teach(self, event: Event) -> None:
        """Say what an event means to the learner."""
        if event.name in ("part.gripped", "part.added", "trial.begun", "brace.set"):
            self._settling = False
        quiet = self._settling and event.name == "part.rested"
        if not quiet and (said := building_words.said(event)):
            self._remark(*said)
        self._settling = self._settling or event.name in _SHAKEN

    def show_list(self) -> None:
        """Show what can be had, and how many of each lie in the yard."""
        there = Counter(shape.name.partition("#")[0] for shape in self._bench.shapes)
        if there != self._counted:
            self._counted = there
            self._deck.show("step", self._list(there))

    def name_chosen(self, part: str | None) -> None:
        """Name the part that peg and plumb line act on."""
        if part != self._chosen or self._bench.seated != self._stands:
            self._chosen, self._stands = part, self._bench.seated
            self._show_keys()

    def ask_which(self, files: Sequence[Path]) -> None:
        """Ask which of the kept buildings shall be taken out."""
        choices = tuple(Choice(f"file:{path.stem}", path.stem) for path in files)
        empty = _("Nothing has been kept yet. Press N to keep what lies in the yard.")
        buttons = (Button("never_mind", _("Never mind")),)
        self._ask(ChoiceCard(_("Which building shall be taken out?"), choices, empty, buttons))

    def put_away(self) -> None:
        """Take the question away."""
        self._choice = None
        self._deck.show("choice", None)

    def choose(self, region: str) -> None:
        """Act on a region of these cards."""
        if region == "?":
            self._all_keys = not self._all_keys
            self._show_keys()
        elif region == "more" and self._choice:
            card = self._choice
            self._ask(ChoiceCard(card.question, card.choices, "", card.buttons, card.page + 1))
        elif region == "never_mind":
            self.put_away()
        elif region == "close":
            self._deck.show("facts", None)
        elif region == "report":
            self._report()

    def say(self, sentence: str) -> None:
        """Show why something cannot be done."""
        self._remark(sentence, False)

    def note(self, sentence: str) -> None:
        """Say something that judges nothing."""
        self._remark(sentence, None)

    def summary(self) -> None:
        """Show what was built."""
        for name in ("remark", "keys", "step", "acts", "choice", "facts"):
            self._deck.show(name, None)
        self._deck.show(
            "summary",
            SummaryCard(
                title=self._bench.lesson.title.read(lang()),
                score=None,
                withheld=None,
                passed=None,
                bare=True,
                picture=drawing(self._bench) if self._bench.seated else None,
                told=(counted(self._bench),),
                kept=self.saved,
            ),
        )

    def _list(self, there: Counter[str]) -> CatalogueCard:
        groups = tuple(
            (name, tuple(_tally(kind, there) for kind in self._of(manner)))
            for manner, name in building_words.groups()
        )
        return CatalogueCard(_("Press a part and it lies in the yard"), groups, _file_acts())

    def _of(self, manner: str) -> list[str]:
        return [kind for kind in self._bench.catalogue if kind.partition(".")[2] == manner]

    def _ask(self, card: ChoiceCard) -> None:
        self._choice = card
        self._deck.show("choice", card)

    def _remark(self, sentence: str, good: bool | None) -> None:
        self._deck.show("remark", Remark(sentence, good))

    def _show_keys(self) -> None:
        every = (*(k for k in keys() if k.name != "v"), *own_keys(), *bench_acts.acts(braces=True))
        first = [k for k in every if k.shown or self._all_keys]
        rows = tuple(dict.fromkeys((k.label, k.does) for k in first))
        self._deck.show("keys", KeyHints(rows, self._all_keys))
        slip = bench_acts.card(self._chosen, self._stands, braces=True)
        self._deck.show("acts", None if self._all_keys else slip)

    def _report(self) -> None:
        intro = _("Built in the window.")
        report = session_report(self._library, self._bench, intro)
        path = write_report(self._bench.lesson.id, session_page(report))
        self._remark(_("The report is in {file}").format(file=path), True)


def own_keys() -> tuple[Key, ...]:
    """Return the keys that only the free yard has."""
    return (
        Key("delete", "Del", _("put away"), shown=False),
        Key("n", "N", _("keep"), shown=False),
        Key("o", "O", _("take out"), shown=False),
    )


def _file_acts() -> tuple[Button, ...]:
    return tuple(Button(f"key:{key.name}", f"{key.does} {key.label}") for key in own_keys())


def _tally(kind: str, there: Counter[str]) -> Button:
    name = building_words.short(kind)
    count = f" ×{there[kind]}" if there[kind] else ""
    return Button(f"add:{kind}", name + count, room=f"{name} ×8")
