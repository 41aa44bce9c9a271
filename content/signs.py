"""Gongche signs and what they are called elsewhere: text tails, jianpu, the key's MIDI number."""

from content.errors import Refusal
from content.score import SIGNS, Notation
from content.texts import _

SHANG = 62  # MIDI number of 上 in 小工调, where a score does not say another
# The seven 笛色 and the MIDI number of 上: DB3205/T 1172—2025 appendix B.4, approximate.
KEYS = {"上字": 58, "尺字": 60, "小工": 62, "凡字": 63, "六字": 65, "正宫": 67, "乙字": 69}
# The text form of a sign where the score has a character of its own for it, and back.
_WRITTEN = {"仩": "上+", "伬": "尺+", "仜": "工+"}
_READ = {text: sign for sign, text in _WRITTEN.items()} | {"六-": "合", "五-": "四", "乙-": "一"}
_DIGITS = ("1", "#1", "2", "#2", "3", "4", "#4", "5", "#5", "6", "#6", "7")


def jianpu(semitones: int) -> str:
    """Return the jianpu text of a pitch above 上: "6," is one octave down, "1'" one up."""
    octave, step = divmod(semitones, 12)
    return _DIGITS[step] + ("'" * octave if octave > 0 else "," * -octave)


def written(sign: str) -> str:
    """Return a sign as text codes write it: base and tail, 仩 as 上+."""
    return _WRITTEN.get(sign, sign)


def read(text: str) -> str | None:
    """Return the sign of a base with its tail, or None where gongche has no such sign."""
    sign = _READ.get(text, text)
    return sign if sign in SIGNS["gongche"] else None


def shang(said: str | None) -> int | None:
    """Return the MIDI number of 上 that a form names, None where it names none."""
    return int(said) if said and len(said) <= 3 and said.isdecimal() else None


def notation(semitones: list[int]) -> Notation:
    """Return which signs can write these pitches: gongche, else the chromatic 俗字.

    Raises Refusal, naming the first note that neither can write.
    """
    for name, table in _BY_PITCH.items():
        if set(semitones) <= set(table):
            return name
    wrong = next(i for i, s in enumerate(semitones, 1) if s not in _BY_PITCH["gongche"])
    sentence = _(
        "note {n} is {semitones} semitones above 上, for which there is no sign; is 上 given "
        "the right pitch?"
    )
    raise Refusal(sentence.format(n=wrong, semitones=semitones[wrong - 1]))


def sign(semitones: int, table: Notation) -> str:
    """Return the sign of a pitch. Raises KeyError where the notation has none."""
    return _BY_PITCH[table][semitones]


_BY_PITCH: dict[Notation, dict[int, str]] = {
    name: {semitones: sign for sign, semitones in table.items()} for name, table in SIGNS.items()
}
