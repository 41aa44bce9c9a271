"""x."""

from sim.app import App


class ScoreRoom:
    """x."""

    def __init__(self, app: App, lesson_id: str) -> None: ...
