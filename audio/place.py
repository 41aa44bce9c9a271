"""Where a singer is in the notes, as the follower tells it to whoever goes along."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where the singer is at second `time` of the take.

    `note` is -1 before the first; `sure` 0..1; `lost` where the notes do not explain what is
    heard; `ratio` > 1 slower than the reference; `score_time` seconds on the reference's clock
    expected at `time`, at most the next note's onset, where it waits; `key` semitones above
    the reference.
    """

    time: float
    note: int
    sure: float
    lost: bool
    ratio: float
    score_time: float
    key: float
