"""Runs the measurements and prints them beside what was asked and what a peer does."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Annotated

import typer

import bench as folder
from bench.row import Row
from content.errors import Refusal
from content.texts import _
from lessons import console

_PLUMBING = ("audio_set", "commands", "row")


def benches() -> Mapping[str, Callable[[], list[Row]]]:
    """Return every measurement by name."""
    return {
        info.name: importlib.import_module(f"{folder.__name__}.{info.name}").run
        for info in pkgutil.iter_modules(folder.__path__)
        if info.name not in _PLUMBING
    }


def bench(
    name: Annotated[str | None, typer.Argument(help=_("one measurement; all without it"))] = None,
    json: Annotated[bool, typer.Option("--json", help=_("for programs"))] = False,
) -> None:
    """Run one measurement or all, and print their rows."""
    known = benches()
    if name is not None and name not in known:
        sentence = _("There is no measurement {name}; there are: {there}")
        raise Refusal(sentence.format(name=name, there=", ".join(known)))
    rows: list[Row] = []
    for each in [name] if name else known:
        with console.working(_("measuring {name} …").format(name=each)):
            rows += _measured(each, known[each])
    if json:
        console.emit([asdict(row) for row in rows])
    else:
        _print(rows)


def _measured(name: str, run: Callable[[], list[Row]]) -> list[Row]:
    """Return a measurement's rows; one that says why where this machine cannot measure it."""
    try:
        return run()
    except Refusal as refusal:
        return [Row(name, None, "", 0, why=str(refusal))]


def _print(rows: list[Row]) -> None:
    heads = [_("what"), _("value"), _("unit"), "n", _("asked"), _("peer"), _("held")]
    console.table(_("Measured on this machine"), heads, [_cells(row) for row in rows])


def _cells(row: Row) -> list[object]:
    peer = None if row.peer is None else f"{row.peer}: {_number(row.peer_value)}"
    held = row.why or "" if row.held is None else _("yes") if row.held else _("no")
    return [row.name, _number(row.value), row.unit, row.n, row.goal, peer, held]


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.4g}"
