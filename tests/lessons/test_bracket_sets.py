"""The other bracket sets, 四六式 and 一斗六升: raised by the guide, and wrongly by hand."""

import math
from dataclasses import replace

import pytest

from content.library import SHIPPED, open_library
from lessons import advice
from lessons.arts import workpiece
from lessons.arts.raising import Raising
from lessons.arts.raising_guide import Guide
from sim.headless import play
from tests.lessons.raising_player import Player

QUICK = 3.0  # times as quick as a learner: the demonstration itself takes a minute
SETS = ("paike_siliu", "paike_liusheng")


@pytest.fixture(scope="module", params=SETS)
def work(request):
    lesson = open_library((SHIPPED,)).lesson(f"xiangshan/{request.param}")
    design = workpiece.read(SHIPPED / "xiangshan" / request.param / "parts.yaml").design
    return lesson, replace(design, room=replace(design.room, quick=QUICK))


def by_hand(work, *placed):
    """Return what is judged of parts that were set down at the cross in this order."""
    player = Player(work)
    for part in placed:
        yaw = -math.radians(30) if part == "gong" else 0.0
        player.place(part, 0.0, 0.0, yaw)
    told, judged = player.last(placed[-1]), player.bench.assess()
    player.bench.close()
    return told, judged


def test_the_guide_raises_the_whole_set(work):
    bench = Raising(*work)
    judged = play(bench, [Guide(bench)]).assessment
    bench.close()
    assert (judged.score, judged.passed, judged.findings) == (100, True, ())


def test_what_is_laid_before_what_bears_it_was_laid_too_early(work):
    upper = "gong_upper" in (place.name for place in work[1].places)
    early, bearer = ("gong_upper", "sheng_left") if upper else ("sheng_middle", "gong")
    told, judged = by_hand(work, *(("zuodou", "gong") if upper else ("zuodou",)), early)
    assert (told.name, told.value["cause"], told.value["by"]) == ("part.blocked", "order", bearer)
    found = next(f for f in judged.findings if f.where.id == early)
    assert found.cause == "timber.order" and found.cost > 0 and not judged.passed
    assert "that bears it" in advice.sentence(found)
