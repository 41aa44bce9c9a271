"""Reads movements and stills; what is wrong is told in one sentence, with its file and line."""

from pathlib import Path
from typing import TypeVar

from content import yamlfile
from content.faults import fit
from content.formats import refuse_newer
from content.model import Document
from content.movement import FORMAT, Movement, Stills
from content.yamlfile import YamlError

D = TypeVar("D", bound=Document)


def read_movement(path: Path) -> Movement:
    """Read a movement. Raises Refusal, naming file and line, where it is damaged or too new."""
    return _read(path, Movement)


def read_stills(path: Path) -> Stills:
    """Read a file of stills. Raises Refusal as `read_movement` does."""
    return _read(path, Stills)


def _read(path: Path, model: type[D]) -> D:
    page = yamlfile.read(path)
    refuse_newer(page.value, FORMAT, path)
    document, faults = fit(model, page)
    if document is None or faults:
        raise YamlError(path, *faults[0])
    return document
