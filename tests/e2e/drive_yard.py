"""Opens the real window for a test of the yard: a small work stands there from the start.

A timber lesson of the board is entered as always; only what is to be raised is another.
"""

import sys
from pathlib import Path

from lessons import registry
from tests.e2e import drive
from tests.sim import yards


def main(out: Path) -> None:
    """Run until the lesson is over and the hall is back."""
    work = yards.standing()
    registry.bench = lambda *_: (yards.raising(work), yards.piece(work))
    drive.main(out, None)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
