"""What the commands about records have in common: their options, and the way in."""

from typing import TYPE_CHECKING, Annotated

import typer

from content.texts import _

if TYPE_CHECKING:
    from lessons.records.store import Records

Json = Annotated[bool, typer.Option("--json", help=_("for programs"))]
Url = Annotated[
    str | None,
    typer.Option("--records", help=_("address of the records; else a file of yours")),
]


def opened(url: str | None) -> "Records":
    """Open the records at an address, or the user's own."""
    from lessons.records.opening import open_records  # slow to load; other commands go without

    return open_records(url)
