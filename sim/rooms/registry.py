"""Which room a lesson is taught in."""

from sim.app import App, Room
from sim.rooms import last_remark
from sim.rooms.bench import BenchRoom
from sim.rooms.rehearsal import RehearsalRoom


def room_of(app: App, lesson_id: str) -> Room:
    """Return the room of a lesson. Raises Refusal where it cannot begin."""
    timber = app.library.lesson(lesson_id).parts is not None
    room = BenchRoom(app, lesson_id) if timber else RehearsalRoom(app, lesson_id)
    last_remark.show(app, room.deck, lesson_id)
    return room
