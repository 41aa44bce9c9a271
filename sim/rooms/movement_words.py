"""What the room of a movement says: the ladder, how the take stands, what hinders the eyes."""

from dataclasses import dataclass

from content.texts import _, lang
from lessons.arts.rehearsal import ALONE, FOLLOW, REHEARSE, WATCH, Place
from lessons.moved import Tried
from motion.reference_file import About
from motion.words import part
from sim.rooms.movement_ready import Phase
from sim.rooms.movement_stage import View, Who
from sim.rooms.take_words import ladder
from sim.views.column import Button
from sim.views.take_card import TakeCard


@dataclass(frozen=True)
class How:
    """How things stand: what begins, what is shown, from where, how fast, through which camera.

    `taken`: a take was judged already; `looping`: something is shown again and again;
    `seconds` of the take that runs; how many `stills` there are, and the words of which one is
    `drawn`.
    """

    phase: Phase
    playing: bool
    looping: bool
    view: View
    tempo: float
    taken: bool
    seconds: float
    camera: str
    stills: int = 0
    drawn: str = ""


def card(tried: Tried, place: Place, how: How) -> TakeCard:
    """Return the slip below the step."""
    shown = tried.reference is not None or bool(how.stills)
    small = " · ".join(filter(None, (_held(tried), *(_seen(how) if shown else ()))))
    says, buttons = _says(tried, place, how), _buttons(tried, place, how)
    stages = () if tried.waits_for_master else ladder(tried.lesson)
    return TakeCard(stages, place.stage, says, small, buttons)


def _says(tried: Tried, place: Place, how: How) -> str:
    if place.doing == "judging":
        return _("Looking at your take …")
    if place.doing == "listening" and tried.sung:
        return _("{doing} Space: done.").format(doing=_("Sing the marked phrase."))
    if place.doing == "listening":
        return _("● {seconds:.0f} s. It ends by itself; space: done.").format(seconds=how.seconds)
    if how.phase != "free":
        return before_take(how.phase)
    if tried.sung:
        return _("{doing} Space: begin.").format(doing=_("Sing the marked phrase."))
    if tried.reference is None:
        return _waits(how)
    return {
        WATCH: _("Watch first: the space bar plays it."),
        FOLLOW: _("Go with the pale figure; it is a moment ahead of you. Space: begin."),
        ALONE: _("Do it alone. Space: begin; G brings the pale figure."),
        REHEARSE: _("As on the stage, in time and alone. Space: begin."),
    }[place.stage]


def before_take(phase: Phase) -> str:
    """Return what to do between the space bar and the take, "" where none was asked for."""
    return {
        "free": "",
        "step_in": _("Step back until you are seen from head to foot. Space: begin at once."),
        "arms_out": _(
            "Hold both arms straight out to the sides for a moment. Space: begin without it."
        ),
        "counting": _("It begins. Esc: not now."),
    }[phase]


def _waits(how: How) -> str:
    """Return what can be done where nobody has shown a movement."""
    if not how.drawn:
        return _("No source says how it is done, so nothing is drawn. C records a master.")
    what = _("Nothing to copy, no marks. C records a master.")
    more = _("P: the next drawing.") if how.stills > 1 else ""
    return ("" if lang().startswith("zh") else " ").join(filter(None, (how.drawn, what, more)))


def _held(tried: Tried) -> str:
    """Return whose movement a take is held against."""
    if tried.about is None or tried.reference is None:
        return ""
    return credit(tried.about)


def credit(about: About) -> str:
    """Return who shows a movement: the kind of reference, name, role and lineage."""
    kind = {
        "program": _("the program's own movement, of no tradition"),
        "master": _("a master's takes"),
        "teacher": _("your teacher's takes"),
        "own": _("your own take"),
    }[about.kind]
    if about.kind == "program":
        return kind
    return " · ".join(filter(None, (kind, about.performer, about.home, about.school)))


