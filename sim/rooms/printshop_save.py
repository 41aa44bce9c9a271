"""The learner's print to take home: PNG at 300 dpi, and PDF with a proof of every block."""

from datetime import datetime
from pathlib import Path

from content.errors import Refusal
from content.texts import _
from lessons import registry
from physics.woodblock.paper import Paper

FOLDER = "prints"


def save(lesson_id: str, sheet: Paper) -> Path:
    """Write a sheet into the user's folder; return the PNG. It takes seconds: ask a judge.

    Raises Refusal where the disk does not take it.
    """
    from lessons import print_out, print_work  # slow to load; needed at the end only

    of = print_work.printable(registry.library(), lesson_id)
    told = print_out.Told(of.design.title, of.design.label, print_out.OWN)
    pixels = print_out.looks(sheet)
    name = f"{lesson_id.replace('/', '-')}-{datetime.now():%Y%m%d-%H%M%S}"
    path = registry.user_folder() / FOLDER / f"{name}.png"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(print_out.png(pixels, of.design.side_mm, told))
        path.with_suffix(".pdf").write_bytes(print_out.pdf(pixels, of, sheet, told))
    except OSError as e:
        sentence = _("{file}: the print cannot be written ({reason}); free some space")
        raise Refusal(sentence.format(file=path, reason=e.strerror or e)) from e
    return path
