"""`shuimo print` and `shuimo grade print`: what is written, and what is told in one sentence."""

import io

import numpy as np
import pypdf
import pytest
from PIL import Image

from bench.print_camera import photograph

DESIGN = "taohuawu/hualei"
PT = 72 / 25.4  # points to a millimetre


def test_a_proof_as_png_of_true_size(shuimo, tmp_path):
    out = tmp_path / "proof.png"
    code, said, _err = shuimo("--lang", "en", "print", "proof", DESIGN, out)
    assert code == 0 and "100 %" in said
    with Image.open(out) as picture:
        picture.load()
        assert picture.size == (3024, 3024)  # 256 mm
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.01)
        assert "标准样" in picture.text["Description"]
        grey = np.asarray(picture.convert("L"))
    assert grey[:100].min() < 100 and grey[-100:].min() > 200  # the upper cross stands above


def test_a_proof_as_pdf_of_true_size_and_a_page_a_block(shuimo, tmp_path):
    out = tmp_path / "proof.pdf"
    code, *_ = shuimo("print", "proof", DESIGN, out)
    assert code == 0
    pages = pypdf.PdfReader(io.BytesIO(out.read_bytes())).pages
    assert len(pages) == 2  # the sheet, and its one block
    assert list(pages[0].images)
    for page in pages:
        assert min(map(float, page.mediabox[2:])) >= 256 * PT - 0.5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("proof", "taohuawu/none", "p.png"), "no lesson in printing"),
        (("proof", DESIGN, "p.tif"), "end it in .png or .pdf"),
        (("sheet", "none.take", "p.png"), "none.take"),
    ],
)
def test_what_cannot_be_printed(shuimo, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    code, _out, err = shuimo("--lang", "en", "print", *words)
    assert code == 2 and said in err.replace("\n", " ")
    assert list(tmp_path.glob("p.*")) == []


def test_a_file_is_not_written_over_unasked(shuimo, tmp_path):
    out = tmp_path / "p.png"
    out.write_bytes(b"mine")
    code, _out, err = shuimo("--lang", "en", "print", "proof", DESIGN, out)
    assert code == 2 and "--force" in err
    assert out.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("size", "said"), [((900, 1200), "1280 pixels long"), ((300, 300), "too few")]
)
def test_a_photograph_too_small_says_how_large(shuimo, tmp_path, size, said):
    photo = tmp_path / "sheet.jpg"
    Image.new("RGB", size, "white").save(photo)
    code, _out, err = shuimo("--lang", "en", "grade", "print", "--design", DESIGN, "--photo", photo)
    assert code == 2 and said in err.replace("\n", " ")


def test_no_photograph(shuimo, tmp_path):
    photo = tmp_path / "sheet.jpg"
    photo.write_bytes(b"no picture")
    code, _out, err = shuimo("--lang", "en", "grade", "print", "--design", DESIGN, "--photo", photo)
    assert code == 2 and "JPEG or PNG" in err


def test_a_photograph_of_the_whole_proof_is_judged_without_a_fault(shuimo, tmp_path):
    proof, photo = tmp_path / "proof.png", tmp_path / "sheet.jpg"
    assert shuimo("print", "proof", "taohuawu/huakai", proof)[0] == 0
    with Image.open(proof) as picture:
        pixels = np.asarray(picture.convert("RGB"))[::-1]
    Image.fromarray(photograph(pixels, 256.0)).save(photo, quality=92)
    code, said, _err = shuimo(
        "--lang", "en", "grade", "print", "--design", "taohuawu/taose", "--photo", photo
    )
    assert code == 0 and "100 of 100" in said
    assert "not told by a photograph" in said


def test_the_sheet_of_a_kept_session_is_written(shuimo, root, tmp_path):
    out = tmp_path / "own.png"
    code, *_ = shuimo("print", "sheet", root / "tests/golden/printing_right.take", out)
    assert code == 0
    with Image.open(out) as picture:
        grey = np.asarray(picture.convert("L"))
    assert grey.min() < 90 and grey.mean() > 200  # ink stands on paper
