import shutil
from pathlib import Path

import pytest
import yaml

from content import texts
from content.check import check
from content.errors import Refusal
from content.model import Status
from physics.timber import bracket
from physics.timber.sizes import read


def changed(parts_file: Path, tmp_path: Path, **values: object) -> Path:
    document = yaml.safe_load(parts_file.read_text(encoding="utf-8"))
    document.update(values)
    path = tmp_path / "parts.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return path


def test_one_cun_is_27_5_mm(sizes):
    assert sizes.metres(1) == pytest.approx(0.0275)


def test_figures_are_the_books(sizes, eval_data):
    """Every figure of the five parts against the table of the rules, keyed in separately."""
    import json

    book = json.loads((eval_data / "content" / "paike.json").read_text(encoding="utf-8"))["五七式"]
    pairs = {
        "坐斗_面宽": sizes.zuodou.width, "坐斗_高": sizes.zuodou.height,
        "坐斗_底宽": sizes.zuodou.foot_width, "上斗腰": sizes.zuodou.upper_waist,
        "下斗腰": sizes.zuodou.lower_waist, "斗底": sizes.zuodou.foot,
        "栱_高": sizes.gong.height, "栱_厚": sizes.gong.thickness,
        "一级栱_长": sizes.gong.length, "升_宽": sizes.sheng.width, "升_高": sizes.sheng.height,
        "上升腰": sizes.sheng.upper_waist, "下升腰": sizes.sheng.lower_waist,
        "升底": sizes.sheng.foot,
    }  # fmt: skip
    for name, size in pairs.items():
        assert size.cun == book[name][0], name
        assert size.status is Status.CONFIRMED, name


def test_the_books_own_sum_holds(sizes):
    """17 = 7 + 2 x 2.5 + 2 x 2.5, and the outer feet end flush with the arm."""
    assert sizes.gong.length.cun == sizes.zuodou.width.cun + 4 * sizes.sheng.foot_width.cun
    ends = max(sizes.sheng_places.cun) + sizes.sheng.foot_width.cun / 2
    assert ends == sizes.gong.length.cun / 2


def test_choices_of_the_project_say_so(sizes):
    chosen = (sizes.mouth_clearance_mm, sizes.mouth_ease_mm, sizes.gong.chamfer)
    assert all(c.status is Status.INFERRED and c.source == "project" for c in chosen)
    assert all(c.remark is not None for c in chosen)


def test_how_a_sheng_is_held_is_left_open(sizes):
    about = [o.about for o in sizes.open if o.status is Status.UNRESOLVED]
    assert any("升" in a.zh_CN and "held" in a.en for a in about)


def test_every_source_is_described_in_the_pack(parts_file):
    pack = yaml.safe_load((parts_file.parent / "pack.yaml").read_text(encoding="utf-8"))
    used = {
        line.split("source:")[1].strip(" }\n,").split(",")[0]
        for line in parts_file.read_text(encoding="utf-8").splitlines()
        if "source:" in line
    }
    assert used <= set(pack["sources"])


def test_another_foot_scales_everything(parts_file, tmp_path):
    foot = {"value": 280, "status": "inferred", "source": "fayuan_notes"}
    longer = read(changed(parts_file, tmp_path, foot_mm=foot))
    assert bracket.bed_height(longer) == pytest.approx(0.224)


def test_heights_that_do_not_add_up_are_refused_with_their_line(parts_file, tmp_path):
    text = parts_file.read_text(encoding="utf-8").replace("height: {cun: 5,", "height: {cun: 6,")
    path = tmp_path / "parts.yaml"
    path.write_text(text, encoding="utf-8")
    line = 1 + text[: text.index("zuodou:")].count("\n")
    with pytest.raises(Refusal, match=rf"parts.yaml:{line}: the waists and the foot give 5 cun"):
        read(path)


@pytest.mark.parametrize(
    ("field", "value"),
    [("foot_mm", None), ("bed_height", {"cun": -8, "status": "confirmed", "source": "x"}),
     ("sheng_places", {"cun": ["a"], "status": "derived", "source": "x"}), ("extra", 1),
     ("density_kg_m3", {"value": 0, "status": "derived", "source": "x"}),
     ("sheng_places", {"cun": [0], "status": "derived", "source": "x"})],
)  # fmt: skip
def test_wrong_fields_are_refused_by_name(parts_file, tmp_path, field, value):
    with pytest.raises(Refusal, match=field):
        read(changed(parts_file, tmp_path, **{field: value}))


@pytest.mark.parametrize(
    ("old", "new", "english", "chinese"),
    [
        ("value: 550", "value: 0", "more than 0, not “0”", "要写大于 0 的数，不能是“0”"),
        ("value: 550", "value: wood", "a number, not “wood”", "要写一个数，不能是“wood”"),
        (
            "cun: 7,",
            "cunn: 7,",
            "“zuodou › width › cunn” is not known; did",
            "不认得“zuodou › width › cunn",
        ),
        ("cun: 7,", "", "“zuodou › width › cun” is missing here", "这里缺“zuodou › width › cun”"),
        ("  kind: arm", "  kind: leg", "it can be: arm", "只能是：arm"),
        ("height: {cun: 5,", "height: {cun: 6,", "5 cun, the height says 6", "高却写着 6 寸"),
        ("value: 550", "value: 550\n  value: 560", "a second time; keep one", "写了两次；只留一个"),
    ],
)
def test_faults_are_told_as_in_any_other_file_of_a_pack(
    parts_file, tmp_path, old, new, english, chinese
):
    folder = tmp_path / "paike"
    shutil.copytree(parts_file.parent, folder)
    text = parts_file.read_text(encoding="utf-8")
    assert old in text
    (folder / "parts.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    said = {}
    for language in ("zh_CN", "en"):
        texts.use(language)
        said[language] = [str(problem) for problem in check(folder, read_parts=read)]
    assert [english in fault for fault in said["en"]] == [True], said
    assert [chinese in fault for fault in said["zh_CN"]] == [True], said
    assert all(fault.startswith("parts.yaml:") for faults in said.values() for fault in faults)


def test_a_newer_format_is_refused_in_words(parts_file, tmp_path):
    with pytest.raises(Refusal, match="format 9"):
        read(changed(parts_file, tmp_path, format=9, something_new=1))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(Refusal, match="nothing.yaml"):
        read(tmp_path / "nothing.yaml")


def test_the_first_released_format_is_still_read(root, sizes):
    assert read(root / "tests" / "golden" / "parts_v1.yaml") == sizes
