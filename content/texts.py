"""The program's words in the learner's language (gettext; msgid is the English sentence).

The .po files themselves are read at start, so there is no compiled copy to go stale.
"""

import gettext
import io
import locale
import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("zh_CN", "en")
_LOCALE = Path(__file__).parent / "locale"
_current: gettext.NullTranslations = gettext.NullTranslations()
_lang = "en"


def use(lang: str | None = None) -> str:
    """Choose the language ("zh_CN", "en" or None for the system's) and return it."""
    global _current, _lang
    _lang = _known(lang or _system())
    _current = _load(_lang)
    return _lang


def lang() -> str:
    """Return the language in use."""
    return _lang


def _(message: str) -> str:
    """Return `message` in the language in use; the message itself where none is known."""
    return _current.gettext(message)


def _known(code: str) -> str:
    return "zh_CN" if code.lower().startswith("zh") else "en"


def _system() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value
    return locale.getlocale()[0] or "en"


def _load(code: str) -> gettext.NullTranslations:
    all_texts: gettext.NullTranslations = gettext.NullTranslations()
    for path in sorted((_LOCALE / code / "LC_MESSAGES").glob("*.po")):
        buffer = io.BytesIO()
        with path.open("rb") as f:
            write_mo(buffer, read_po(f, locale=code))
        buffer.seek(0)
        texts = gettext.GNUTranslations(buffer)
        texts.add_fallback(all_texts)
        all_texts = texts
    return all_texts
