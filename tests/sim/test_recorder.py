"""Whatever a practice acts on has to be in the log, or a replay would go another way."""

import pytest

from content.event import Event
from lessons import registry
from sim.recorder import Recorder


@pytest.mark.parametrize("lesson", ["xiangshan/paike", "xiangshan/zhisun", "xiangshan/zhaobing"])
def test_every_input_of_a_practice_is_kept_and_nothing_else(lesson):
    bench = registry.handwork(registry.library(), lesson)
    recorder = Recorder()
    for i, name in enumerate(bench._acts):
        recorder.put(Event(i, name, {}))
    assert [e.name for e in recorder.inputs] == list(bench._acts)
    bench.close()


@pytest.mark.parametrize("name", ["part.seated", "work.undone", "trial.done", "lesson.done"])
def test_what_happened_follows_from_the_inputs_and_is_not_kept(name):
    recorder = Recorder()
    recorder.put(Event(0, name, {}))
    assert recorder.inputs == []
