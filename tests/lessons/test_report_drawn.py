"""Reports as a browser draws them."""

import re
import subprocess
from html import escape
from pathlib import Path

import numpy as np
import pytest
from panda3d.core import Filename, PNMImage, Texture

from lessons.report.html import session_page, voice_page

BROWSER = (
    "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
    "--disable-dev-shm-usage", "--disable-extensions", "--no-first-run",
)  # fmt: skip


@pytest.fixture
def browse(tool, tmp_path):
    chromium = tool("chromium")

    def run(page: str, *options: str) -> str:
        file = tmp_path / "page.html"
        file.write_text(page, "utf-8")
        home = f"--user-data-dir={tmp_path / 'profile'}"
        command = [chromium, *BROWSER, home, *options, file.as_uri()]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=90, check=True
        ).stdout

    return run


def test_the_page_is_drawn(voice, browse, tmp_path):
    shot = tmp_path / "page.png"
    browse(voice_page(voice), f"--screenshot={shot}", "--window-size=1000,1600")
    seen = pixels(shot)
    assert seen.shape == (1600, 1000, 3)
    assert tuple(seen[5, 5]) == (0xEF, 0xE6, 0xD2)
    assert 0.003 < (seen.max(axis=2) < 90).mean() < 0.3


def test_no_width_scrolls_sideways(voice, session, browse):
    pages = {"voice": voice_page(voice), "session": session_page(session)}
    frames = "".join(
        f'<iframe id="{name} {wide}" width="{wide}" height="700" srcdoc="{escape(page)}"></iframe>'
        for name, page in pages.items()
        for wide in (360, 390, 760, 1400)
    )
    script = """<script>onload = () => document.querySelectorAll("iframe").forEach(f => {
      const all = f.contentDocument.documentElement, room = f.contentWindow.innerWidth;
      document.title += f.id + ":" + (all.scrollWidth - room) + ";"; })</script>"""
    dom = browse(f"<!doctype html><title></title>{frames}{script}", "--dump-dom")
    over = dict(re.findall(r"(\w+ \d+):(-?\d+);", dom))
    assert len(over) == 8
    assert set(over.values()) == {"0"}, over


def pixels(shot: Path) -> np.ndarray:
    """A picture as (high, wide, 3) bytes."""
    image, texture = PNMImage(Filename.from_os_specific(str(shot))), Texture()
    texture.load(image)
    raw = np.frombuffer(texture.get_ram_image_as("RGB").get_data(), np.uint8)
    return raw.reshape(image.get_y_size(), image.get_x_size(), 3)[::-1]
