"""The report of a session at the bench: figures as people write them, sources by their titles."""

import pytest

from content.assessment import Measure
from lessons import registry
from lessons.arts import raising_report
from lessons.arts.raising_report import session_report


@pytest.fixture(scope="module")
def report():
    library = registry.library()
    bench, sizes = registry.bench(library, "xiangshan/paike")
    yield session_report(library, bench, sizes, "A try.")
    bench.close()


def test_a_step_names_its_source_by_title(report):
    assert report.steps
    for step in report.steps:
        assert step.basis.source.startswith("Rules on 牌科 quoted from 營造法原")


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (-0.01, "mm", "0.0 mm"),
        (219.97, "mm", "220.0 mm"),
        (-1.26, "deg", "-1.3°"),
        (2.0, "count", "2"),
        (None, "mm", "—"),
    ],
)
def test_figures_are_as_people_write_them(value, unit, words):
    measure = Measure(name="m", value=value, unit=unit, n=1)
    assert raising_report._in_words(measure) == words


def test_nothing_is_measured_before_anything_stands(report):
    *measures, took = report.measures
    assert {m.value for m in measures} == {"—", "0"}
    assert (took.value, took.ok) == ("0.0 s", None)  # time is told, never marked
