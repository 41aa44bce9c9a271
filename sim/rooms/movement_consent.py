"""Under whose consent a master is recorded: only who allowed to teach may become a reference."""

from dataclasses import dataclass
from datetime import date

from content.texts import _
from lessons.records.opening import open_records
from sim.views.choice_card import Choice, ChoiceCard
from sim.views.column import Button


@dataclass(frozen=True)
class Allowed:
    """One consent in force that allows to teach, and the name in the roster, "" for none."""

    consent_id: str
    name: str
    until: date


def allowed(today: date) -> tuple[Allowed, ...]:
    """Return the consents under which a reference may be kept. Raises Refusal where the records
    cannot be read."""
    with open_records() as records:
        return tuple(
            Allowed(consent.id, name or "", consent.until)
            for person, name in records.roster().items()
            for consent in records.consents(person)
            if consent.allows("teach", today)
        )


def card(found: tuple[Allowed, ...], page: int = 0) -> ChoiceCard:
    """Ask under which consent the takes are kept."""
    choices = tuple(Choice(one.consent_id, one.name or one.consent_id, _line(one)) for one in found)
    return ChoiceCard(
        _("Who is recorded, and under which consent?"),
        choices,
        empty=_(
            "Nobody on this machine has allowed to be a reference. Keep a consent first: shuimo "
            "records add --name NAME, then shuimo records consent PERSON --purpose teach."
        ),
        buttons=(Button("look", _("Look again")), Button("back", _("Back to the lesson"))),
        page=page,
        line=_("Joints are kept, never pictures; a consent that is withdrawn takes them along."),
    )


def _line(one: Allowed) -> str:
    return _("consent {id}, allows to teach until {day}").format(id=one.consent_id, day=one.until)
