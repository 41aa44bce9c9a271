"""What to say about a take that cannot be judged at all."""

from collections.abc import Callable

from content.assessment import Finding
from content.texts import _


def _master(f: Finding) -> str:
    return _(
        "Only your teacher's own recording can say what is right here, and there is none yet. "
        "Your take was heard and is not judged."
    )


SENTENCES: dict[str, Callable[[Finding], str]] = {"take.master": _master}
