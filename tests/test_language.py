"""The language of the command line: --lang holds wherever it stands, once for all."""

import re

import pytest


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("joined", [True, False])
def test_the_language_may_stand_before_and_after_a_command(shuimo, lang, joined):
    asked = (f"--lang={lang}",) if joined else ("--lang", lang)
    before = shuimo(*asked, "lessons")
    after = shuimo("lessons", *asked)
    assert before == after and before[0] == 0
    assert ("功课板" in after[1]) == (lang == "zh_CN")


def test_the_language_may_stand_amid_the_words_of_a_group(shuimo):
    for words in (("records", "--lang", "zh_CN", "--help"), ("records", "--help", "--lang=zh_CN")):
        code, out, _err = shuimo(*words)
        assert code == 0 and re.search(r"[一-鿿]", out)


@pytest.mark.parametrize("words", [("lessons", "--lang"), ("--lang=", "lessons"),
                                   ("--lang", "--json", "lessons")])  # fmt: skip
def test_a_language_that_is_missing_is_one_sentence(shuimo, words, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    code, out, err = shuimo(*words)
    assert (code, out) == (2, "") and err.strip() == "--lang 后面要写值；请看 shuimo --help"


def test_what_follows_two_dashes_is_no_option(shuimo):
    code, _out, err = shuimo("--lang", "en", "play", "--", "--lang")
    assert code == 2 and "there is no lesson --lang" in err
