"""What a database says when it cannot, in words a person can act on."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from content.errors import Refusal
from content.texts import _


class RecordsError(Refusal):
    """The records cannot be opened, read or written; nothing stored was lost."""


@contextmanager
def in_words(where: str) -> Iterator[None]:
    """Turn a database's error into RecordsError; `where` names the records."""
    try:
        yield
    except (DBAPIError, OSError) as e:
        raise RecordsError(_sentence(str(getattr(e, "orig", e))).format(records=where)) from e


def _sentence(reason: str) -> str:
    low = reason.lower()
    if "locked" in low or "busy" in low:
        return _(
            "{records}: another program is writing to these records; wait for it or close it, "
            "then try again. Nothing was changed."
        )
    if "full" in low or "no space" in low:
        return _("{records}: the disk is full; free some space. What was stored before is safe.")
    if "readonly" in low or "read-only" in low or "permission" in low:
        return _(
            "{records}: these records may only be read; choose another place with --records, or "
            "change the file's permissions."
        )
    if "malformed" in low or "not a database" in low:
        return _(
            "{records}: this file is damaged or no records of this program; it was left as it "
            "is. Put a copy in its place, or choose another with --records."
        )
    if "unable to open" in low or "is a directory" in low or "not a directory" in low:
        return _("{records}: cannot be opened; check that the folder is there and yours.")
    return _("{records}: refused ({reason}). Nothing was changed.").replace(
        "{reason}", reason.replace("{", "").replace("}", "")
    )
