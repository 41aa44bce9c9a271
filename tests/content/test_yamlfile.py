from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.yamlfile import MAX_BYTES, YamlError, parse, read, texts_at, walk

HERE = Path("x.yaml")


def test_lines_of_places() -> None:
    page = parse("a: 1\nb:\n  - x\n  - {c: 2,\n     d: 3}\n", HERE)
    assert page.value == {"a": 1, "b": ["x", {"c": 2, "d": 3}]}
    places = [("a",), ("b", 0), ("b", 1, "d"), ("b", 1, "missing"), ("nothing",), ("b", 9)]
    assert [page.line(loc) for loc in places] == [1, 3, 5, 4, 1, 2]


def test_doubled_keys_are_told_with_their_line() -> None:
    assert parse("a: 1\nb: 2\na: 3\n", HERE).doubled == ((3, "a"),)


def test_dates_and_foreign_tags_are_text() -> None:
    value = parse("a: 2020-01-01\nb: !!python/object/apply:os.system [x]\nc: !x y", HERE).value
    assert value == {"a": "2020-01-01", "b": ["x"], "c": "y"}


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for i in range(1, levels):
        lines.append(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        (bomb(9), 1, "unfold"),
        ("a: &a [*a]", 1, "unfold"),
        ("ok: 1\na: " + "[" * 40 + "]" * 40, 2, "nested"),
        ("[" * 10000, 1, "nested"),
        ("a: b: c", 1, "two colons in this line"),
        ("a: 'x", 1, "quote opened in line 1"),
        ("a: [1\nb: 2", 2, "bracket opened in line 1"),
        ("minutes：15\nlevel: 1", 1, "a Chinese one"),
        ("minutes:15\nlevel: 1", 1, "space is missing after the colon"),
        ("a:\n\tb: 1", 2, "a tab stands here"),
        ("a:\n  b: 1\n c: 2", 3, "not indented like its neighbours"),
        ("say: @x", 1, "put the text in quotes"),
        ("]", 1, "look at the indents"),
        ("a: \x07", 0, "does not allow"),
        ("a: 1\n---\nb: 2", 2, "line of dashes"),
    ],
)
def test_what_is_refused_names_its_line(text: str, line: int, word: str) -> None:
    with pytest.raises(YamlError, match=word) as caught:
        parse(text, HERE)
    assert caught.value.line == line


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("#" * (MAX_BYTES + 1))
    with pytest.raises(YamlError, match="larger than 1024 KiB"):
        read(path)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "bytes.yaml").write_bytes(b"a: \xff\xfe")
    for name, word in [("no.yaml", "no such file"), ("bytes.yaml", "UTF-8"), (".", "cannot be")]:
        with pytest.raises(YamlError, match=word):
            read(tmp_path / name)


def test_walk_fits_names_numbers_and_any_depth() -> None:
    value = {"a": [{"s": "x"}, {"s": 1}], "s": "y"}
    assert list(texts_at(value, "a", "*", "s")) == [(("a", 0, "s"), "x")]
    assert [v for _loc, v in texts_at(value, "**", "s")] == ["y", "x"]
    assert list(walk(value, ("a", "*", "t"))) == []


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        page = parse(text, HERE)
    except YamlError:
        return
    assert page.line(("x", 0)) >= 1