def name(who: Who, tried: Tried) -> str:
    """Return whose a figure on the floor is, "" for a drawing, which has its own slip."""
    if who == "learner":
        return _("you")
    shown = _held(tried)
    if who == "ghost" and shown and tried.about is not None:
        own = tried.about.kind == "program"  # that it is of no tradition stands on the slip
        whose = _("the program's own") if own else shown
        return _("the pale figure: {whose}").format(whose=whose)
    return shown


def _seen(how: How) -> tuple[str, ...]:
    view = {"mirror": _("as in a mirror"), "front": _("face to face"), "side": _("from the side")}
    pace = "" if how.tempo == 1.0 else _("tempo {percent:.0f} %").format(percent=100 * how.tempo)
    return view[how.view], pace, how.camera


def _buttons(tried: Tried, place: Place, how: How) -> tuple[Button, ...]:
    if place.doing == "judging":
        return ()
    if place.doing == "listening":
        return (Button("take", _("■ done")),)
    if how.phase != "free":
        return (Button("take", _("begin at once")), Button("stop", _("not now")))
    if tried.sung:
        told = (Button("told", _("result")),) if how.taken else ()
        return Button("take", _("● begin")), *told
    if tried.reference is None:
        return (Button("record", _("record a master")),)
    watch = Button("watch", _("■ stop") if how.playing else _("▶ watch it"))
    found = [watch] if place.stage == WATCH else [Button("take", _("● begin")), watch]
    if how.taken:
        found += [
            Button("mine", _("see mine")),
            Button("both", _("side by side")),
            Button("told", _("result")),
        ]
    return tuple(found)


def keys(tried: Tried) -> tuple[tuple[str, str], ...]:
    """Return the keys of a step, the most useful first."""
    if tried.sung:
        return (
            (_("space"), _("begin, done")), ("← →", _("step")),
            ("N", _("with or without numbers")), ("Esc", _("leave")),
        )  # fmt: skip
    moving = (
        (_("space"), _("begin, done")),
        ("P", _("watch it")),
        ("L", _("again and again")),
        ("V", _("mirror, front, side")),
        ("- =", _("slower, faster")),
    )
    after = (
        ("G", _("the pale figure")),
        ("W", _("the whole lesson")),
        ("M B", _("mine, side by side")),
        ("K", _("measure me anew")),
        ("N", _("with or without numbers")),
        ("R", _("judge a film of me")),
    )
    turn = (("V", _("mirror, front, side")),)
    still = (("P", _("the next drawing")), *turn) if len(tried.stills) > 1 else turn
    shown = tried.reference is not None
    return (
        *(moving if shown else still),
        ("← →", _("step")),
        *((("1-4", _("stage")),) if shown else ()),
        *(after if shown else ()),
        ("T", _("whose movement")),
        ("C", _("record a master")),
        ("Esc", _("leave")),
    )


def notice(what: str, deaf: str = "", fetched: float | None = None, shown: bool = True) -> str:
    """Return what hinders the eyes, and what to do; `deaf`: why the camera sees nothing,
    `fetched`: the share of their models, `shown`: there is a movement to watch meanwhile."""
    if what == "trouble" and not shown:
        return deaf
    return {
        "waking": _("The eyes are waking: wait a moment."),
        "fetching": _("What the eyes know of bodies is fetched once: {percent:.0f} %.").format(
            percent=100 * (fetched or 0.0)
        ),
        "nobody": _("Nobody is seen. Step before the camera."),
        "two_people": _("Two people are seen. Let one of you step out of the picture."),
        "dark": _("It is too dark to see you. Bring more light, from the front if you can."),
        "half_body": _("Only half of you is seen. Step back, or tilt the camera."),
        "trouble": _("{reason} The lesson goes on: watch, or judge a recording with R.").format(
            reason=deaf
        ),
    }.get(what, "")


def from_words() -> str:
    """Return what stands beside every drawing."""
    return _("From words, performed by nobody")


def unseen(bones: tuple[str, ...]) -> str:
    """Return which parts of the body are not seen, "" where all are."""
    if not bones:
        return ""
    joined = ("、" if lang().startswith("zh") else ", ").join(part(b) for b in bones)
    return _("Not seen: {parts}").format(parts=joined)
