"""What to say about a search for the faults of prints: what to look at on which sheet."""

from collections.abc import Callable, Mapping

from content.assessment import Finding
from content.texts import _


def _sentences() -> Mapping[str, str]:
    return {
        "missed_shifted": _(
            "Sheet {sheet}: one colour lies beside its lines. Look at the crosses at the edges: "
            "where two of a kind stand side by side, that block has to be laid true."
        ),
        "missed_dry": _(
            "Sheet {sheet}: one colour is full of white specks. It was too dry: damp the paper, "
            "and brush the block once more."
        ),
        "missed_drowned": _(
            "Sheet {sheet}: one colour runs over its lines. It was too wet: take less on the "
            "brush, and let the paper dry a while."
        ),
        "missed_double": _(
            "Sheet {sheet}: one colour stands there twice. It was pulled askew: lift the sheet "
            "straight up."
        ),
        "wrong_fault": _(
            "Sheet {sheet}: what was named is not what is wrong. Look at the edge of each colour: "
            "beside the line, over the line, full of holes, or twice."
        ),
        "wrong_block": _(
            "Sheet {sheet}: the fault is right, the block is not. Look at one colour after the "
            "other."
        ),
        "wrong_remedy": _(
            "Sheet {sheet}: fault and block are right, the remedy is not. Ask what was too much, "
            "too little, or moved."
        ),
        "shown": _("The guide named sheet {sheet}. Find the next one yourself."),
    }


def _of(cause: str) -> Callable[[Finding], str]:
    return lambda finding: _sentences()[cause].format(sheet=finding.where.id)


SENTENCES: dict[str, Callable[[Finding], str]] = {
    f"misprints.{cause}": _of(cause) for cause in _sentences()
}
