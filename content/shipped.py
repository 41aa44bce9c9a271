"""Every shipped thing and the rights in it: what the packs name, and what stands outside them."""

from pathlib import Path

from content.library import Library, load
from content.model import Document
from content.rights import Asset

FORMAT = 1
SHIPPED = Path(__file__).with_name("shipped.yaml")


class Shipped(Document):
    """What stands in `shipped.yaml`: fonts, models and texts that belong to no pack."""

    format: int
    assets: tuple[Asset, ...]


def all_assets(library: Library) -> tuple[tuple[str | None, Asset], ...]:
    """Return (pack id, asset) of every shipped thing; None where it belongs to no pack."""
    outside = load(SHIPPED, Shipped, FORMAT).assets
    of_packs = [(s.pack.id, asset) for s in library.packs for asset in s.pack.assets]
    return (*((None, asset) for asset in outside), *of_packs)
