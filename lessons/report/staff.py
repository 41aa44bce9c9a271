"""Staff notation of a score, engraved by verovio from our own MusicXML.

The engraving rests on the same score as gongche and jianpu and adds nothing to it. Its music
glyphs are drawn as paths inside the page; no font and no address is fetched.
"""

import re

import verovio

from content import musicxml_write, signs
from content.errors import Refusal
from content.score import Score
from content.texts import _, lang
from lessons.report.strands import Script
from lessons.report.svg import FAMILIES

_SCALE = 40
_OPTIONS = {
    "scale": _SCALE,
    "pageHeight": 60_000,
    "adjustPageHeight": True,
    "pageMarginLeft": 20,
    "pageMarginRight": 20,
    "pageMarginTop": 20,
    "pageMarginBottom": 20,
    "header": "none",
    "footer": "none",
    "breaks": "auto",
    "svgViewBox": True,
    "svgRemoveXlink": True,
    "smuflTextFont": "none",
    "lyricSize": 5.2,
    "lyricTopMinMargin": 7.0,
    "lyricWordSpace": 5.0,  # verovio takes a hanzi for narrower than it is
    "spacingLinear": 0.5,
}
_NAMESPACE = re.compile(r'\sxmlns(:\w+)?="[^"]*"')


def page(score: Score, script: Script, width: float = 720.0) -> tuple[str, tuple[str, ...]]:
    """Return the whole score as one `<svg>` element `width` points wide, and its legend.

    Raises Refusal where a length has no written form.
    """
    written = musicxml_write.write(score, signs.SHANG, (script,), marks=False)
    verovio.enableLog(verovio.LOG_OFF)
    kit = verovio.toolkit()
    own = {"pageWidth": round(width * 100 / _SCALE), "xmlIdSeed": round(width)}
    kit.setOptions({**_OPTIONS, **own})  # its own ids, for two widths on one page
    if not kit.loadData(written.data.decode()):
        raise Refusal(_("this score cannot be set in staff notation"))
    return _plain(kit.renderToSVG(1)), _notes(score)


def _plain(svg: str) -> str:
    """Return an engraving that stands inside a page, in the page's own typefaces."""
    bare = _NAMESPACE.sub("", svg[svg.index("<svg") :])
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', bare)
    if box:
        bare = bare.replace("<svg ", f'<svg width="{box[1]}" height="{box[2]}" ', 1)
    return re.sub(r'font-family="Times[^"]*"', f'font-family="{FAMILIES["serif"]}"', bare)


def _notes(score: Score) -> tuple[str, ...]:
    lengths = (_("Lengths inside a beat are editorial (inferred)."),)
    known = score.duration_basis.status.gradable
    free = (_("Without a time signature: 散板 (sǎnbǎn), free rhythm; lengths mean nothing there."),)
    metre = (_("The time signature is an editor's reading: the source names no 板式."),)
    return (
        _("Staff: 上 is written as D; {key}").format(key=score.key.read(lang())),
        *(metre if score.metre is None and score.spans else ()),
        *(() if known else lengths),
        *(free if score.free_until > 0 else ()),
    )
