"""The shipped parts of the free yard, cut once for all tests."""

from functools import cache

from content.library import SHIPPED
from lessons.arts.building_catalogue import Catalogue, catalogue

LESSON = "xiangshan/ziyou"


@cache
def parts() -> Catalogue:
    """Return one part of every kind."""
    return catalogue(SHIPPED / LESSON / "parts.yaml")
