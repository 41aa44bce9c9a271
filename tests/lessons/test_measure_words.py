"""What was measured is told in units that people use."""

import pytest

from content import texts
from lessons import measure_words


@pytest.mark.parametrize(
    ("value", "unit", "en", "zh"),
    [
        (0.825, "share", "82 %", "82 %"),
        (1.1, "ratio", "110 %", "110 %"),
        (12.3, "dB", "12 decibels", "12 分贝"),
        (3.456, "syllables/s", "3.5 syllables a second", "3.5 字每秒"),
        (2.75, "effect", "plain to hear", "听得很明白"),
        (0.8, "effect", "plain to hear", "听得很明白"),
        (0.5, "effect", "slight", "稍有一点"),
        (0.0, "effect", "not to be heard", "听不出来"),
        (-0.4, "effect", "not to be heard", "听不出来"),
    ],
)
def test_a_value_is_told_in_words_of_everyday(value: float, unit: str, en: str, zh: str) -> None:
    before = texts.lang()
    told = []
    for language in ("en", "zh_CN"):
        texts.use(language)
        told.append(measure_words.value(value, unit))
    texts.use(before)
    assert told == [en, zh]
