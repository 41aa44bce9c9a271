"""The user's own folder of what was built freely."""

from datetime import datetime
from pathlib import Path

from lessons import registry


def folder() -> Path:
    """Return the folder of buildings."""
    return registry.user_folder() / "buildings"


def fresh() -> Path:
    """Return a new file, called by the time of the user's clock."""
    return folder() / f"{datetime.now():%Y%m%d-%H%M%S}.json"


def kept() -> tuple[Path, ...]:
    """Return the buildings there are, the newest first."""
    return tuple(sorted(folder().glob("*.json"), reverse=True))
