"""The teacher's document `design.yaml`: what is printed, from which blocks, in which order."""

from itertools import combinations
from math import hypot
from typing import Literal, Self

from pydantic import Field, model_validator

from content.model import Basis, Document, Text
from content.texts import _

FORMAT = 1
DESIGN_FILE = "design.yaml"
MOST_BLOCKS = 8
Ink = Literal["墨", "红", "黄", "绿", "桃红", "紫"]


class Block(Document):
    """One block: its name, its drawing (SVG or PNG in the pack), the ink it is printed in."""

    id: str = Field(min_length=1, max_length=20)
    file: str
    ink: Ink


class Design(Document):
    """A design as the print shall look. Raises ValueError where its parts do not agree.

    `blocks` stand in the order of printing, `basis` says what that order and the inks rest on;
    `label` says whose work it is and whose it is not. `crosses`: the register crosses that every
    block carries, millimetres from the left and from the lower edge of the printed sheet.
    """

    format: int = Field(ge=1)
    title: Text
    label: Text
    side_mm: float = Field(ge=100, le=512)
    crosses: tuple[tuple[float, float], ...] = Field(min_length=2, max_length=8)
    blocks: tuple[Block, ...] = Field(min_length=1, max_length=20)
    basis: Basis

    @model_validator(mode="after")
    def _few_blocks(self) -> Self:
        if len(self.blocks) > MOST_BLOCKS:
            sentence = _("{n} blocks; a design here has at most {most}: put inks together")
            raise ValueError(sentence.format(n=len(self.blocks), most=MOST_BLOCKS))
        for name in ("id", "file"):
            values = [getattr(block, name) for block in self.blocks]
            for value in values:
                if values.count(value) > 1:
                    sentence = _("two blocks have “{value}”; give each its own name and file")
                    raise ValueError(sentence.format(value=value))
        return self

    @model_validator(mode="after")
    def _crosses_on_the_sheet(self) -> Self:
        for x, y in self.crosses:
            if not (0 < x < self.side_mm and 0 < y < self.side_mm):
                sentence = _("the register cross {x:g}, {y:g} lies off the sheet; move it inside")
                raise ValueError(sentence.format(x=x, y=y))
        reach = max(hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(self.crosses, 2))
        if reach < self.side_mm / 2:
            raise ValueError(_("the register crosses lie too close together; set them far apart"))
        return self
