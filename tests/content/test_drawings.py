"""Strangers' drawings and pictures: what is let in, and the one sentence for what is not."""

import re
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from content import picture_plate, vector
from content.errors import Refusal
from tests.content.drawings import PAGE, drawing, png


def header(width: int, height: int, bits: int = 8, kind: int = 0) -> bytes:
    """A PNG that ends after its header: whoever decodes it finds it damaged."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    whole = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    return b"\x89PNG\r\n\x1a\n" + whole


@pytest.mark.parametrize(
    ("inside", "sentence"),
    [
        ("<text x='9' y='9'>福</text>", "line 1, <text>: turn the text into outlines"),
        ("<g><text/></g>", "<text>: turn the text into outlines"),
        ("<script>alert(1)</script>", "<script>: a drawing runs no programs"),
        ("<x:script xmlns:x='http://www.w3.org/1999/xhtml'/>", "<script>: a drawing runs no pro"),
        ("<path d='M0 0h9v9z' onclick='run()'/>", "<path>: onclick would run a program"),
        ("<image href='a.png'/>", "<image>: no picture may lie inside"),
        ("<foreignObject/>", "<foreignObject>: no picture may lie inside"),
        ("<use href='#a'/>", "<use>: turn the clones into paths"),
        ("<a href='http://a/'/>", "<a>: a block knows only flat shapes"),
        ("<animate/>", "<animate>: a block knows only flat shapes"),
        ("<g xlink:href='http://a/b.svg#c'/>", "<g>: it fetches something from outside"),
        ("<g href='file:///etc/passwd'/>", "<g>: it fetches something from outside"),
        ("<rect fill='url(http://a/b#c)'/>", "<rect>: it fetches something from outside"),
        ("<rect style='fill:url( \"b.svg#c\")'/>", "<rect>: it fetches something from outside"),
        ("<style>@import 'a.css';</style>", "<style>: it fetches something from outside"),
        ("<style>@\\69mport 'a.css';</style>", "<style>: it fetches something from outside"),
        ("<?xml-stylesheet href='a.css'?>", "<?xml-stylesheet>: it fetches something from out"),
        ("<g>" * 101 + "</g>" * 101, "too many things or too deep"),
        ("<path d='M0 0", "no XML, or damaged"),
        ("<clipPath clip-path='url(#a)'/>" * 201, "<clipPath>: too many things or too deep"),
    ],
)
def test_what_no_block_can_hold_is_named(inside: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=re.escape(sentence)):
        vector.coverage(drawing(inside), 64)


def test_entities_are_refused_before_they_unfold() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE svg [<!ENTITY e0 "ha">{bomb}]>'
    with pytest.raises(Refusal, match="<!ENTITY>: a drawing needs no entities"):
        vector.coverage(head.encode() + drawing("<desc>&e11;</desc>"), 64)


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("", "the page has no size"),
        ('width="100%" height="100%"', "the page has no size"),
        ('width="256mm" height="200mm"', "the page is no square"),
        ('viewBox="0 0 256 200"', "the page is no square"),
        ('width="256mm" viewBox="0 0 256 256"', "the page is no square"),
        ('viewBox="0&quot;&gt; 0 256 256"', "the page has no size"),
        ('viewBox="0 0 1e9 1e9"', "the page has no size"),
    ],
)
def test_a_page_that_is_no_square_is_refused(page: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        vector.coverage(drawing("", page), 64)


@pytest.mark.parametrize(
    "data", [b"", b"<html/>", "<svg 福".encode("gbk"), b"<svg xmlns='http://www.w3.org/2000/svg'"]
)
def test_what_is_no_drawing_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal):
        vector.coverage(data, 64)


def test_an_editors_notes_do_no_harm() -> None:
    notes = (
        "<metadata><r:RDF xmlns:r='urn:r' r:resource='http://a/'/></metadata>"
        "<i:view xmlns:i='urn:i' i:file='C:\\a'/><path d='M0 0h128v256h-128z'/>"
    )
    head = b"\xef\xbb\xbf<?xml version='1.0'?><!DOCTYPE svg PUBLIC 'a' 'http://a/svg.dtd'><!--> -->"
    drawn = vector.coverage(head + drawing(notes, PAGE + ' i="a &gt; b" id="&gt;"'), 64)
    assert drawn[:, :32].min() == 1 and drawn[:, 32:].max() == 0


@given(st.sampled_from(["mm", "px", "pt", "in"]), st.integers(50, 999), st.integers(16, 300))
@settings(max_examples=25)
def test_a_quarter_is_a_quarter_in_every_unit(unit: str, side: int, cells: int) -> None:
    page = f'width="{side / 3:.5f}{unit}" height="{side / 3:.5f}{unit}" viewBox="-5 5 100 100"'
    drawn = vector.coverage(drawing("<rect x='-5' y='5' width='50' height='50'/>", page), cells)
    assert abs(drawn.mean() - 0.25) < 2e-3
    top_left = drawn[cells // 2 + cells % 2 :, : cells // 2]
    assert top_left.min() > 0.99, "row 0 is the lower edge"


@given(st.binary(max_size=200))
def test_foreign_bytes_end_in_a_sentence(data: bytes) -> None:
    for read in (vector.coverage, picture_plate.coverage):
        for whole in (
            data,
            drawing(data.decode("latin-1")),
            png(Image.new("L", (256, 256))) + data,
        ):
            try:
                assert read(whole, 32).shape == (32, 32)
            except Refusal as e:
                assert str(e)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (header(20_000, 20_000), "20000 × 20000 pixels are too many"),
        (header(0xFFFFFFFF, 1), "are too many"),
        (header(600, 500), "600 × 500 pixels are no square"),
        (header(64, 64), "64 pixels a side are too few"),
        (header(512, 512, 16), "8-bit grey, RGB or RGBA"),
        (header(512, 512, 8, 3), "8-bit grey, RGB or RGBA"),
        (header(512, 512), "the picture is damaged"),
        (png(Image.new("L", (300, 300)))[:60], "the picture is damaged"),
        (b"GIF89a", "this is no PNG"),
        (b"\x89PNG\r\n\x1a\n", "this is no PNG"),
    ],
)
def test_pictures_that_cannot_be_used_are_named(data: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        picture_plate.coverage(data, 64)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_dark_stands_whatever_the_kind(mode: str) -> None:
    picture = Image.new(mode, (512, 512), (0, 0, 0, 0) if mode == "RGBA" else "white")
    picture.paste("black", (0, 0, 256, 128))
    drawn = picture_plate.coverage(png(picture), 64)
    stands = np.zeros((64, 64))
    stands[48:, :32] = 1
    np.testing.assert_array_equal(drawn, stands)


@pytest.mark.parametrize(
    "inside",
    [
        "<rect/>" * 6000,
        "<rect opacity='.5'/>" * 300,
        "<rect style='opacity/**/:0.5'/>" * 300,
        "<rect style='fill:red;opacity : 0.5'/>" * 300,
        "<clipPath id='a'/>" + "<rect clip-path='url(#a)'/>" * 300,
        "<style>rect{opacity:.5}</style><rect/>",
        "<style>/* x */ * { mix-blend-mode: multiply }</style><rect/>",
    ],
)
def test_a_drawing_that_would_take_minutes_is_refused(inside: str) -> None:
    with pytest.raises(Refusal, match="too many things"):
        vector.coverage(drawing(inside), 64)


def test_a_drawing_as_editors_write_it_is_not_crowded() -> None:
    rects = "<rect style='opacity:1;fill-opacity:0.9' opacity='1.0' width='9' height='9'/>" * 300
    styled = "<style>.a{opacity:1;stroke-opacity:.5;clip-path:none}</style>"
    assert vector.coverage(drawing(styled + rects), 64).any()
