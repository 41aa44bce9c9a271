"""Every sentence of the program has its Chinese, with the same places to fill in."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from content import texts

FOLDERS = ("content", "audio", "motion", "physics", "lessons", "sim", "bench")
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.j2", "jinja2")]
PLACES = re.compile(r"\{(\w*)[^}]*\}")


def messages(root: Path) -> Iterator[tuple[str, str]]:
    for name in FOLDERS:
        found = extract_from_dir(root / name, METHODS, keywords={"_": None})
        for file, line, message, _comments, _context in found:
            yield f"{name}/{file}:{line}", message if isinstance(message, str) else message[0]
    # main.py stands alone: its folder also holds the virtual environment
    for node in ast.walk(ast.parse((root / "main.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
            (argument,) = node.args
            assert isinstance(argument, ast.Constant), f"main.py:{node.lineno}"
            yield f"main.py:{node.lineno}", str(argument.value)


@pytest.fixture(scope="module")
def chinese(root: Path) -> dict[str, str]:
    folder = root / "content" / "locale" / "zh_CN" / "LC_MESSAGES"
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as f:
            catalogue = read_po(f, locale="zh_CN", abort_invalid=True)
        assert not catalogue.obsolete, f"{path.name}: entries that nothing uses: remove them"
        for message in catalogue:
            if message.id:
                assert not message.fuzzy, f"{path.name}:{message.lineno}: fuzzy"
                found[str(message.id)] = str(message.string)
    return found


def test_every_sentence_has_its_chinese(root: Path, chinese: dict[str, str]) -> None:
    missing = [f"{where}: {text}" for where, text in messages(root) if not chinese.get(text)]
    assert not missing, "no Chinese for:\n" + "\n".join(missing)


def test_the_places_to_fill_in_agree(chinese: dict[str, str]) -> None:
    wrong = [
        f"{text} / {translated}"
        for text, translated in chinese.items()
        if Counter(PLACES.findall(text)) != Counter(PLACES.findall(translated))
    ]
    assert not wrong, "\n".join(wrong)


def test_every_translation_is_used(root: Path, chinese: dict[str, str]) -> None:
    used = {text for _where, text in messages(root)}
    unused = sorted(set(chinese) - used)
    assert not unused, "translations of sentences that are no more:\n" + "\n".join(unused)


def test_the_language_can_be_chosen() -> None:
    try:
        assert texts.use("zh_TW") == "zh_CN" and texts._("a list") == "一个列表"
        assert texts.use("de_DE") == "en" and texts._("a list") == "a list"
        assert texts._("not a sentence of ours") == "not a sentence of ours"
    finally:
        texts.use("en")
