"""What reports are made of, and the tags of their pages."""

import struct
import zlib
from html.parser import HTMLParser

from content.assessment import Assessment, Finding, Measure, Where
from content.model import Status, Text
from content.rights import Asset

HOSTILE = "<script>alert(1)</script>\"'&{{ 7*7 }}"


class Tags(HTMLParser):
    """Counts start tags and gathers attributes and text; knows unclosed elements."""

    VOID = frozenset(("meta", "img", "link", "br", "hr", "input"))

    def __init__(self, page: str):
        super().__init__()
        self.names: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.names.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data


def item(index: int, **changes) -> dict:
    plain = {
        "index": index, "lyric": "天", "ref_onset_s": 1.0, "take_onset_s": 1.0, "cents": 4.0,
        "late_ms": 12.0, "timing_status": "confirmed", "missing": False,
    }  # fmt: skip
    return plain | changes


def assessment(**changes) -> Assessment:
    named = {"key_semitones": -2.1, "tempo_ratio": 1.1, "pitch_cents_median": 9.0}
    measures = tuple(Measure(name=n, value=v, unit="", n=8) for n, v in named.items())
    plain = {
        "lesson": "kunqu/bubujiao", "lesson_hash": "0", "references": ("made-up",),
        "scorer": "voice", "scorer_version": 1, "score": 81.0, "coverage": 0.94,
        "measures": measures, "items": tuple(item(i) for i in range(8)),
    }  # fmt: skip
    return Assessment(**{**plain, **changes})


def finding(note: int) -> Finding:
    return Finding(
        cause="flat", where=Where(kind="note", id=str(note)), measure="cents", value=-50,
        unit="cents", tolerance=30, direction="low", confidence=1, cost=4,
    )  # fmt: skip


def asset(what: str = "Score") -> Asset:
    text = Text(zh_CN=what, en=what)
    return Asset(
        path="x", what=text, author=text, edition=text, digital_source=what, licence="MIT",
        licence_seen=False, status=Status.UNRESOLVED, remark=text,
    )  # fmt: skip


def png(wide: int, high: int) -> bytes:
    """A small black picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\0\0\0" * wide) * high)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
