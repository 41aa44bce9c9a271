"""The measures of strings and speech in words, for pages and reports."""

from collections.abc import Mapping

from audio.timbre import LARGE
from content.texts import _

SMALL = 0.2  # effect size under which nobody hears a difference (Cohen 1988)


def names() -> Mapping[str, str]:
    """Return what each measure is called."""
    return {
        "likeness": _("how like the pattern it was"),
        "tempo_ratio": _("your time over the pattern's"),
        "tuning_semitones": _("your strings against the guide's"),
        "extra": _("too many"),
        "ban_ms": _("taps off the beat by"),
        "evenness_ms": _("from one to the next, off by"),
        "stroke_ms": _("strokes off the beat by"),
        "pitch_cents": _("pitches off by"),
        "pace": _("pace, pauses apart"),
        "pause_ms": _("pauses after the lines"),
        "audible_db": _("voice above the room"),
        "ending_db": _("ends of lines above the room"),
        "pitch_range": _("range of the melody in a line"),
        "change_pitch": _("change of pitch where another speaks"),
        "change_voice": _("change of voice where another speaks"),
        "change_effect": _("places where the voice changed with the speaker"),
    }


def value(measured: float, unit: str) -> str:
    """Return what was measured in a unit that people use; a change of voice in words alone."""
    if unit in ("share", "ratio"):
        return f"{100 * measured:.0f} %"
    if unit == "effect":
        return _change(measured)
    digits = 1 if unit in ("semitones", "syllables/s", "s") else 0
    return f"{measured:.{digits}f} {_units().get(unit, unit)}"


def _change(effect: float) -> str:
    """Return how plain a change is: effect sizes are small from 0.2 on, large from 0.8."""
    if effect >= LARGE:
        return _("plain to hear")
    return _("slight") if effect >= SMALL else _("not to be heard")


def _units() -> Mapping[str, str]:
    return {
        "strokes": _("strokes"),
        "syllables/s": _("syllables a second"),
        "ms": _("ms"),
        "cents": _("cents"),
        "semitones": _("semitones"),
        "syllables": _("syllables"),
        "taps": _("taps"),
        "dB": _("decibels"),
        "s": _("s"),
    }
