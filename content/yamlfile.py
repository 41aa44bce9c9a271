"""YAML as teachers write it, read strictly and with the line of everything kept.

Doubled keys, tags, endless aliases ("billion laughs"), deep nesting and large files are
refused here, before anything is built from them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from content.errors import Refusal
from content.texts import _
from content.yamlwords import explain

MAX_BYTES = 2**20
MAX_VALUES = 50_000  # the longer of the two arias has about 2,900
MAX_DEPTH = 20
_OPENING = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_CLOSING = (yaml.SequenceEndEvent, yaml.MappingEndEvent)
_PLAIN_TAGS = tuple(f"tag:yaml.org,2002:{t}" for t in ("str", "int", "float", "bool", "null"))
Loc = tuple[int | str, ...]


class YamlError(Refusal):
    """A file that is no readable YAML; `line` from 1, 0 where the whole file is meant."""

    def __init__(self, path: Path, line: int, sentence: str) -> None:
        super().__init__(f"{path}:{line}: {sentence}" if line else f"{path}: {sentence}")
        self.line = line
        self.sentence = sentence


@dataclass(frozen=True)
class YamlFile:
    """The plain value of a file and the node tree that knows its lines."""

    value: Any
    node: yaml.Node | None
    doubled: tuple[tuple[int, str], ...]

    def line(self, loc: Loc) -> int:
        """Return the line (from 1) of a location, or of the nearest thing around it."""
        node, line = self.node, 1
        for step in loc:
            found = _child(node, step)
            if found is None:
                return line
            line, node = found
        return line


def read(path: Path) -> YamlFile:
    """Read a file. Raises YamlError where it is missing, too large or no plain YAML.

    Doubled keys do not stop the reading; they stand in `doubled` as (line, key).
    """
    return parse(_text(path), path)


def parse(text: str, path: Path) -> YamlFile:
    """Read YAML from `text`; `path` is only for the sentences. Raises YamlError."""
    try:
        _guard(text, path)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as e:
        raise YamlError(path, *explain(e, text)) from e
    except yaml.YAMLError as e:
        sentence = _("a character that YAML does not allow; save the file as plain UTF-8 text")
        raise YamlError(path, 0, sentence) from e
    builder = _Builder(path)
    value = None if node is None else builder.build(node, 0)
    return YamlFile(value, node, tuple(builder.doubled))


def walk(value: Any, path: Loc) -> Iterator[tuple[Loc, Any]]:
    """Yield (location, value) of every place that `path` fits.

    "*" stands for any name or number, "**" for any depth; wrong types fit nothing.
    """
    if not path:
        yield (), value
        return
    step, rest = path[0], path[1:]
    if step == "**":
        yield from walk(value, rest)
    for key, inner in _children(value):
        if step in ("*", "**", key):
            for loc, found in walk(inner, path if step == "**" else rest):
                yield (key, *loc), found


def texts_at(value: Any, *path: str) -> Iterator[tuple[Loc, str]]:
    """Yield (location, text) of every place that `path` fits and that holds text."""
    for loc, found in walk(value, path):
        if isinstance(found, str):
            yield loc, found


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            sentence = _("larger than {kib} KiB; a lesson is a few pages of text")
            raise YamlError(path, 0, sentence.format(kib=MAX_BYTES // 1024))
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as e:
        raise YamlError(path, 0, _("there is no such file; check the name")) from e
    except UnicodeDecodeError as e:
        raise YamlError(path, 0, _("not UTF-8 text; save it as UTF-8")) from e
    except OSError as e:
        sentence = _("cannot be read ({reason}); check the name and the permissions")
        raise YamlError(path, 0, sentence.format(reason=e.strerror)) from e


def _guard(text: str, path: Path) -> None:
    """Refuse deep nesting from the flat list of events, before any tree is built."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, _OPENING) - isinstance(event, _CLOSING)
        if depth > MAX_DEPTH:
            line = _line(event.start_mark)
            sentence = _("nested more than {n} deep; a lesson needs far less")
            raise YamlError(path, line, sentence.format(n=MAX_DEPTH))


class _Builder:
    """Turns nodes into plain values, counting every value that aliases unfold to."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._count = 0
        self._scalars = yaml.constructor.SafeConstructor()
        self.doubled: list[tuple[int, str]] = []

    def build(self, node: yaml.Node, depth: int) -> Any:
        self._count += 1
        line = _line(node.start_mark)
        if self._count > MAX_VALUES or depth > MAX_DEPTH:
            sentence = _("aliases (*name) unfold to far too much; write the values out")
            raise YamlError(self._path, line, sentence)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, depth + 1) for child in node.value]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[Any, Any]:
        out: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in out:
                self.doubled.append((_line(key_node.start_mark), key))
            out[key] = self.build(value_node, depth + 1)
        return out

    def _scalar(self, node: yaml.Node) -> Any:
        no_truth = node.tag.endswith(":bool") and node.value.lower() not in ("true", "false")
        if node.tag not in _PLAIN_TAGS or no_truth:
            return str(node.value)  # a date, a yes, a tag of another program is only text here
        try:
            return self._scalars.construct_object(node)
        except ValueError:
            return str(node.value)


def _line(mark: Any) -> int:
    """Return the line of a YAML mark from 1; 0 where there is no mark."""
    return mark.line + 1 if mark else 0


def _child(node: yaml.Node | None, step: int | str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        if step < len(node.value):
            child = node.value[step]
            return _line(child.start_mark), child
        return None
    if isinstance(node, yaml.MappingNode):
        return next(_named(node, str(step)), None)
    return None


def _named(node: yaml.MappingNode, key: str) -> Iterator[tuple[int, yaml.Node]]:
    for key_node, value_node in node.value:
        if key_node.value == key:
            yield _line(key_node.start_mark), value_node


def _children(value: Any) -> list[tuple[int | str, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []
