"""What every room offers to read: terms on tap, what a lesson rests on, the report on paper."""

import webbrowser
from datetime import datetime
from pathlib import Path

from content.errors import Refusal
from content.glossary import Term, knows, lookup
from content.lesson import Lesson
from content.texts import _, lang
from lessons import registry
from lessons.report.html import save
from sim.views.column import Button
from sim.views.slip import Slip
from sim.views.step_card import tag

FACTS = 6  # on a page


def terms(lesson: Lesson) -> tuple[Term, ...]:
    """Return the terms of a lesson that the glossary knows."""
    return tuple(lookup(key) for key in lesson.terms if knows(key))


def words(lesson: Lesson) -> dict[str, str]:
    """Return the words of the steps' texts that can be tapped, with their glossary keys.

    In Chinese a sign of gongche is one only in quotes: 上 and 五 are everyday words too.
    """
    texts = " ".join(s.say.read(lang()) + s.why.read(lang()) for s in lesson.steps)
    quote = "“{}”" if lang() == "zh_CN" else "{}"
    found = {
        word: term.key
        for term in terms(lesson)
        for sign in (term.zh, term.trad)
        if sign and (word := quote.format(sign) if _is_sign(term) else sign) in texts
    }
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _is_sign(term: Term) -> bool:
    return term.key.endswith("（工尺）")


def facts_slip(lesson: Lesson, small: str, page: int | None = None) -> Slip:
    """Return what a lesson rests on, each fact with its status: all of it, or a `page`, which goes
    round; then the region "basis:<page>" asks for the next."""
    facts, buttons = lesson.facts, [Button("close", _("Close"))]
    if page is not None and len(facts) > FACTS:
        pages = -(-len(facts) // FACTS)
        after = (page + 1) % pages
        label = _("Next ({n} of {m})").format(n=after + 1, m=pages)
        buttons.append(Button(f"basis:{after}", label))
        facts = facts[page * FACTS : (page + 1) * FACTS]
    body = "\n".join(f"{tag(f.basis.status)}{f.text.read(lang())}" for f in facts)
    return Slip(_("What this lesson rests on"), body, small, buttons=tuple(buttons))


def show_folder(folder: Path) -> None:
    """Open a folder in the platform's file browser. Raises Refusal where there is none."""
    import typer  # a room is entered without it

    if typer.launch(str(folder)):
        sentence = _("No file browser opens here. The folder for your recordings is {folder}")
        raise Refusal(sentence.format(folder=folder))


def write_report(of: str, page: str) -> Path:
    """Write a page of a lesson or step into the user's folder and open it.

    Each has a name of its own, by its date and time. Raises Refusal where it cannot be written.
    """
    name = f"{of.replace('/', '-')}-{datetime.now():%Y%m%d-%H%M%S}.html"
    path = registry.user_folder() / "reports" / name
    save(page, path)
    webbrowser.open(path.as_uri())
    return path
