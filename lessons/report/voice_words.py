"""What a voice report says in sentences: what was heard, in which key, how fast, how true."""

from collections.abc import Iterator
from typing import Literal

from content.assessment import Assessment
from content.texts import _

Against = Literal["score", "teacher"]
_SAME_KEY = 0.15  # semitones; below this nobody would call it another key
_SAME_TEMPO = 0.02
_ONLY_MARKED = ("onset_ms_median",)  # in free rhythm no onset has a place to be held against


def facts(assessment: Assessment, against: Against) -> Iterator[str]:
    """Yield one sentence for each thing that was measured; where no score is given, coverage."""
    yield _("{percent:.0f} % of the notes were found, counted by their length.").format(
        percent=100 * assessment.coverage
    )
    if assessment.score is None:
        return
    sayings = {
        "key_semitones": key_sentence,
        "tempo_ratio": tempo_sentence,
        "pitch_cents_median": _pitch_sentence,
        "onset_ms_median": _onset_sentence,
    }
    free = {m.name for m in assessment.measures if m.name in _ONLY_MARKED and m.score is None}
    values = {m.name: m.value for m in assessment.measures if m.name not in free}
    for name, saying in sayings.items():
        value = values.get(name)
        if value is not None:
            yield saying(value, against)


def key_sentence(semitones: float, against: Against) -> str:
    """Say how far the take's key lies from the reference's; another key costs nothing."""
    if abs(semitones) < _SAME_KEY:
        return _("Sung in the key of the reference.")
    higher = {
        "score": _("Sung {n:.1f} semitones higher than written; that is allowed."),
        "teacher": _("Sung {n:.1f} semitones higher than the teacher; that is allowed."),
    }
    lower = {
        "score": _("Sung {n:.1f} semitones lower than written; that is allowed."),
        "teacher": _("Sung {n:.1f} semitones lower than the teacher; that is allowed."),
    }
    return (higher if semitones > 0 else lower)[against].format(n=abs(semitones))


def tempo_sentence(ratio: float, against: Against) -> str:
    """Say how much longer or shorter the take was (take seconds over reference seconds)."""
    if abs(ratio - 1) < _SAME_TEMPO:
        return _("Sung at the tempo of the reference.")
    if against == "score":
        return _("Sung at {ratio:.2f} of the written length; the score gives no tempo.").format(
            ratio=ratio
        )
    return _("Sung at {ratio:.2f} of the teacher's length; that is allowed.").format(ratio=ratio)


def _pitch_sentence(cents: float, _against: Against) -> str:
    if abs(cents) < 1.5:
        return _("Half of the notes lie within 1 cent of their pitch.")
    return _("Half of the notes lie within {cents:.0f} cents of their pitch.").format(
        cents=abs(cents)
    )


def _onset_sentence(ms: float, _against: Against) -> str:
    return _("Half of the graded onsets lie within {ms:.0f} ms of their place.").format(ms=abs(ms))
