"""The print shop in the real window: printed well, misprinted, killed, and worked by the mouse."""

import json

import pytest

from lessons.arts.printing_acts import unpack
from lessons.arts.printing_journal import Journal
from tests.e2e.conftest import ROOT

DRIVE = ("-m", "tests.e2e.drive_print")
SHEET, MOTIF = "taohuawu/taose", "taohuawu/gongju"
STROKES = str(ROOT / "tests/golden/printing_sheet.take")
FAULTS = {"huang": "shifted", "taohong": "dry", "hong": "doubled", "zi": "drowned"}


@pytest.fixture
def play(person, tmp_path):
    """Make attempts in one window; what each came to, by its name."""

    def run(*attempts):
        code, err = person(tmp_path, json.dumps(attempts), drive=DRIVE).leave(most_s=300)
        assert code == 0, err
        ends = {a["name"]: json.loads((tmp_path / f"{a['name']}.json").read_text())
                for a in attempts}  # fmt: skip
        for attempt in attempts:
            end = ends[attempt["name"]]
            assert end["judged"]["lesson"] == attempt["lesson"]
            assert {"again", "report", "hall"} <= set(end["regions"])
            assert (tmp_path / f"{attempt['name']}.png").stat().st_size > 20_000
        assert len(written(tmp_path, "reports/*.html")) == len(attempts)
        assert not written(tmp_path, "in_work/*")  # what is finished is not offered again
        return ends

    return run


def written(folder, pattern):
    """Return the files that lie in the learner's folder."""
    return sorted((folder / "home").rglob(pattern))


def found(end):
    """Return what was found, by the block it is of."""
    causes = {}
    for finding in end["judged"]["findings"]:
        causes.setdefault(finding["where"]["id"], set()).add(finding["cause"])
    return causes


def test_the_whole_sheet_is_printed_and_misprinted_in_four_ways(play, tmp_path):
    right = {"name": "right", "lesson": SHEET, "log": STROKES}
    wrong = {**right, "name": "wrong", "faults": FAULTS}
    ends = play(right, wrong)
    assert ends["right"]["judged"]["passed"] and ends["right"]["judged"]["score"] == 100
    assert ends["right"]["judged"]["findings"] == [] and ends["right"]["said"] == []
    assert not ends["wrong"]["judged"]["passed"]
    assert ends["right"]["right"] and ends["wrong"]["right"] is None  # nothing wrong is praised
    assert found(ends["wrong"]) == {
        "huang": {"printing.register_across", "printing.turn"},
        "taohong": {"printing.dry"},
        "hong": {"printing.doubled"},
        "zi": {"printing.drowned"},
    }
    off = {f["cause"]: f["value"] for f in ends["wrong"]["judged"]["findings"]}
    assert off["printing.register_across"] == pytest.approx(2.0, abs=0.05)
    assert off["printing.turn"] == pytest.approx(0.6, abs=0.05)
    assert "黄版偏右" in ends["wrong"]["said"][0]
    page = written(tmp_path, "reports/*.html")[-1].read_text()
    assert "<svg" in page or "<img" in page


def test_each_misprint_of_the_motif_has_its_own_sentence_on_the_card(play):
    said = {"dry": "发干发花", "drowned": "洇出线外", "doubled": "重影"}
    ends = play(*({"name": n, "lesson": MOTIF, "faults": {"key": n}} for n in said))
    for name, words in said.items():
        assert found(ends[name])["key"] == {f"printing.{name}"}
        assert [w for w in said.values() if any(w in s for s in ends[name]["said"])] == [words]


def test_every_other_lesson_is_worked_by_the_guide_to_its_end(play):
    lessons = ("shangyang", "xianban", "peijiao", "zhaobing")
    for end in play(*({"name": n, "lesson": f"taohuawu/{n}"} for n in lessons)).values():
        assert end["judged"]["passed"], end["said"]
        assert end["judged"]["coverage"] == 1 and end["vain"] == []


PRINTER = ("-m", "tests.e2e.drive_printer")


def ticks(acts):
    """How long acts lasted, in substeps."""
    return sum(act.named.get("ticks", 0) for act in acts)


