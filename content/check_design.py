"""What a design says about its drawings: each is there, safe, and fits the others."""

from collections.abc import Iterator
from pathlib import Path

from content import plates
from content.design import Design
from content.errors import Refusal
from content.faults import Page, Problem

CELLS = 512  # fine enough to find crosses, quick enough for eight blocks


def problems(folder: Path, page: Page) -> Iterator[Problem]:
    """Yield every problem of the drawings that a design names."""
    if not isinstance(page.document, Design):
        return
    for block in page.document.blocks:
        try:
            plates.coverage(folder, page.document, block, CELLS)
        except Refusal as e:
            yield Problem(block.file, 0, str(e))
