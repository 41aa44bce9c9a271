"""Photographs in, pictures out: what is too large, damaged or turned."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from content import raster
from content.errors import Refusal

MARKED = np.zeros((400, 500, 3), np.uint8)
MARKED[:200, :250] = 255  # white at the upper left


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def headed(width, height):
    """Return a PNG that has a header and not one row of pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", b"")


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((20_000, 20_000), "too many pixels"),
        ((20_000, 500), "20000 × 500.*too many"),
        ((9_000, 9_000), "9000 × 9000.*too many"),
        ((399, 5000), "399 × 5000.*too few"),
    ],
)
def test_its_header_is_enough_to_refuse(tmp_path, size, said):
    file = tmp_path / "sheet.png"
    file.write_bytes(headed(*size))
    with pytest.raises(Refusal, match=said):
        raster.read(file)


def test_as_large_as_may_be_is_decoded(tmp_path):
    file = tmp_path / "sheet.png"
    file.write_bytes(headed(500, 400))
    with pytest.raises(Refusal, match="no photograph that can be read"):
        raster.read(file)  # only what is decoded finds that the pixels are not there


@pytest.mark.parametrize("held", [(1, 0, 0), (3, -1, -1), (6, 0, -1), (8, -1, 0)])
def test_turned_as_its_camera_says(tmp_path, held):
    how, row, column = held
    file, tag = tmp_path / "sheet.jpg", Image.Exif()
    tag[0x0112] = how
    Image.fromarray(MARKED).save(file, exif=tag)
    seen = raster.read(file)
    assert seen.shape == ((400, 500, 3) if how < 5 else (500, 400, 3))
    assert seen[row, column].min() > 200  # where the white quarter is now


@pytest.mark.parametrize("data", [b"", b"no picture", b"GIF89a" + bytes(64), b"\xff\xd8\xff"])
def test_no_picture(tmp_path, data):
    file = tmp_path / "sheet.jpg"
    file.write_bytes(data)
    with pytest.raises(Refusal, match=r"sheet\.jpg.*JPEG or PNG"):
        raster.read(file)


def test_no_file(tmp_path):
    with pytest.raises(Refusal, match=r"none\.jpg"):
        raster.read(tmp_path / "none.jpg")


def test_a_png_is_of_true_size_and_tells_what_it_is():
    made = raster.png(MARKED[:, :400], 256.0, "花蕾")
    with Image.open(io.BytesIO(made)) as picture:
        picture.load()
        assert picture.size == (3024, 3024)  # 256 mm at 300 to an inch
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.01)
        assert picture.text["Description"] == "花蕾"
