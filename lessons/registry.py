"""Finds what the program can do: scorers by module, packs by shelf, needs by machine."""

import importlib
import pkgutil
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from platformdirs import user_data_path

from content.lesson import Need
from content.library import SHIPPED, Library, open_library
from lessons import scorers as scorers_folder
from physics import world

PACKS = "packs"


def user_folder() -> Path:
    """Return the folder for the user's own packs, recordings and records."""
    return user_data_path("shuimo", appauthor=False)


def library() -> Library:
    """Open the shipped packs and the user's own."""
    return open_library((SHIPPED, user_folder() / PACKS))


def needs_met() -> set[Need]:
    """Return what this machine offers a lesson. Recordings are read on every machine."""
    found: set[Need] = {"recording"}
    if world.available():
        found.add("physics")
    return found


def scorers() -> Mapping[str, ModuleType]:
    """Return every scorer module by the name that lessons call it."""
    return {
        info.name: importlib.import_module(f"{scorers_folder.__name__}.{info.name}")
        for info in pkgutil.iter_modules(scorers_folder.__path__)
    }
