"""A folder of pictures in the place of a film."""

from pathlib import Path

from motion.landmarks import Picture
from motion.webcam import RATE, picture_of, unseen

PICTURES = (".bmp", ".jpeg", ".jpg", ".png", ".webp")


class Folder:
    """The pictures of a folder by their names, as a strip. Raises Refusal where there are none."""

    def __init__(self, path: Path) -> None:
        self._paths = sorted(p for p in path.iterdir() if p.suffix.lower() in PICTURES)
        self._at = -1
        self.seconds = len(self._paths) / RATE
        if not self._paths:
            raise unseen(path)
        height, width = picture_of(self._paths[0]).shape[:2]
        self.size = (width, height)

    def grab(self) -> float | None:
        """Go to the next picture."""
        self._at += 1
        return self._at / RATE if self._at < len(self._paths) else None

    def take(self) -> Picture:
        """Return the picture. Raises Refusal where it is none."""
        return picture_of(self._paths[self._at])

    def close(self) -> None:
        """Nothing to let go of."""
