"""A room is driven as the window drives it: by frames, the pointer, keys."""

from tests.sim.stubs import judged

TICK = 1 / 60


def enter(app, lesson):
    """Go into a lesson and draw it once."""
    app.enter(lesson)
    app.frame()
    return app.room


def region(room, name):
    """Point at the middle of a region."""
    found = [r for s in room.deck._sheets.values() for r in s.regions if r.name == name]
    assert found, name
    frame_x, frame_y = room.deck.sheet_place(1.0, 1.0)
    middle = found[-1]
    x, y = (middle.left + middle.right) / 2, (middle.bottom + middle.top) / 2
    room.point(x / frame_x, y / frame_y)


def click(room, name):
    """Click a region."""
    region(room, name)
    room.press("mouse1")


def happen(room, *events):
    """Let the room's loop say that these happened in the next frame."""
    room.loop.frame = lambda _elapsed: list(events)
    room.frame(0.0)


def shown(room, name):
    """What is shown under a name, or None."""
    sheet = room.deck._sheets.get(name)
    return None if sheet is None else sheet._view


def frames(room, n=2):
    """Let the room go on."""
    for _ in range(n):
        room.frame(TICK)


def take(app, room):
    """Sing a take until the judge has it."""
    room.press("space")
    frames(room)
    app._ears.seconds = 2.0
    room.press("space")
    frames(room)
    return app.judge.asked[-1]


def told(app, room, **found):
    """Sing a take and let it be judged so."""
    _job, arguments, _future = take(app, room)
    app.judge.tell(judged(arguments[0], **found))
    frames(room)
