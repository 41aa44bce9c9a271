"""What the recording page shows: whose it is, the takes, the marks."""

from collections.abc import Sequence

from content.texts import _
from motion.reference import MOST
from sim.rooms.movement_form import FIELDS, Field, Form
from sim.rooms.movement_recorded import GROUPS, LEAST, Kept, Marking
from sim.views.column import Button
from sim.views.list_card import ListCard, Row

CARET = "▏"


def form(title: str, written: Form) -> ListCard:
    """Ask for name, lineage and thanks."""
    names: dict[Field, str] = {
        "performer": _("who moves"),
        "school": _("lineage (师承)"),
        "credit": _("thanks, if any"),
    }
    rows = tuple(
        Row(f, written.read(f) + (CARET if f == written.at else ""), names[f], f == written.at)
        for f in FIELDS
    )
    says = _("Write who is recorded. Enter: the next line.")
    small = _("role type (家门): {home}").format(home=written.home)
    onward = (Button("onward", _("to the takes")),) if written.complete else ()
    return ListCard(title, says, rows, small, (*onward, _leave()))


def takes(title: str, found: Sequence[Kept], recording: float | None) -> ListCard:
    """Show the takes so far; `recording`: seconds of the one that runs."""
    rows = tuple(
        Row(str(k), _("take {n}: {seconds:.1f} s").format(n=k + 1, seconds=t.seconds), _told(t))
        for k, t in enumerate(found)
    )
    if recording is not None:
        says = _("● {seconds:.0f} s. Three seconds of rest end it; space: done.").format(
            seconds=recording
        )
        return ListCard(title, says, rows, "", (Button("take", _("■ done")),))
    says = _("Move as you teach it, at your own pace. Space: record take {n}.")
    buttons = [Button("take", _("● record"))] if len(found) < MOST else []
    if len(found) >= LEAST:
        buttons.append(Button("enough", _("enough: mark it")))
    if len(found) >= MOST:
        says = _("Five takes are enough.")
    small = _("Three to five takes. A press on a take leaves it out, to be recorded anew.")
    says = says.format(n=len(found) + 1)
    return ListCard(title, says, rows, small, (*buttons, _leave()))


def _told(take: Kept) -> str:
    """Return how much was seen of a take and how far it lies from the earlier ones."""
    seen = _("{percent:.0f} % seen").format(percent=100 * take.coverage)
    if take.apart is None:
        return seen
    apart = _("{degrees:.0f}° from the earlier takes").format(degrees=take.apart)
    return f"{seen} · {apart}"


def marks(title: str, marking: Marking, playing: bool, gives_way: str = "") -> ListCard:
    """Show what is marked, and the parts of the body with what each counts.

    `gives_way`: whose earlier takes of this step are replaced by these.
    """
    counts = {1.0: "", 2.0: _("important"), 0.0: _("not judged")}
    rows = tuple(
        Row(g, _group(g), counts[marking.weights.get(g, 1.0)], marking.weights.get(g, 1.0) != 1.0)
        for g in GROUPS
    )
    hold = _("the hold ends here") if marking.since is not None else _("a hold begins here")
    says = _("Click the line to look; then mark. A press on a part says what it counts.")
    buttons = (
        Button("keep", _("keep it")),
        Button("play", _("■ stop") if playing else _("▶ play")),
        Button("key", _("◆ keyframe")),
        Button("hold", hold),
        _leave(),
    )
    small = _("The takes of {name} that this step has now give way.").format(name=gives_way)
    return ListCard(title, says, rows, small if gives_way else "", buttons)


def _group(group: str) -> str:
    return {
        "left_arm": _("left arm"), "right_arm": _("right arm"), "left_hand": _("left hand"),
        "right_hand": _("right hand"), "trunk": _("upper body"), "legs": _("legs"),
        "feet": _("feet"),
    }[group]  # fmt: skip


def keys(page: str) -> tuple[tuple[str, str], ...]:
    """Return the keys of a page: "form", "takes" or "marks"."""
    leave = ("Esc", _("back to the lesson"))
    if page == "form":
        return ("Enter", _("the next line")), leave
    if page == "takes":
        return (_("space"), _("record, done")), ("V", _("mirror, front, side")), leave
    return (
        (_("space"), _("play, stop")), ("K", _("keyframe")), ("H", _("a hold: from, to")),
        ("← →", _("a little back, on")), ("V", _("mirror, front, side")), leave,
    )  # fmt: skip


def _leave() -> Button:
    return Button("back", _("Back to the lesson"))
