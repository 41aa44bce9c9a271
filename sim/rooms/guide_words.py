"""What is said while a guide is at work, in the rooms where V ends it again."""

from content.texts import _


def busy() -> str:
    """Say why a key does nothing now."""
    return _("The guide is at work. Press V to take over.")


def stopped() -> str:
    """Say that the guide has stopped."""
    return _("The guide has stopped. It is your turn.")
