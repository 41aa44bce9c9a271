"""XML of strangers, read without entities, fetches or surprises."""

from collections.abc import Mapping
from math import isfinite
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat

from content.errors import Refusal
from content.texts import _

MOST_BYTES = 10 * 2**20
_JUMPS = {"dacapo", "dalsegno", "fine", "coda", "segno", "tocoda"}


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


# What is read or does not change what is sung; anything else is refused.
LISTED: Mapping[str, frozenset[str]] = {
    "measure": _tags("note attributes direction barline print sound"),
    "note": _tags(
        "pitch rest duration tie lyric notations type dot voice stem beam staff accidental "
        "time-modification notehead instrument"
    ),
    "attributes": _tags("divisions key time clef staves instruments staff-details"),
    "barline": _tags("bar-style fermata"),
    "direction": _tags("direction-type offset sound voice staff"),
    "direction-type": _tags(
        "words rehearsal metronome dynamics wedge bracket dashes other-direction"
    ),
    "notations": _tags("tied slur tuplet fermata ornaments articulations dynamics"),
    "ornaments": _tags("other-ornament"),
    "articulations": _tags("breath-mark accent tenuto staccato detached-legato"),
}


def parse(data: bytes) -> Element:
    """Return the root of a MusicXML file that declares no entities. Raises Refusal for others."""
    if data[:2] == b"PK":
        raise Refusal(_("MusicXML: this is a packed file (.mxl); export it as .musicxml"))
    if len(data) > MOST_BYTES:
        raise Refusal(_("MusicXML: the file is too large for a score"))
    guard = expat.ParserCreate()
    guard.EntityDeclHandler = _no_entities
    try:
        guard.Parse(data, True)
        return fromstring(data)
    except (expat.ExpatError, ParseError, ValueError, LookupError) as e:
        sentence = _("MusicXML: the file is no XML, or it is damaged ({reason})")
        raise Refusal(sentence.format(reason=e)) from e


def _no_entities(*_declared: object) -> None:
    raise Refusal(_("MusicXML: the file declares entities, which no score needs; export it anew"))


def children(where: str, element: Element) -> list[Element]:
    """Return the children of an element. Raises Refusal for the first that is not LISTED."""
    for child in element:
        if child.tag not in LISTED[element.tag] or _JUMPS & set(child.keys()):
            raise refused(where, child.tag)
    return list(element)


def refused(where: str, tag: str) -> Refusal:
    """Return the sentence for an element that a score cannot hold."""
    sentence = _("{where}: <{tag}> has no place in a score here; write it out or take it out")
    return Refusal(sentence.format(where=where, tag=tag))


def number(where: str, element: Element | None) -> float:
    """Return the number in an element, 0 where there is none. Raises Refusal for other text."""
    if element is None:
        return 0.0
    try:
        value = float(element.text or "")
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        sentence = _("{where}: <{tag}> has to be a number")
        raise Refusal(sentence.format(where=where, tag=element.tag))
    return value
