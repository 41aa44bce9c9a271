"""A kept session of the print shop, done again for its best sheet."""

from collections import defaultdict
from pathlib import Path

from content import take as takes
from content.errors import Refusal
from content.event import Event
from content.library import Library
from content.texts import _
from lessons import registry
from lessons.arts.printing_made import candidates
from physics.woodblock.paper import Paper


def printed(library: Library, file: Path) -> tuple[str, Paper]:
    """Return the lesson and its sheet. Raises Refusal where no sheet was printed in `file`."""
    take = takes.read(file)
    if library.lesson_hash(take.lesson) != take.lesson_hash:
        sentence = _("{file}: kept from another version of {lesson}; it cannot be done again")
        raise Refusal(sentence.format(file=file, lesson=take.lesson))
    shop = registry.printing(library, take.lesson)
    due: defaultdict[int, list[Event]] = defaultdict(list)
    for event in take.inputs:
        due[event.tick].append(event)
    for tick in range(take.ticks):
        shop.advance(tick, due.get(tick, ()))
    shop.close()
    judged = candidates(shop.shop)
    if not judged:
        raise Refusal(_("{file}: no sheet was printed in it").format(file=file))
    return take.lesson, shop.shop.sheets[judged[0]]
