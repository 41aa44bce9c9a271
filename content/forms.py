"""A score in whatever form it comes, told by the file's ending."""

from pathlib import Path
from typing import Literal

import yaml

from content import gcn, gcn_write, midi, musicxml, musicxml_write, signs
from content import score as score_nouns
from content.errors import Refusal
from content.foreign import Heading, Written
from content.library import load
from content.score import Score
from content.texts import _
from content.xmlfile import MOST_BYTES

Form = Literal["gcn", "musicxml", "midi", "yaml"]
ENDINGS: dict[str, Form] = {
    ".gcn": "gcn", ".txt": "gcn", ".musicxml": "musicxml", ".xml": "musicxml", ".mxl": "musicxml",
    ".mid": "midi", ".midi": "midi", ".yaml": "yaml",
}  # fmt: skip


def form_of(path: Path) -> Form:
    """Return which form a file is by its ending. Raises Refusal, naming those there are."""
    found = ENDINGS.get(path.suffix.lower())
    if found is None:
        sentence = _("{file}: a score ends in one of {endings}")
        raise Refusal(sentence.format(file=path, endings=" ".join(ENDINGS)))
    return found


def read(path: Path, heading: Heading) -> Score:
    """Read a score of any form; our own YAML has its own heading. Raises Refusal in words."""
    form = form_of(path)
    if form == "yaml":
        return load(path, Score, score_nouns.FORMAT)
    data = _bytes(path)
    try:
        if form == "gcn":
            return gcn.read(data.decode("utf-8-sig"), heading)
        return musicxml.read(data, heading) if form == "musicxml" else midi.read(data, heading)
    except UnicodeDecodeError as e:
        raise Refusal(_("{file}: not UTF-8 text; save it as UTF-8").format(file=path)) from e
    except Refusal as e:
        raise Refusal(f"{path.name}: {e}") from e


def write(score: Score, form: Form) -> Written:
    """Return a score in a form, with what that form cannot carry. Raises Refusal in words."""
    if not score.notes:
        raise Refusal(_("this score has no notes"))
    match form:
        case "gcn":
            return gcn_write.write(score)
        case "musicxml":
            return musicxml_write.write(score, _shang(score))
        case "midi":
            return midi.write(score, _shang(score))
    plain = score.model_dump(mode="json", exclude_defaults=True) | {"format": score.format}
    text = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=100)
    return Written(text.encode(), ())


def _shang(score: Score) -> int:
    """Return the MIDI number of 上 in the key that the score names, else that of 小工."""
    named = (midi for name, midi in signs.KEYS.items() if name in score.key.zh_CN)
    return next(named, signs.SHANG)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refusal(_("{file}: too large for a score").format(file=path))
        return path.read_bytes()
    except OSError as e:
        sentence = _("{file}: cannot be read ({reason}); check the name and the permissions")
        raise Refusal(sentence.format(file=path, reason=e.strerror or e)) from e
