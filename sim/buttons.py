"""Keys with what is held down beside them, told by the order in which buttons go down and up.

A frame may be slow: what is held when it is drawn is not what was held when a key was pressed.
"""

from collections.abc import Callable

_HELD = {"shift": "shift-", "control": "control-"}
_SILENT = ("shift", "control", "alt", "meta")


class Buttons:
    """Follows the buttons of a window by Panda3D's names."""

    def __init__(self) -> None:
        self._down: set[str] = set()

    def press(self, name: str, take: Callable[[str], None]) -> None:
        """Hand a button that went down to `take`, with "shift-" or "control-" before it where that
        is held; one that is only held beside others is none."""
        if name.removeprefix("l").removeprefix("r") in _SILENT:
            self._down.add(name)
        else:
            take(next((sign for held, sign in _HELD.items() if held in self._down), "") + name)

    def release(self, name: str) -> None:
        """Take a button that went up."""
        self._down.discard(name)
