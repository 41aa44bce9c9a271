"""What a rehearsal says of itself: the ladder, how the take stands, what can be done now."""

from dataclasses import dataclass

from audio.ears_messages import State
from content.lesson import Lesson, Step
from content.model import Text
from content.texts import _, lang
from lessons.arts.rehearsal import REHEARSE, WATCH, Place
from lessons.playing import Playing
from sim.views.column import Button
from sim.views.take_card import TakeCard

_LADDER = (
    Text(zh_CN="看", en="看 watch"),
    Text(zh_CN="跟", en="跟 follow"),
    Text(zh_CN="做", en="做 alone"),
    Text(zh_CN="排", en="排 rehearse"),
)


@dataclass(frozen=True)
class Sound:
    """How it is heard: whether a flute may sound, through speakers, and what was sung already."""

    playing: Playing
    plays: bool
    speakers: bool
    taken: bool
    microphone: str


def ladder(lesson: Lesson) -> tuple[str, ...]:
    """Return the four stages in the art's own words, else in the words of every lesson."""
    return tuple(stage.read(lang()) for stage in lesson.ladder or _LADDER)


def card(lesson: Lesson, step: Step, place: Place, sound: Sound, waits: bool) -> TakeCard:
    """Return the slip below the step. `waits`: only a teacher's recording can say what is right."""
    return TakeCard(
        ladder(lesson),
        place.stage,
        _says(lesson.scorer_of(step), step, place, waits),
        _small(sound),
        _buttons(lesson.scorer_of(step), place, sound),
    )


def listening(state: State, seconds: float) -> str:
    """Return how the ears are while a take runs, and how it ends."""
    if state == "starting":
        return _("The ears are waking: wait a moment.")
    return _("● {seconds:.0f} s · space bar or a click here: done").format(seconds=seconds)


def doing(scorer: str) -> str:
    """Return the one thing to do in a step of a scorer."""
    return {
        "voice": _("Sing the marked phrase."),
        "speech": _("Speak the marked lines."),
        "strings": _("Play the strokes."),
        "ban": _("Tap 板 with D, 眼 with F."),
        "marking": _("Click the syllables, then press the space bar."),
    }.get(scorer, "")


def _says(scorer: str, step: Step, place: Place, waits: bool) -> str:
    if place.doing == "judging":
        return _("Listening to your take …")
    if place.doing == "listening":
        return _("{doing} Space: done.").format(doing=doing(scorer))
    if waits:
        return _(
            "Only your teacher's own recording can say what is right here: T brings it in. "
            "Without it you may still record and hear yourself."
        )
    if scorer == "marking":
        return doing(scorer)
    if place.stage == WATCH:
        return _("Listen first: the space bar plays it, the page goes along.")
    sentence = _("{doing} Space: begin.")
    if not step.marked:
        sentence = _("{doing} Space: begin. It is shown beside the master's, never marked.")
    elif place.stage == REHEARSE:
        sentence = _("{doing} Space: begin. The music goes with you.")
    return sentence.format(doing=doing(scorer))


def _small(sound: Sound) -> str:
    how = _("tempo {percent:.0f} % · key {key:+d}").format(
        percent=100 * sound.playing.tempo, key=sound.playing.key
    )
    out = _("speakers") if sound.speakers else _("headphones")
    return f"{how} · {out} · {sound.microphone}" if sound.plays else sound.microphone


def _buttons(scorer: str, place: Place, sound: Sound) -> tuple[Button, ...]:
    if place.doing == "judging":
        return ()
    if place.doing == "listening":
        return (Button("take", _("■ done")),)
    begin = _("● begin") if scorer != "marking" else _("judge")
    found = [Button("take", begin)]
    if sound.plays:
        found.append(Button("hear", _("♪ hear it")))
    if sound.taken:
        found += [Button("mine", _("mine")), Button("both", _("both")), Button("told", _("result"))]
    return tuple(found)


def keys(scorer: str) -> tuple[tuple[str, str], ...]:
    """Return the keys of a step, the most useful first."""
    taps = ((_("D F"), _("tap 板, 眼")),) if scorer in ("ban", "voice") else ()
    return (
        (_("space"), _("begin, done")),
        ("P", _("hear it")),
        ("M B", _("mine, both")),
        ("← →", _("step")),
        *taps,
        ("1-4", _("stage")),
        ("- =", _("tempo")),
        ("[ ]", _("key")),
        ("H", _("headphones or speakers")),
        ("R", _("judge a recording")),
        ("T", _("which text")),
        ("J", _("gongche or jianpu")),
        ("S", _("script")),
        (_("wheel"), _("scroll")),
        ("Esc", _("leave")),
    )
