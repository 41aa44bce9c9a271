"""The measures of strings and speech in words, for pages and reports."""

from collections.abc import Mapping

from content.texts import _


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


def units() -> Mapping[str, str]:
    """Return the units that are words."""
    return {
        "strokes": _("strokes"),
        "syllables/s": _("syllables a second"),
        "effect": _("times its own spread"),
    }
