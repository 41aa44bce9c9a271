"""Our short top-level names clash with nobody's: `xr` is OpenXR's, the others are ours."""

import subprocess
import sys
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest

OURS = ("sim", "lessons", "physics", "motion", "audio", "content", "headset", "bench", "main")
WHERE = "import xr, headset; print(xr.__file__); print(headset.__file__)"


def test_xr_is_openxr_though_our_folder_has_its_name(root: Path) -> None:
    """As the program is started: from the checkout, and from elsewhere."""
    for home in (root, root.parent):
        words = [sys.executable, "-c", WHERE]
        done = subprocess.run(words, cwd=home, check=True, capture_output=True, text=True)
        xr, headset = map(Path, done.stdout.split())
        assert "site-packages" in xr.parts and (xr.parent / "raw_functions.py").is_file()
        assert headset == root / "xr" / "headset" / "__init__.py"
    assert version("pyopenxr")


def test_no_init_makes_our_folder_a_package_that_hides_openxr(root: Path) -> None:
    assert not (root / "xr" / "__init__.py").exists()


@pytest.mark.parametrize("name", OURS)
def test_nobody_else_has_our_names(name: str) -> None:
    assert set(packages_distributions().get(name, [])) <= {"shuimo"}


def test_who_has_a_name_is_known() -> None:
    """Else the test above could not fail."""
    owners = packages_distributions()
    assert owners["xr"] == ["pyopenxr"] and owners["panda3d"] == ["Panda3D"]
