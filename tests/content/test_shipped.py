from importlib.resources import files as resources
from pathlib import Path

from content import pack as packs
from content.library import SHIPPED, open_library
from content.shipped import all_assets


def test_every_file_of_a_pack_is_named_by_an_asset() -> None:
    library = open_library()
    named = {f"{pack}/{asset.path}" for pack, asset in all_assets(library)}
    named |= {f"{s.pack.id}/{packs.PACK_FILE}" for s in library.packs}
    assert set(packs.files(SHIPPED)) == {name for name in named if not name.startswith("None/")}


def test_what_stands_outside_the_packs_is_really_shipped() -> None:
    content = Path(__file__).parents[2]
    for pack, asset in all_assets(open_library()):
        if pack is None:
            package, _slash, name = asset.path.partition("/")
            path = content / asset.path if package == "content" else resources(package) / name
            assert path.is_file(), asset.path


def test_the_third_partys_note_is_told_in_both_languages() -> None:
    assets = [a for pack, a in all_assets(open_library()) if pack == "kunqu/jiugong1746"]
    assert len(assets) == 2
    for asset in assets:
        assert asset.remark is not None and not asset.licence_seen
        assert "MIT" in asset.remark.en and "not seen" in asset.remark.en
        assert "MIT" in asset.remark.zh_CN and "没有看到" in asset.remark.zh_CN


def test_each_aria_is_in_the_one_removable_pack_only() -> None:
    for path in packs.files(SHIPPED):
        text = (SHIPPED / path).read_text(encoding="utf-8")
        ours = path == "ciyue/anxiang/anxiang.yaml"  # keyed by this project from old prints
        aria = path.startswith("kunqu/jiugong1746/") and "pack" not in path
        assert ("gongche:" in text) == (aria or ours)
