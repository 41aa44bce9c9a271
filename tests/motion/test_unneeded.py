"""Packages left out while another is loaded, and found again after it."""

import sys

import pytest

from motion.unneeded import without


def test_what_is_left_out_is_empty_and_is_there_again_after(monkeypatch):
    monkeypatch.delitem(sys.modules, "this", raising=False)
    before = sys.modules["json"]
    with pytest.raises(ZeroDivisionError), without("this", "json"):
        import this

        assert not hasattr(this, "s") and sys.modules["json"] is before  # loaded: it stays
        raise ZeroDivisionError
    assert "this" not in sys.modules and sys.modules["json"] is before
