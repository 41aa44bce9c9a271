"""What to say about singing: what, where, how far, what to do next."""

from collections.abc import Callable

from audio.findings import ASCII
from content.assessment import Finding
from content.texts import _
from lessons.advice_place import place


def _tones(cents: float) -> str:
    """Return how far in words a singer uses, for a distance in cents."""
    for limit, words in (
        (37, _("an eighth of a tone")),
        (75, _("a quarter of a tone")),
        (125, _("a semitone")),
        (175, _("three quarters of a tone")),
    ):
        if abs(cents) < limit:
            return words
    return _("a whole tone or more")


def _say(sentence: str, finding: Finding) -> str:
    return sentence.format(
        place=place(finding),
        tones=_tones(finding.value),
        value=round(abs(finding.value)),
        seconds=abs(finding.value) / 1000,
        times=finding.value,
        percent=round(100 * finding.value),
        tolerance=round(100 * finding.tolerance),
        key=finding.value,
        text="{text}",  # lessons.advice knows what the printed text is called
    )


def _recorded(finding: Finding) -> bool:
    """Whether a note is one of a teacher's recording, which has no words and no beat."""
    return " " not in finding.where.id


def _low(f: Finding) -> str:
    flute = _("{place}: about {tones} low ({value} cents). Listen to the flute first, then sing.")
    teacher = _("{place}: about {tones} low ({value} cents). Listen to your teacher, then sing.")
    return _say(teacher if _recorded(f) else flute, f)


def _high(f: Finding) -> str:
    flute = _("{place}: about {tones} high ({value} cents). Listen to the flute first, then sing.")
    teacher = _("{place}: about {tones} high ({value} cents). Listen to your teacher, then sing.")
    return _say(teacher if _recorded(f) else flute, f)


def _late(f: Finding) -> str:
    beat = _("{place}: {seconds:.2f} s after the beat. Leave the note before it sooner.")
    teacher = _(
        "{place}: {seconds:.2f} s later than your teacher. Leave the note before it sooner."
    )
    return _say(teacher if _recorded(f) else beat, f)


def _early(f: Finding) -> str:
    beat = _("{place}: {seconds:.2f} s before the beat. Hold the note before it to its end.")
    teacher = _(
        "{place}: {seconds:.2f} s earlier than your teacher. Hold the note before it to its end."
    )
    return _say(teacher if _recorded(f) else beat, f)


def _long(f: Finding) -> str:
    return _say(_("{place}: {times:.1f} times as long as its phrase asks. Go on sooner."), f)


def _short(f: Finding) -> str:
    return _say(_("{place}: {times:.1f} times as long as its phrase asks. Hold it longer."), f)


def _missing(f: Finding) -> str:
    return _say(_("{place}: not heard. Sing this place alone, slowly, and then again."), f)


def _low_differs(f: Finding) -> str:
    return _say(_("{place}: this differs from {text} here, you sing it {value} cents lower."), f)


def _high_differs(f: Finding) -> str:
    return _say(_("{place}: this differs from {text} here, you sing it {value} cents higher."), f)


def _late_differs(f: Finding) -> str:
    return _say(_("{place}: this differs from {text} here, it comes {seconds:.2f} s later."), f)


def _early_differs(f: Finding) -> str:
    return _say(_("{place}: this differs from {text} here, it comes {seconds:.2f} s earlier."), f)


def _length_differs(f: Finding) -> str:
    return _say(
        _("{place}: this differs from {text} here, it is {times:.1f} times as long as there."),
        f,
    )


def _missing_differs(f: Finding) -> str:
    return _say(_("{place}: this differs from {text} here, your text does not have it."), f)


def _octave(f: Finding) -> str:
    return _say(
        _("You sang in another octave ({key:+.1f} semitones). That is free and costs nothing."), f
    )


def _swing(f: Finding) -> str:
    return _("Your tempo swung, so each note was compared with its neighbours. That costs nothing.")


def _drift(f: Finding) -> str:
    sank = _("Your key sank slowly, {value} cents a minute. It was followed and costs nothing.")
    rose = _("Your key rose slowly, {value} cents a minute. It was followed and costs nothing.")
    return _say(sank if f.value < 0 else rose, f)


def _attempts(f: Finding) -> str:
    start = f.where.span[0] if f.where.span else 0.0
    sentence = _(
        "You sang it {n} times; the one from second {start:.0f} on was judged. "
        "Sing once in a recording."
    )
    return sentence.format(n=round(f.value), start=start)


def _timing(f: Finding) -> str:
    return _(
        "Early and late are not judged here: the delay of this device is not known. "
        "Run shuimo calibrate first."
    )


def _coverage(f: Finding) -> str:
    return _say(
        _(
            "Only {percent} % of the notes were heard; a score needs {tolerance} %. "
            "Is this the right aria, sung to its end?"
        ),
        f,
    )


def _text(f: Finding) -> str:
    return _(
        "The notes heard do not follow each other as in this text, so there is no score. "
        "Is this the right aria, or the right phrase of it?"
    )


def _voice(f: Finding) -> str:
    return _("No singing was heard in this recording. Check the microphone and record again.")


def _turn(name: str) -> Callable[[Finding], str]:
    """Return the sentence for one 腔格 that is asked for and was not heard."""

    def say(f: Finding) -> str:
        what = {
            "豁": _(
                "{place}: the 豁 was not heard. Before you leave it, let the voice rise a step."
            ),
            "擞": _("{place}: the 擻 was not heard. Touch the step above once and come back."),
            "叠": _("{place}: the 疊 was not heard. Sound it again once or more on one breath."),
            "掇": _("{place}: the 掇 was not heard. Sing half, be silent, take it up lightly."),
            "断": _("{place}: the 斷 was not heard. Cut it short at once, then go on."),
            "罕": _("{place}: the 罕 was not heard. Dip below it once and come back."),
        }
        return _say(what[name], f)

    return say


def _turn_differs(f: Finding) -> str:
    return _say(_("{place}: this differs from {text} here, you sing it without its ornament."), f)


def _breath_absent(f: Finding) -> str:
    return _say(_("{place}: no breath was heard after it. Mark the place and breathe there."), f)


def _breath_early(f: Finding) -> str:
    return _say(_("{place}: you breathed before its end. Hold it whole, then breathe."), f)


def _breath_differs(f: Finding) -> str:
    return _say(_("{place}: this differs from {text} here, you breathe elsewhere."), f)


SENTENCES: dict[str, Callable[[Finding], str]] = {
    "voice.low": _low,
    "voice.high": _high,
    "voice.late": _late,
    "voice.early": _early,
    "voice.long": _long,
    "voice.short": _short,
    "voice.missing": _missing,
    "voice.low.differs": _low_differs,
    "voice.high.differs": _high_differs,
    "voice.late.differs": _late_differs,
    "voice.early.differs": _early_differs,
    "voice.long.differs": _length_differs,
    "voice.short.differs": _length_differs,
    "voice.missing.differs": _missing_differs,
    "voice.octave": _octave,
    "voice.swing": _swing,
    "voice.coverage": _coverage,
    "voice.text": _text,
    "voice.voice": _voice,
    "voice.drift": _drift,
    "voice.timing": _timing,
    "voice.attempts": _attempts,
    **{f"voice.turn.{code}": _turn(name) for name, code in ASCII.items()},
    **{f"voice.turn.{code}.differs": _turn_differs for code in ASCII.values()},
    "voice.breath.absent": _breath_absent,
    "voice.breath.early": _breath_early,
    "voice.breath.absent.differs": _breath_differs,
    "voice.breath.early.differs": _breath_differs,
}
