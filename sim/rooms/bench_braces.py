"""Temporary braces in the room: one key sets one against a column or knocks it off; the words."""

from collections.abc import Mapping
from typing import Any

from content.texts import _
from lessons.arts.building import Building
from lessons.arts.raising import Raising
from lessons.timber_names import part_name
from sim.desktop import Hands


def brace(bench: Raising | Building, hands: Hands, part: str | None) -> str | None:
    """Brace the pointed column, or knock the pointed brace off; return why not."""
    if part is None or not (part in bench.design.bracing.parts or _column(bench, part)):
        return _("Point at a column that stands to brace it, or at a brace to knock it off.")
    if bench.held is not None:
        return _("Set down what you hold first, then set a brace or knock one off.")
    if part in bench.braced:
        hands.act("brace.knock", part=part)
    elif part in bench.design.bracing.parts:
        return _("This brace is not tied. Point at a column that stands, then press C.")
    elif part not in bench.seated:
        return _("Seat {part} first: a brace is tied only to what stands.").format(
            part=part_name(part)
        )
    elif not bench.design.bracing.parts:
        return _("No brace lies in the yard. Press 斜撑 on the list first.")
    elif len(bench.braced) == len(bench.design.bracing.parts):
        return _("All braces are in use. Point at one and press C to knock it off.")
    else:
        hands.act("brace.set", part=part)
    return None


def said(name: str, value: Mapping[str, Any]) -> tuple[str, bool | None]:
    """Return what is said of a brace, and whether it tells of something right."""
    if name == "brace.set":
        sentence = _("A brace leans on {part}, its foot on the ground, its head tied.")
        return sentence.format(part=part_name(value["column"])), True
    if name == "brace.knocked":
        return _("The brace is knocked off: its pin is out."), None
    sentence = _(
        "No room for another brace at {part}: each column takes three, where nothing lies."
    )
    return sentence.format(part=part_name(value["column"])), False


def _column(bench: Raising | Building, part: str) -> bool:
    return any(place.name in bench.design.bracing.spots for place in bench.design.of(part))
