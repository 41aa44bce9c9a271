"""What the documents of a pack may hold, as JSON Schema and as lists of names."""

from collections.abc import Mapping
from typing import Any

from content import design, lesson, movement, pack, pattern, score, script
from content.design import Design
from content.lesson import Lesson
from content.model import Document
from content.movement import Movement, Stills
from content.pack import Pack
from content.pattern import Pattern
from content.score import Score
from content.script import Script
from content.yamlfile import Loc

MODELS: Mapping[str, type[Document]] = {
    "lesson": Lesson, "pack": Pack, "score": Score, "script": Script, "pattern": Pattern,
    "design": Design, "movement": Movement, "stills": Stills,
}  # fmt: skip
FORMATS = {
    "lesson": lesson.FORMAT, "pack": pack.FORMAT, "score": score.FORMAT,
    "script": script.FORMAT, "pattern": pattern.FORMAT,
    "design": design.FORMAT, "movement": movement.FORMAT, "stills": movement.FORMAT,
}  # fmt: skip
# The measures each scorer can judge, and the tolerances that make sense (least, most).
MEASURES: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "timber": {
        "gap_mm": (0.1, 20),
        "tilt_deg": (0.1, 15),
        "yaw_deg": (0.1, 30),
        "offset_mm": (0.1, 50),
        "bed_height_mm": (0.1, 20),
        "fit_mm": (0.05, 5),
    },
    "joinery": {
        "mark_mm": (0.1, 10),
        "line_mm": (0.1, 10),
        "over_mm": (0.1, 10),
        "square_deg": (0.1, 15),
        "deep_mm": (0.5, 20),
        "fit_mm": (0.05, 5),
        "aside_mm": (0.1, 10),
    },
    "inspection": {},
    "printing": {
        "draft_mm": (0.1, 20),
        "draft_deg": (0.05, 10),
        "line_mm": (0.05, 5),
        "cut_mm": (0.0, 100),
        "high_pct": (0.1, 50),
        "torn_mm2": (0.1, 100),
        "register_mm": (0.05, 20),
        "turn_deg": (0.05, 10),
        "bare_pct": (0.1, 50),
        "broken_pct": (0.1, 50),
        "uneven_pct": (1, 50),
        "bleed_mm": (0.1, 5),
        "ghost_mm": (0.1, 5),
        "dirty_pct": (0.1, 50),
        "delta_e": (0.5, 50),
        "waste": (0, 20),
    },
    "misprints": {},
    "building": {},
    "voice": {"pitch_cents": (5, 100), "onset_ms": (20, 500)},
    "ban": {"ban_ms": (20, 500)},
    "strings": {"stroke_ms": (20, 500), "pitch_cents": (5, 100)},
    "speech": {
        "pace": (0.05, 0.5),
        "pause_ms": (100, 2000),
        "audible_db": (3, 30),
        "change_effect": (0.2, 3),
    },
    "marking": {},
    "motion": {},  # a master's own spread says how far off is still right
}


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a document by a name of MODELS. KeyError for another name."""
    return MODELS[name].model_json_schema()


def fields_at(model: type[Document], loc: Loc) -> tuple[str, ...]:
    """Return the field names that may stand at a place of a document."""
    whole = model.model_json_schema()
    here: Any = whole
    for step in loc:
        here = _step(_plain(here, whole), step)
    return tuple(_plain(here, whole).get("properties", ()))


def _step(here: Mapping[str, Any], step: int | str) -> Any:
    if isinstance(step, int):
        return here.get("items", {})
    other = here.get("additionalProperties")
    return here.get("properties", {}).get(step) or (other if isinstance(other, dict) else {})


def _plain(here: Any, whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a reference, and of "this or nothing" take this."""
    options = [o for o in here.get("anyOf", ()) if o.get("type") != "null"]
    here = options[0] if options else here
    if "$ref" in here:
        found: Mapping[str, Any] = whole["$defs"][here["$ref"].rsplit("/", 1)[1]]
        return found
    found = here
    return found
