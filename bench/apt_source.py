"""From where this machine has its Debian packages."""

import platform
from collections.abc import Iterator, Mapping
from pathlib import Path

from content.errors import Refusal
from content.texts import _

APT = Path("/etc/apt")


def mirror(apt: Path = APT, codename: str | None = None) -> str:
    """Return the address of the archive that the machine's own release comes from.

    Both forms of apt's files are read. Raises Refusal where none names the release's main part.
    """
    release = codename or _codename()
    for uri, suites, parts in _sources(apt):
        if release in suites and "main" in parts:
            return uri
    sentence = _("{folder} names no archive for Debian {release}: the OpenXR runtime for tests "
                 "is unpacked from there. Name one in {folder}.")  # fmt: skip
    raise Refusal(sentence.format(folder=apt, release=release or "?"))


def _codename() -> str:
    try:
        return platform.freedesktop_os_release().get("VERSION_CODENAME", "")
    except OSError:
        return ""


def _sources(apt: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield (address, suites, components) of all binary sources that are switched on."""
    folder = apt / "sources.list.d"
    for path in sorted(folder.glob("*.sources")):
        yield from _deb822(path.read_text(encoding="utf-8"))
    for path in [apt / "sources.list", *sorted(folder.glob("*.list"))]:
        if path.is_file():
            yield from _lines(path.read_text(encoding="utf-8"))


def _deb822(text: str) -> Iterator[tuple[str, list[str], list[str]]]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for stanza in "\n".join(line.rstrip() for line in lines).split("\n\n"):
        field = _fields(stanza)
        on = field.get("enabled", "yes").lower() not in ("no", "false", "0")
        if on and "deb" in field.get("types", "").split():
            suites, parts = field.get("suites", "").split(), field.get("components", "").split()
            yield from ((uri, suites, parts) for uri in field.get("uris", "").split())


def _fields(stanza: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in stanza.splitlines():
        if line[:1].isspace():  # a value goes on
            found[name] = f"{found.get(name, '')} {line.strip()}"
        else:
            name, _colon, value = line.partition(":")
            name = name.strip().lower()
            found[name] = value.strip()
    return found


def _lines(text: str) -> Iterator[tuple[str, list[str], list[str]]]:
    for line in text.splitlines():
        words = _without_options(line.partition("#")[0].split())
        if len(words) >= 4 and words[0] == "deb":
            yield words[1], [words[2]], words[3:]


def _without_options(words: list[str]) -> list[str]:
    """Leave out [signed-by=… arch=…]."""
    if len(words) < 2 or not words[1].startswith("["):
        return words
    end = next((i for i, word in enumerate(words) if word.endswith("]")), len(words))
    return [words[0], *words[end + 1 :]]
