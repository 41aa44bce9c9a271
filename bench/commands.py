"""Runs the measurements and prints them beside what was asked and what a peer does."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

import bench as folder
from bench.page import page
from bench.row import Row
from content.errors import Refusal
from content.texts import _
from lessons import console
from lessons.report.html import save


def benches() -> Mapping[str, Callable[[], list[Row]]]:
    """Return every measurement by name: each module of the folder that has a `run`."""
    names = [info.name for info in pkgutil.iter_modules(folder.__path__)]
    modules = {name: importlib.import_module(f"{folder.__name__}.{name}") for name in names}
    return {name: module.run for name, module in modules.items() if hasattr(module, "run")}


def bench(
    name: Annotated[
        str | None, typer.Argument(help=_("one measurement or a group (audio); all without it"))
    ] = None,
    json: Annotated[bool, typer.Option("--json", help=_("for programs"))] = False,
    html: Annotated[Path | None, typer.Option(help=_("draw the rows into this file"))] = None,
) -> None:
    """Run one measurement, a group of them or all, and print their rows."""
    known = benches()
    wanted = [each for each in known if name in (None, each, each.partition("_")[0])]
    if not wanted:
        sentence = _("There is no measurement {name}; there are: {there}")
        raise Refusal(sentence.format(name=name, there=", ".join(known)))
    rows: list[Row] = []
    for each in wanted:
        with console.working(_("measuring {name} …").format(name=each)):
            rows += _measured(each, known[each])
    if html is not None:
        save(page(rows), html)
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
