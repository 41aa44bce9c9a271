"""What a teacher marks in a movement, as it is written on the command line."""

from collections.abc import Sequence
from itertools import pairwise

from content.errors import Refusal
from content.texts import _
from motion.graded import Marks


def marks(
    keyframes: Sequence[float], holds: Sequence[str], weights: Sequence[str], beats: str
) -> Marks:
    """Return marks of moments (s), of "1.5-3.0" s, of "left_forearm=2" and of "0,0.5,1" s.

    Raises Refusal where one of them is written wrongly.
    """
    return Marks(
        keyframes=tuple(sorted(set(keyframes))),
        holds=_holds(holds),
        weights=dict(_weight(text) for text in weights),
        beats=tuple(sorted(set(_numbers("--beats", beats, beats.split(","))))) if beats else (),
    )


def _holds(texts: Sequence[str]) -> tuple[tuple[float, float], ...]:
    holds = sorted((_hold(text), text) for text in texts)
    for ((_start, end), text), ((start, _end), later) in pairwise(holds):
        if start < end:
            sentence = _("--hold {one} and --hold {other} overlap; give each 亮相 once.")
            raise Refusal(sentence.format(one=text, other=later))
    return tuple(hold for hold, _text in holds)


def _hold(text: str) -> tuple[float, float]:
    ends = _numbers("--hold", text, text.split("-"))
    if len(ends) != 2 or ends[0] >= ends[1]:
        raise Refusal(_("--hold {text}: give from and to in seconds, as 1.5-3.0").format(text=text))
    return ends[0], ends[1]


def _weight(text: str) -> tuple[str, float]:
    from motion.course import JUDGED  # comparing is slow to load; other commands go without

    bone, _sep, number = text.partition("=")
    if bone not in JUDGED:
        sentence = _("There is no bone {word} that is judged; there are: {there}")
        raise Refusal(sentence.format(word=bone, there=", ".join(JUDGED)))
    return bone, _numbers("--weight", text, [number])[0]


def _numbers(option: str, text: str, words: Sequence[str]) -> list[float]:
    try:
        numbers = [float(word) for word in words]
    except ValueError:
        numbers = [-1.0]
    if not all(0 <= number < 1e6 for number in numbers):
        sentence = _("{option} {text}: wanted are numbers, none below 0")
        raise Refusal(sentence.format(option=option, text=text))
    return numbers
