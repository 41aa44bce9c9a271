"""A shelf with copies of the shipped packs, to break at will."""

import shutil
from pathlib import Path

import pytest

from content.library import SHIPPED


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A writable copy of all shipped packs."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "packs"))


@pytest.fixture
def paike(shelf: Path) -> Path:
    """A writable copy of the bracket's pack."""
    return shelf / "xiangshan" / "paike"
