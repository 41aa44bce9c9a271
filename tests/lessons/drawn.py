"""What is found on a drawn page."""

from collections import Counter

from lessons.report.shapes import Page, Text


def texts(page: Page, kind: str) -> list[Text]:
    wanted = [s for s in page.shapes if isinstance(s, Text) and s.tap]
    return [t for t in wanted if str(t.tap).startswith(kind + ":")]


def taps(page: Page, kind: str) -> Counter[str]:
    return Counter(str(t.tap) for t in texts(page, kind))
