"""How commands speak: tables for people, JSON for programs, a sign of life for long work."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

# Names of files and people are printed as they are, never read as markup.
out = Console(markup=False, highlight=False)
err = Console(stderr=True, markup=False, highlight=False)


def emit(data: Any) -> None:
    """Print `data` as JSON, readable by programs and people."""
    print(json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False))


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print one table."""
    made = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        made.add_column(column, overflow="fold")
    for row in rows:
        made.add_row(*("—" if cell is None else str(cell) for cell in row))
    out.print(made)


def working(sentence: str) -> AbstractContextManager[object]:
    """Show that long work goes on, where a person watches."""
    return err.status(sentence)


@contextmanager
def progress() -> Iterator[Callable[[float, str], None]]:
    """Yield a function that is told how far it is (0..1) and what is being done."""
    with Progress(console=err, transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda part, what: bar.update(task, completed=part, description=what)


def refuse(sentence: str) -> None:
    """Print why something cannot be done."""
    err.print(sentence, style="red", soft_wrap=True)
