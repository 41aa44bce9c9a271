"""What a take is compared with: one master's or teacher's recording, or a score."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from content.model import Text
from content.pattern import Pattern
from content.score import Score
from content.script import Script
from content.stream import Stream


@dataclass(frozen=True)
class Reference:
    """One lineage's reference; two homes or lineages are never averaged.

    `streams` hold what was heard or seen ("f0": hertz), `takes` the same of the master's further
    recordings of it; `score`, `script`, `pattern` what is written to be sung, spoken, plucked,
    if anything is.
    """

    id: str
    home: Text
    school: Text
    edition: Text
    key: Text | None = None
    score: Score | None = None
    script: Script | None = None
    pattern: Pattern | None = None
    streams: Mapping[str, Stream] = field(default_factory=dict)
    takes: tuple[Mapping[str, Stream], ...] = ()
