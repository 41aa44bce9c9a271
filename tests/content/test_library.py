import shutil
from pathlib import Path

import pytest

from content.errors import Refusal
from content.lesson import Need, ScoreLink
from content.library import open_library
from content.pack import inside

ALL: set[Need] = {"physics", "recording", "camera"}
THREE = {"xiangshan/paike", "kunqu/bubujiao", "kunqu/zuifugui"}
OF_1746 = {
    f"kunqu/{name}" for name in ("bubujiao", "zuifugui", "gongche_banyan", "qiangge", "taxi")
}
PINGTAN = {f"pingtan/{name}" for name in ("shutai", "shuobiao", "qijuese", "tanchang", "pinghua")}
RAISED = {
    f"xiangshan/{name}" for name in ("paike", "paike_liusheng", "paike_siliu", "xiaofangting")
}
TIMBER = RAISED | {
    f"xiangshan/{name}" for name in ("zhisun", "zhaobing", "zhaobing_fangting", "ziyou")
}
PRINTED = {
    f"taohuawu/{name}"
    for name in ("gongju", "shangyang", "xianban", "peijiao", "taose", "zhaobing")
}
SUNG = {"ciyue/anxiang", "kunqu/nianbai", "suju/sutan"} | OF_1746 | PINGTAN
MOVED = {
    f"kunqu/{name}" for name in ("huodong", "shenduan", "lanhuazhi", "yuanchang", "shuixiu", "taxi")
}
SHIPPED = SUNG | TIMBER | PRINTED | MOVED


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_lesson_is_ready_where_all_is_there() -> None:
    library = open_library()
    board = library.lessons(ALL)
    assert library.unreadable == ()
    assert {e.lesson.id for e in board} == SHIPPED
    assert all(e.ready and e.why_not is None for e in board)


def test_a_missing_need_keeps_the_lesson_on_the_board_with_one_sentence() -> None:
    board = {e.lesson.id: e for e in open_library().lessons({"recording"})}
    assert set(board) == SHIPPED
    assert not board["xiangshan/paike"].ready
    assert "physics engine" in str(board["xiangshan/paike"].why_not)
    assert board["kunqu/bubujiao"].ready


def test_ready_lessons_come_first() -> None:
    ids = [e.lesson.id for e in open_library().lessons({"recording"})]
    assert set(ids) == SHIPPED
    waiting = MOVED | TIMBER - {"xiangshan/zhisun"}  # that is sawn and pared without an engine
    assert set(ids[-len(waiting) :]) == waiting


def test_within_a_level_the_lessons_of_an_art_come_in_the_order_of_their_packs(
    shelf: Path,
) -> None:
    def timber() -> list[str]:
        board = open_library((shelf,)).lessons(ALL)
        assert [e.lesson.level for e in board] == sorted(e.lesson.level for e in board)
        return [e.lesson.id.split("/")[1] for e in board if e.lesson.art == "xiangshan"]

    assert timber() == [
        "zhisun", "paike", "paike_siliu", "paike_liusheng", "zhaobing", "xiaofangting", "ziyou",
        "zhaobing_fangting",
    ]  # fmt: skip
    replace(shelf / "xiangshan" / "zhisun" / "pack.yaml", "order: 10\n", "")
    assert timber()[:2] == ["paike", "zhisun"]


def test_without_the_1746_pack_the_rest_works(shelf: Path) -> None:
    shutil.rmtree(shelf / "kunqu" / "jiugong1746")
    library = open_library((shelf,))
    board = {e.lesson.id: e for e in library.lessons(ALL)}
    assert set(board) == SHIPPED
    assert library.unreadable == ()
    assert board["xiangshan/paike"].ready
    assert all(board[lesson].ready for lesson in SHIPPED - OF_1746)
    for lesson in OF_1746:
        assert not board[lesson].ready
        assert "kunqu/jiugong1746 is not here" in str(board[lesson].why_not)
        with pytest.raises(Refusal, match="kunqu/jiugong1746"):
            library.lesson_hash(lesson)
    assert library.lesson_hash("xiangshan/paike") == open_library().lesson_hash("xiangshan/paike")