def test_a_window_killed_in_mid_stroke_loses_at_most_a_second_of_the_sheet(person, tmp_path):
    printer = person(tmp_path, SHEET, STROKES, drive=PRINTER)
    printer.wait(lambda s: ticks(done_in(s)) > 3 * 240 and is_stroke(done_in(s)[-1]), "a stroke")
    printer.process.kill()
    printer.process.wait(10)
    printer._reader.join(10)
    sent = done_in(printer.sees)
    (journal,) = written(tmp_path, "in_work/*.acts")
    kept = Journal(journal).read()
    both = min(len(kept), len(sent))
    assert kept[:both] == sent[:both] and is_stroke(sent[-1])
    assert ticks(kept) > 2 * 240 and ticks(sent[both:]) <= 240
    again = person(tmp_path, SHEET, drive=PRINTER)
    again.click(again.wait(lambda s: s["regions"].get("choice:on"), "the question at the door"))
    stands = again.wait(lambda s: s["room"] == "shop" and done_in(s), "the sheet in work")
    assert stands[: len(kept)] == kept


def done_in(sees):
    """The acts that were done."""
    return unpack(bytes.fromhex(sees["acts"]))


def is_stroke(act):
    return act.kind in ("brush", "rub")


def enter(person):
    """Take the motif's slip from the board in the hall."""
    person.click(person.wait(lambda s: s["board"], "the hall"))
    person.click(person.wait(lambda s: s["regions"]["art:taohuawu"], "the board"))
    person.click(person.wait(lambda s: s["regions"][f"lesson:{MOTIF}"], "the lesson's slip"))
    person.wait(lambda s: s["room"] == "shop" and s["rows"], "the shop")


def use(person, key):
    """Click a key's tally at the lower edge; press the key where it has none in this step."""
    place = person.sees["regions"].get(f"key:{key}")
    person.click(place) if place else person.mouse("key", key)


def sweep(person):
    """Draw the tool over the work in rows without taking it off, from the right, where the ends
    of the rows lie well on the block."""
    rows = [row[:: 1 if k % 2 else -1] for k, row in enumerate(person.sees["rows"])]
    for k, place in enumerate(place for row in rows for place in row):
        person.point(place)
        if k == 0:
            person.mouse("mousedown", 1)
    person.mouse("mouseup", 1)


def work_until(person, step, key):
    """Press a key and go over the work, three times at most, until a step is done."""
    for _ in range(3):
        if step not in person.sees["done"]:
            use(person, key)
            sweep(person)
    person.wait(lambda s: step in s["done"], step, most_s=10)


def stroke(person):
    """Draw what is in the hand over the work once, from right to left."""
    left, right = person.sees["rows"][0]
    person.point(right)
    person.mouse("mousedown", 1)
    person.point(left)
    person.mouse("mouseup", 1)


def test_a_pupil_prints_the_motif_with_the_mouse_and_is_told_what_came_to_nothing(person, tmp_path):
    pupil = person(tmp_path, drive=PRINTER)
    enter(pupil)
    use(pupil, "u")  # nothing lies there yet
    pupil.wait(lambda s: s["vain"] == ["not_laid"] and "Lay one" in s["remark"], "why not")
    use(pupil, "6")
    stroke(pupil)
    pupil.wait(lambda s: "no_ink" in s["vain"] and "Dip it" in s["remark"], "no ink")
    work_until(pupil, "ink-key", "d")
    use(pupil, "l")
    pupil.wait(lambda s: s["laid"] and not s["turning"], "the sheet on the block")
    use(pupil, "7")
    work_until(pupil, "rub-key", "e")
    use(pupil, "0")
    stroke(pupil)  # the bare hand draws the sheet towards its hinge
    pupil.wait(lambda s: "lift-key" in s["done"], "the sheet off")
    use(pupil, "h")
    pupil.click(pupil.wait(lambda s: s["regions"].get("hall"), "the summary"))
    code, err = pupil.leave()
    assert code == 0, err
    judged = json.loads((tmp_path / "assessment.json").read_text())
    assert judged["coverage"] == 1 and judged["score"] >= 70
    # The hand rests at the ends of its rows: all that can be found is uneven ink.
    assert {f["cause"] for f in judged["findings"]} <= {"printing.uneven"}
