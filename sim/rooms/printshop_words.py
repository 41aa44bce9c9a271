"""What the print shop says of what was done, and of what came to nothing."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from content.texts import _
from lessons.arts.printing import Printing
from lessons.arts.printing_steps import deed_of
from lessons.arts.printing_work import Board
from physics.woodblock.lay import Lay
from sim.scenes.print_coverage import ENOUGH

# What ends a remark: the acts after which it is no longer true; others end with any act.
ENDS = {
    "no_ink": ("dip", "take"), "not_laid": ("lay",), "lies": ("lift",),
    "no_bowl": ("mix", "take"), "not_pasted": ("paste",), "ink": ("lay", "wash", "take"),
    "rub": ("lift",), "lift": ("hang", "lay", "page", "take"),
}  # fmt: skip
PALE = 0.3  # of a ninth of the block's face without ink: worth a word; preset


def ended(cause: str, event: str) -> bool:
    """Whether a remark of a cause (why in vain, or a step's deed) is outlived by an event."""
    if event == "tool.taken":
        return cause == "bare"
    act = event.removeprefix("work.")
    if act == event or act == "vain":
        return False
    return act == "undone" or act in ENDS.get(cause, (act,))


def bare_words() -> str:
    """Say that a bare hand does nothing to the block."""
    return _("The hand is empty. Take a tool first: click it on the table, or press its key.")


def askew_words(value: Mapping[str, Any]) -> str:
    """Say how far a sheet was pulled askew; nothing where it came straight."""
    far = math.hypot(value.get("dx", 0), value.get("dy", 0)) / 100
    return _("The sheet was pulled askew by {mm:.1f} mm.").format(mm=far) if far else ""


def pale_words(board: Board) -> str:
    """Say where the face is palest, as it lies before the learner; nothing where it is not."""
    wanted = np.ascontiguousarray(board.plate.mask[:, ::-1]) & (board.depth == 0)
    pale = wanted & (board.film.mass < ENOUGH["block"])
    rows, columns = (np.array_split(np.arange(n), 3) for n in wanted.shape)
    share, j, i = max(
        (float(pale[np.ix_(r, c)].sum()) / max(int(wanted[np.ix_(r, c)].sum()), 1), j, i)
        for j, r in enumerate(rows) for i, c in enumerate(columns)
    )  # fmt: skip
    if share < PALE:
        return ""
    said = _("{where} the block is still without ink: dip, and go over it.")
    return said.format(where=_places()[j][i])


def _places() -> tuple[tuple[str, str, str], ...]:
    return (
        (_("At the left near you"), _("In the middle near you"), _("At the right near you")),
        (_("At the left"), _("In the middle"), _("At the right")),
        (_("At the left far side"), _("At the far side"), _("At the right far side")),
    )


def vain_words(why: str, act: str = "") -> str:
    """Say why an act came to nothing, and what to do."""
    if (act, why) == ("hang", "no_sheet"):
        return _("This sheet is not printed yet, or still lies on the block.")
    return {
        "no_sheet": _("There is no such sheet to take now. N turns to the next one."),
        "lies": _("A sheet lies on the block. Lift it first: U."),
        "no_ink": _("The brush is empty. Dip it: D, or click the bowl."),
        "not_laid": _("No sheet lies on the block. Lay one: L."),
        "no_bowl": _("Nothing is mixed for this block yet. Mix it: M."),
        "not_pasted": _("No draft is on this block yet. Paste it on: T."),
        "too_many": _("More has been done than one lesson can keep. Finish it: Enter."),
        "no_number": _("That cannot be done with these amounts."),
        "beside": _("That is beside the work."),
    }[why]


def done_words(lesson: Printing, step: str) -> tuple[str, bool | None]:
    """Say that a step is done, and whether that is already good."""
    if deed_of(step) == "ink" and (pale := pale_words(lesson.shop.board)):
        return pale, None
    said = {
        "ink": _(
            "The face is inked. Dip once more and go across where it is pale, or lay the paper."
        ),
        "rub": _("Most of it has come over. Rub where the back still looks pale, then lift."),
        "lift": _("The sheet is off. Look at it: is any line pale, thick or double?"),
        "hang": _("It hangs on the line."),
        "paste": _("The draft is on the block."),
        "mix": _("The bowl is mixed."),
        "damp": _("The interleaves are wet; the water needs time to go into the sheets."),
    }
    return said.get(deed_of(step), _("Done.")), None


def block_words(lesson: Printing) -> str:
    """Say which block lies on the table."""
    shop = lesson.shop
    said = _("Block {n} of {m} on the table, for {ink}.")
    return said.format(n=shop.at + 1, m=len(shop.boards), ink=shop.board.plate.pigment)


def sheet_words(lesson: Printing) -> str:
    """Say which sheet comes next, and what is on it."""
    shop = lesson.shop
    inks = "、".join(dict.fromkeys(layer.pigment for layer in shop.sheet.layers))
    said = _("Sheet {n} of {m}, printed: {inks}.") if inks else _("Sheet {n} of {m}, still blank.")
    return said.format(n=shop.page + 1, m=len(shop.sheets), inks=inks)


def lay_words(first: Lay, now: Lay) -> str:
    """Say how a block was pushed from where it lay at first, as it is seen on the table."""
    right, away = (first.dx - now.dx) * 1000, (now.dy - first.dy) * 1000
    turned = math.degrees(first.turn - now.turn)
    across = _("{mm:.1f} mm to the right") if right >= 0 else _("{mm:.1f} mm to the left")
    along = _("{mm:.1f} mm away from you") if away >= 0 else _("{mm:.1f} mm towards you")
    said = _("The block was pushed {across}, {along}, and turned by {deg:+.2f}°.")
    pushed = across.format(mm=abs(right)), along.format(mm=abs(away))
    return said.format(across=pushed[0], along=pushed[1], deg=turned)
