"""The tables that `shuimo grade motion --pairs` and `shuimo rate motion` read."""

import csv
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from content.errors import Refusal
from content.texts import _

MAX_BYTES = 64 * 2**20
Find = Callable[[str], Path]


@dataclass(frozen=True)
class Pair:
    """One row: the files of a reference, and the take; none where the row names nothing."""

    references: tuple[Path, ...]
    take: Path | None


@dataclass(frozen=True)
class Rating:
    """What one rater said of one take, which is held against `references`."""

    pair: Pair
    rater: str
    score: float


def pairs(path: Path) -> list[Pair]:
    """Read the columns reference (several files apart by ;) and take. Raises Refusal."""
    rows, find = _rows(path, ("reference", "take")), _found(path)
    return [_pair(find, row) for _line, row in rows]


def ratings(path: Path) -> list[Rating]:
    """Read the columns take, rater, score and reference. Raises Refusal, naming the line."""
    rows, find = _rows(path, ("take", "rater", "score", "reference")), _found(path)
    return [_rating(path, line, row, _pair(find, row)) for line, row in rows]


def _rating(path: Path, line: int, row: dict[str, str], pair: Pair) -> Rating:
    try:
        score = float(row["score"].strip())
    except ValueError:
        score = float("nan")
    if not (pair.take and pair.references and row["rater"].strip() and abs(score) < 1e9):
        sentence = _("{file}, line {line}: wanted are a take, a rater, a score and a reference.")
        raise Refusal(sentence.format(file=path, line=line))
    return Rating(pair, row["rater"].strip(), score)


def _pair(find: Find, row: dict[str, str]) -> Pair:
    references = [name.strip() for name in row["reference"].split(";")]
    take = row["take"].strip()
    return Pair(
        tuple(find(name) for name in references if name),
        find(take) if take else None,
    )


def _found(table: Path) -> Find:
    """Return where to find a file; one that many rows name is looked for once."""
    return cache(partial(_beside, table))


def _beside(table: Path, name: str) -> Path:
    """Return a file as it is named, else as it lies beside the table."""
    other = table.parent / name
    return other if not os.path.exists(name) and os.path.exists(other) else Path(name)


def _rows(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Return the number of each row's (last) line, and what stands in the columns."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ValueError(f"> {MAX_BYTES // 2**20} MB")
        with path.open(encoding="utf-8-sig", newline="") as f:
            table = csv.DictReader(f, strict=True)
            heads = [name.strip().lower() for name in table.fieldnames or ()]
            table.fieldnames = heads
            missing = [name for name in columns if name not in heads]
            rows = [] if missing else [(table.line_num, _filled(row, columns)) for row in table]
    except FileNotFoundError as e:
        raise Refusal(_("{file}: no such file. Check the name.").format(file=path)) from e
    except (OSError, ValueError, csv.Error) as e:
        reason = e.strerror if isinstance(e, OSError) else str(e).partition("\n")[0]
        sentence = _("{file}: no table in UTF-8, apart by commas ({reason}); save it as that.")
        raise Refusal(sentence.format(file=path, reason=reason)) from e
    if missing:
        sentence = _("{file}: the columns {missing} are missing; its first line names them.")
        raise Refusal(sentence.format(file=path, missing=", ".join(missing)))
    return rows


def _filled(row: dict[str, str | None], columns: Sequence[str]) -> dict[str, str]:
    return {name: row.get(name) or "" for name in columns}
