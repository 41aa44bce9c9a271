"""What a rehearsal says of itself: the ladder, how the take stands, what can be done now."""

from dataclasses import dataclass
from pathlib import Path

from audio.calibrations import timing_trusted
from audio.device import DeviceFacts
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
    """How it is heard: whether something may sound, through what, and what was sung already.

    `device` names what is listened through; `proposed`: the key that would suit the voice.
    """

    playing: Playing
    plays: bool
    looping: bool
    speakers: bool
    taken: bool
    device: str
    proposed: int | None = None


def ladder(lesson: Lesson) -> tuple[str, ...]:
    """Return the four stages in the art's own words, else in the words of every lesson."""
    return tuple(stage.read(lang()) for stage in lesson.ladder or _LADDER)


def card(lesson: Lesson, step: Step, place: Place, sound: Sound, waits: bool) -> TakeCard:
    """Return the slip below the step. `waits`: only a teacher's recording can say what is right."""
    scorer = lesson.scorer_of(step)
    return TakeCard(
        ladder(lesson),
        place.stage,
        _says(scorer, step, place, waits, sound.speakers),
        "" if scorer == "marking" else _small(sound),
        _buttons(scorer, place, sound),
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


def device(facts: DeviceFacts | None, deaf: str) -> str:
    """Return what is listened through, as it is shown at every take; `deaf`: why it is not."""
    if deaf:
        return _("no microphone: R judges a recording")
    if facts is None:
        return ""
    name = Path(facts.microphone).name
    return name if timing_trusted(facts)[0] else _("{name}, not measured").format(name=name)


def _says(scorer: str, step: Step, place: Place, waits: bool, speakers: bool) -> str:
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
    return _invites(scorer, step, place.stage, speakers)


def _invites(scorer: str, step: Step, stage: int, speakers: bool) -> str:
    """Return what to do now in a stage, and what sounds along."""
    if scorer == "strings" and speakers and stage != WATCH:
        return _(
            "{doing} Space: begin. Nothing is played along: through speakers it would count as "
            "yours. With headphones press H."
        ).format(doing=doing(scorer))
    if stage == WATCH:
        return _("Listen first: the space bar plays it, the page goes along.")
    sentence = _("{doing} Space: begin.")
    if not step.marked:
        sentence = _("{doing} Space: begin. It is shown beside the master's, never marked.")
    elif stage == REHEARSE and scorer == "voice":
        sentence = _("{doing} Space: begin. The music goes with you.")
    return sentence.format(doing=doing(scorer))


def _small(sound: Sound) -> str:
    how = _("tempo {percent:.0f} % · key {key:+d}").format(
        percent=100 * sound.playing.tempo, key=sound.playing.key
    )
    out = _("speakers") if sound.speakers else _("headphones")
    told = (how, out, sound.device) if sound.plays else (sound.device,)
    return " · ".join(filter(None, told))


def _buttons(scorer: str, place: Place, sound: Sound) -> tuple[Button, ...]:
    if place.doing == "judging":
        return ()
    if place.doing == "listening":
        return (Button("take", _("■ done")),)
    if scorer == "marking":
        begin = _("judge")
    else:
        begin = _("● begin") if place.stage != WATCH or not sound.plays else _("♪ hear it")
    found = [Button("take", begin)]
    if sound.looping:
        found.append(Button("loop", _("■ stop")))
    elif sound.plays and begin != _("♪ hear it"):
        found.append(Button("hear", _("♪ hear it")))
    if sound.taken:
        found += [Button("mine", _("mine")), Button("both", _("both")), Button("told", _("result"))]
    if sound.proposed is not None:
        found.append(Button("range", _("to my range: {key:+d}").format(key=sound.proposed)))
    return tuple(found)


def keys(scorer: str) -> tuple[tuple[str, str], ...]:
    """Return the keys of a step, the most useful first."""
    taps = ((_("D F"), _("tap 板, 眼")),) if scorer in ("ban", "voice") else ()
    played = (("- =", _("tempo")), ("[ ]", _("key"))) if scorer != "speech" else ()
    return (
        (_("space"), _("begin, done")),
        ("P", _("hear it")),
        ("L", _("again and again")),
        *taps,
        ("← →", _("step")),
        ("1-4", _("stage")),
        ("M B", _("mine, both")),
        *played,
        ("H", _("headphones or speakers")),
        ("N", _("with or without numbers")),
        ("R", _("judge a recording")),
        ("T", _("which text")),
        ("J", _("gongche or jianpu")),
        ("S", _("script")),
        (_("wheel"), _("scroll")),
        ("Esc", _("leave")),
    )
