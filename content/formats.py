"""Files of a newer program are refused in words, wherever they are read."""

from pathlib import Path
from typing import Any

from content.errors import Refusal
from content.texts import _


def refuse_newer(value: Any, newest: int, path: Path) -> None:
    """Raise Refusal where `value` says a format above `newest`."""
    found = value.get("format") if isinstance(value, dict) else None
    if isinstance(found, int) and found > newest:
        sentence = _(
            "{file}: written in format {found} by a newer program, this one reads up to "
            "{newest}; update the program"
        )
        raise Refusal(sentence.format(file=path, found=found, newest=newest))
