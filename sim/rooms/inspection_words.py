"""What is said of a search for mistakes while it goes on: marks, trials, how they ended."""

from collections.abc import Mapping

from content.texts import _
from lessons.advice_inspection import kind_name, trial_name
from lessons.timber_names import part_name
from sim.rooms.bench_words import capital


def marked(value: Mapping[str, object]) -> str:
    """Say what a part is marked as."""
    part = capital(part_name(str(value["part"])))
    if value["kind"] is None:
        return _("{part}: nothing is marked there now.").format(part=part)
    return _("{part}: marked as {what}.").format(part=part, what=kind_name(str(value["kind"])))


def trial(value: Mapping[str, object]) -> str:
    """Name a trial by its kind and amount."""
    return trial_name(str(value["kind"]), float(str(value["amount"])))


def going(value: Mapping[str, object]) -> str:
    """Say how much of a trial is done; that it is slow has a reason the learner may know."""
    said = _("Watch: {trial}. {percent} % is done; the same is tried with other amounts, unseen.")
    return said.format(trial=trial(value), percent=round(100 * float(str(value["share"]))))


def outcome(value: Mapping[str, object]) -> tuple[str, bool | None]:
    """Say how a trial ended, and whether that was foretold rightly; None: it is not graded."""
    came = _("It stood {trial}.") if value["stands"] else _("It fell under {trial}.")
    said = came.format(trial=trial(value))
    if value["marginal"]:
        return said + _(" Half or twice as much would end otherwise, so this is not graded."), None
    if value["said"] is None:
        return said, None
    right = value["said"] == value["stands"]
    return said + (_(" So you said.") if right else _(" You said otherwise.")), right