def test_a_damaged_score_keeps_its_lesson_on_the_board(shelf: Path) -> None:
    (shelf / "kunqu" / "jiugong1746" / "bubujiao.yaml").write_text("{")
    board = {e.lesson.id: e for e in open_library((shelf,)).lessons(ALL)}
    assert not board["kunqu/bubujiao"].ready
    assert board["kunqu/zuifugui"].ready


def test_a_damaged_pack_never_stops_the_others(shelf: Path) -> None:
    (shelf / "xiangshan" / "paike" / "pack.yaml").write_text("id: [", encoding="utf-8")
    library = open_library((shelf,))
    assert {e.lesson.id for e in library.lessons(ALL)} == SHIPPED - {"xiangshan/paike"}
    assert len(library.unreadable) == 1 and "pack.yaml:1" in library.unreadable[0]


def test_a_pack_of_a_newer_program_is_refused_in_words(shelf: Path) -> None:
    replace(shelf / "xiangshan" / "paike" / "lesson.yaml", "format: 1", "format: 99")
    (sentence,) = open_library((shelf,)).unreadable
    assert "format 99" in sentence and "update the program" in sentence


def test_the_first_shelf_counts(shelf: Path) -> None:
    library = open_library((shelf, shelf))
    assert len(library.packs) == len(SHIPPED) + 4  # the arias of 1746, joints, two designs to print
    assert all("is here already" in s for s in library.unreadable)
    assert len(library.unreadable) == len(library.packs)


def test_a_lesson_cannot_take_the_place_of_another_packs(shelf: Path) -> None:
    replace(shelf / "kunqu" / "zuifugui" / "lesson.yaml", "kunqu/zuifugui", "kunqu/bubujiao")
    library = open_library((shelf,))
    (sentence,) = library.unreadable
    assert "make them agree" in sentence and "zuifugui" in sentence
    assert {e.lesson.id for e in library.lessons(ALL)} == SHIPPED - {"kunqu/zuifugui"}
    assert library.lesson_hash("kunqu/bubujiao") == open_library().lesson_hash("kunqu/bubujiao")


def test_the_hash_changes_with_lesson_score_and_parts(shelf: Path) -> None:
    before = {lesson: open_library((shelf,)).lesson_hash(lesson) for lesson in THREE}
    assert before == {lesson: open_library().lesson_hash(lesson) for lesson in THREE}
    replace(shelf / "xiangshan" / "paike" / "parts.yaml", "cun: 7", "cun: 7.0001")
    replace(shelf / "kunqu" / "jiugong1746" / "bubujiao.yaml", "duration: 1,", "duration: 0.9,")
    replace(shelf / "kunqu" / "zuifugui" / "lesson.yaml", "minutes: 20", "minutes: 21")
    after = {lesson: open_library((shelf,)).lesson_hash(lesson) for lesson in THREE}
    assert all(before[lesson] != after[lesson] for lesson in THREE)
    assert all(len(h) == 64 for h in after.values())


def test_comments_do_not_change_the_hash(shelf: Path) -> None:
    before = open_library((shelf,)).lesson_hash("xiangshan/paike")
    path = shelf / "xiangshan" / "paike" / "lesson.yaml"
    path.write_text("# a remark\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert open_library((shelf,)).lesson_hash("xiangshan/paike") == before


def test_unknown_names_are_refused_with_what_there_is() -> None:
    library = open_library()
    with pytest.raises(Refusal, match="there are: .*kunqu/bubujiao"):
        library.lesson("kunqu/nothing")
    with pytest.raises(Refusal, match="it has: bubujiao, zuifugui"):
        library.score(ScoreLink(pack="kunqu/jiugong1746", score="zaoluopao"))


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../paike/lesson.yaml", "a/../../b", "c:\\x", "\\x", "..\\x", ""]
)
def test_a_path_that_leaves_the_pack_is_refused(paike: Path, name: str) -> None:
    with pytest.raises(Refusal, match="leaves the pack"):
        inside(paike, name)


def test_a_link_is_refused(paike: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "x.yaml").write_text("x: 1")
    (paike / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(Refusal, match="leaves the pack"):
        inside(paike, "link/x.yaml")
    assert inside(paike, "lesson.yaml").is_file()
