"""Which room a lesson is taught in."""

from lessons.registry import BUILDING, INSPECTION, JOINERY, MISPRINTS, MOTION, PRINTING
from sim.app import App, Room
from sim.rooms import movement_waking
from sim.rooms.bench import BenchRoom
from sim.rooms.building import BuildingRoom
from sim.rooms.inspection import InspectionRoom
from sim.rooms.joinery import JoineryRoom
from sim.rooms.movement_waking import WakingRoom
from sim.rooms.printshop import PrintshopRoom
from sim.rooms.rehearsal import RehearsalRoom


def room_of(app: App, lesson_id: str) -> Room:
    """Return the room of a lesson. Raises Refusal where it cannot begin."""
    lesson = app.library.lesson(lesson_id)
    if lesson.scorer == JOINERY:
        return JoineryRoom(app, lesson_id)
    if lesson.scorer == INSPECTION:
        return InspectionRoom(app, lesson_id)
    if lesson.scorer == BUILDING:
        return BuildingRoom(app, lesson_id)
    if lesson.scorer in (PRINTING, MISPRINTS):
        return PrintshopRoom(app, lesson_id)
    if lesson.scorer == MOTION:
        return _movement(app, lesson_id)
    if lesson.parts is not None:
        return BenchRoom(app, lesson_id)
    return RehearsalRoom(app, lesson_id)


def _movement(app: App, lesson_id: str) -> Room:
    """Return the room of a lesson that is danced, with engines that no other room needs."""

    def room() -> Room:
        from sim.rooms.movement import MovementRoom

        return MovementRoom(app, lesson_id)

    return WakingRoom(app, room) if movement_waking.needed() else room()
