"""What a rehearsal says of itself: the ladder, how the take stands, what can be done now."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from audio.calibrations import timing_trusted
from audio.device import DeviceFacts
from audio.ears_messages import State
from content.lesson import Lesson
from content.model import Text
from content.texts import _, lang
from lessons.arts.rehearsal import REHEARSE, WATCH, Place
from lessons.asked import Asked
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

    `device` names what is listened through; `proposed`: the key that would suit the voice;
    `alone`: strokes come from a recording, which heard no beat.
    """

    playing: Playing
    plays: bool
    looping: bool
    speakers: bool
    taken: bool
    device: str
    proposed: int | None = None
    alone: bool = False


def ladder(lesson: Lesson) -> tuple[str, ...]:
    """Return the four stages in the art's own words, else in the words of every lesson."""
    return tuple(stage.read(lang()) for stage in lesson.ladder or _LADDER)


def card(asked: Asked, place: Place, sound: Sound) -> TakeCard:
    """Return the slip below the step."""
    return TakeCard(
        ladder(asked.lesson),
        place.stage,
        _says(asked, place, sound),
        "" if asked.scorer == "marking" else _small(asked, sound),
        _buttons(asked.scorer, place, sound),
    )


def listening(state: State, seconds: float) -> str:
    """Return how the ears are while a take runs, and how it ends."""
    if state == "starting":
        return _("The ears are waking: wait a moment.")
    return _("● {seconds:.0f} s · space bar or a click here: done").format(seconds=seconds)


def doing(asked: Asked) -> str:
    """Return the one thing to do in a step."""
    if _unwritten(asked):
        return {
            "voice": _("Sing what your teacher taught."),
            "speech": _("Speak what your teacher taught."),
            "strings": _("Play what your teacher taught."),
        }.get(asked.scorer, "")
    beats = _("Tap 板 with D, 眼 with F.") if _named(asked) else _("Tap each beat with D.")
    return {
        "voice": _("Sing the marked phrase."),
        "speech": _("Speak the marked lines."),
        "strings": _("Play the strokes."),
        "ban": beats,
        "marking": _("Click the syllables, then press the space bar."),
    }.get(asked.scorer, "")


def _unwritten(asked: Asked) -> bool:
    """Whether nothing on the page says what is to be sung, spoken or played."""
    step = asked.step
    return (
        step is not None and not (step.syllables or step.lines or step.pattern) and bool(step.slot)
    )


def _named(asked: Asked) -> bool:
    """Whether the source says of its beats which is a 板 and which a 眼."""
    score = asked.reference.score
    return score is not None and any(span.mark is not None for span in score.spans)


def device(facts: DeviceFacts | None, deaf: str) -> str:
    """Return what is listened through, as it is shown at every take; `deaf`: why it is not."""
    if deaf:
        return _("no microphone: R judges a recording")
    if facts is None:
        return ""
    name = Path(facts.microphone).name
    return name if timing_trusted(facts)[0] else _("{name}, not measured").format(name=name)


def _says(asked: Asked, place: Place, sound: Sound) -> str:
    if place.doing == "judging":
        return _("Listening to your take …")
    if place.doing == "listening":
        return _("{doing} Space: done.").format(doing=doing(asked))
    if asked.waits_for_master:
        return _(
            "Only your teacher's own recording can say what is right here: T brings it in. "
            "Without it you may still record and hear yourself."
        )
    if asked.scorer == "marking":
        return doing(asked)
    return _invites(asked, place.stage, sound)


def _invites(asked: Asked, stage: int, sound: Sound) -> str:
    """Return what to do now in a stage, and what sounds along."""
    if sound.alone and stage != WATCH:
        return _(
            "{doing} Space: begin. The strokes come from a recording, which heard no beat from "
            "here: evenness alone is judged."
        ).format(doing=doing(asked))
    if asked.scorer == "strings" and sound.speakers and stage != WATCH:
        return _(
            "{doing} Space: begin. Nothing is played along: through speakers it would count as "
            "yours. With headphones press H."
        ).format(doing=doing(asked))
    if stage == WATCH:
        return _("Listen first: the space bar plays it, the page goes along.")
    sentence = _("{doing} Space: begin.")
    if not asked.marked and not asked.recordings:
        sentence = _("{doing} Space: begin. What is heard is shown, never marked.")
    elif not asked.marked:
        sentence = _("{doing} Space: begin. It is shown beside the master's, never marked.")
    elif stage == REHEARSE and asked.scorer == "voice":
        sentence = _("{doing} Space: begin. The music goes with you.")
    return sentence.format(doing=doing(asked))


def _small(asked: Asked, sound: Sound) -> str:
    """Return what it is held against, and how it is played and heard where that is not plain."""
    told = []
    if asked.recordings:
        names = ", ".join(path.name for path in asked.recordings)
        told.append(_("against: {file}").format(file=names))
        told.append(several(asked))
    if sound.plays:
        told += [*_changed(sound.playing), _("speakers") if sound.speakers else _("headphones")]
    return " · ".join(filter(None, (*told, sound.device)))


def several(asked: Asked) -> str:
    """Return what several recordings of one teacher are to a take; nothing of a single one."""
    if len(asked.recordings) < 2:
        return ""
    return {
        "voice": _("judged by the spread of {n} takes of one teacher"),
        "speech": _("pace held against the range of {n} takes of one teacher"),
    }.get(asked.scorer, _("held against the first of {n} takes")).format(n=len(asked.recordings))


def _changed(playing: Playing) -> Iterator[str]:
    if playing.tempo != 1.0:
        yield _("tempo {percent:.0f} %").format(percent=100 * playing.tempo)
    if playing.key:
        yield _("key {key:+d}").format(key=playing.key)


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


def keys(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Return the keys of a step, the most useful first."""
    played = (("- =", _("tempo")), ("[ ]", _("key"))) if asked.scorer != "speech" else ()
    return (
        (_("space"), _("begin, done")),
        ("P", _("hear it")),
        ("L", _("again and again")),
        *_taps(asked),
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


def _taps(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Return the keys that tap beats, where there are beats to tap."""
    score = asked.reference.score
    sung = asked.scorer == "voice" and score is not None and score.spans
    if asked.scorer != "ban" and not sung:
        return ()
    return ((_("D F"), _("tap 板, 眼")),) if _named(asked) else (("D", _("tap each beat")),)
