"""A teacher's own text of a lesson: taken in, offered again, never anywhere else."""

import pytest
import typer
from typer.testing import CliRunner

from content import forms
from content.errors import Refusal
from content.lesson import ScoreLink
from content.library import open_library
from content.packzip import PackError
from content.shelve import shelve
from lessons import editions, registry, score_command

LESSON = "kunqu/zuifugui"


@pytest.fixture
def aria():
    return open_library().score(ScoreLink(pack="kunqu/jiugong1746", score="zuifugui"))


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run `score …` on an own user folder; returns (exit code or Refusal's text, output)."""
    monkeypatch.setattr(registry, "user_folder", lambda: tmp_path / "user")

    def call(*words: object) -> tuple[int, str]:
        app: typer.Typer = score_command.build()
        result = CliRunner().invoke(app, [str(w) for w in words])
        if isinstance(result.exception, Refusal):
            return 2, str(result.exception)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.exit_code, result.output

    return call


@pytest.mark.parametrize("form", ["gcn", "musicxml", "midi", "yaml"])
def test_a_text_of_each_form_is_kept_and_found(run, aria, tmp_path, form):
    file = tmp_path / f"teacher.{form}"
    file.write_bytes(forms.write(aria, form).data)
    code, said = run("import", file, "--lesson", LESSON)
    assert code == 0, said
    assert "private, on this machine only" in said.replace("\n", " ")
    (one,), unreadable = editions.editions(tmp_path / "user", LESSON)
    assert unreadable == ()
    assert (one.key, one.rights.licence) == ("teacher", "private, this machine only")
    assert one.rights.digital_source == file.name
    assert [n.semitones for n in one.score.notes] == [n.semitones for n in aria.notes]
    words = [(s.trad, s.simp, s.pinyin) for s in one.score.syllables]
    assert words == [(s.trad, s.simp, s.pinyin) for s in aria.syllables]
    assert editions.edition(tmp_path / "user", LESSON, "teacher") == one
    assert "teacher" in run("show", LESSON)[1]


def test_it_is_on_no_shelf_and_in_no_pack(run, aria, tmp_path):
    file = tmp_path / "teacher.yaml"
    file.write_bytes(forms.write(aria, "yaml").data)
    run("import", file, "--lesson", LESSON)
    library = registry.library()
    assert not any("teacher" in str(s.folder) for s in library.packs)
    kept = editions.edition(tmp_path / "user", LESSON, "teacher").folder
    assert registry.shelf() not in kept.parents
    assert library.score(registry.score_link(library.lesson(LESSON))) == aria
    with pytest.raises(PackError):
        shelve(kept / "score.yaml", tmp_path / "other", library)


def test_other_words_are_said_and_a_wrong_number_is_refused(run, aria, tmp_path):
    text = forms.write(aria, "gcn").data.decode()
    file = tmp_path / "a.gcn"
    file.write_text("甲" + text[1:], "utf-8")
    code, said = run("import", file, "--lesson", LESSON)
    assert code == 0 and "character 1 is “甲” here" in said
    file.write_text(text[: text.rindex("{") - 1], "utf-8")
    code, said = run("import", file, "--lesson", LESSON, "--name", "b")
    assert code == 2
    assert f"{len(aria.syllables) - 1} characters and the lesson {len(aria.syllables)}" in said
    assert len(editions.editions(tmp_path / "user", LESSON)[0]) == 1


@pytest.mark.parametrize("name", ["a/b", "..", "", "x" * 61])
def test_a_name_stays_in_its_folder(aria, tmp_path, name):
    with pytest.raises(Refusal, match="a text's name"):
        editions.keep(tmp_path, LESSON, name, aria, "x")
    assert list(tmp_path.iterdir()) == []


def test_the_same_name_twice_and_an_unknown_one(aria, tmp_path):
    editions.keep(tmp_path, LESSON, "mine", aria, "x")
    with pytest.raises(Refusal, match="already"):
        editions.keep(tmp_path, LESSON, "mine", aria, "x")
    with pytest.raises(Refusal, match="there are: mine"):
        editions.edition(tmp_path, LESSON, "other")
    assert editions.editions(tmp_path, "kunqu/bubujiao") == ((), ())


def test_a_damaged_text_hides_no_other(aria, tmp_path):
    editions.keep(tmp_path, LESSON, "good", aria, "x")
    bad = editions.keep(tmp_path, LESSON, "bad", aria, "x").folder / "score.yaml"
    bad.write_text("notes: [", "utf-8")
    found, unreadable = editions.editions(tmp_path, LESSON)
    assert [e.key for e in found] == ["good"]
    assert len(unreadable) == 1 and "bad" in unreadable[0]


def test_a_place_that_cannot_be_written_leaves_nothing(aria, tmp_path):
    (tmp_path / "editions").write_text("", "utf-8")
    with pytest.raises(Refusal, match="nothing was kept"):
        editions.keep(tmp_path, LESSON, "mine", aria, "x")


def test_conversion_says_what_it_loses_and_overwrites_nothing(run, tmp_path):
    out = tmp_path / "out.gcn"
    code, said = run("convert", LESSON, out, "--to", "gcn")
    assert code == 0 and "no lengths inside a beat" in said
    assert "already" in run("convert", LESSON, out, "--to", "gcn")[1]
    assert run("convert", LESSON, out, "--to", "gcn", "--force")[0] == 0
    assert "no form “pdf”" in run("convert", LESSON, tmp_path / "x", "--to", "pdf")[1]
    assert "cannot be written" in run("convert", LESSON, tmp_path / "no" / "x", "--to", "midi")[1]


def test_odd_files_are_one_sentence(run, tmp_path):
    latin = tmp_path / "latin.gcn"
    latin.write_bytes("天{上1}é".encode("latin-1", "replace") + b"\xff")
    for words, sentence in (
        (("show", tmp_path / "none.mid"), "cannot be read"),
        (("show", latin), "not UTF-8"),
        (("show", "kunqu/nothing"), "there is no lesson"),
        (("show", tmp_path / "none.gcn", "--key", "X"), "there is no key “X”"),
        (("import", tmp_path / "none.gcn", "--lesson", "xiangshan/paike"), "no singing lesson"),
    ):
        code, said = run(*words)
        assert sentence in said
        assert (code, len(said.splitlines())) == (2, 1)


def test_the_page_of_a_score_shows_every_notation(run, tmp_path):
    out = tmp_path / "score.html"
    assert run("show", LESSON, "--html", out)[0] == 0
    page = out.read_text("utf-8")
    for words in ("Gongche", "Jianpu", "Staff", "1746"):
        assert words in page, words
    assert "None" not in page and "http" not in page


def test_a_damaged_text_is_told(run, aria, tmp_path):
    folder = editions.keep(tmp_path / "user", LESSON, "bad", aria, "x").folder
    (folder / "score.yaml").write_text("notes: [", "utf-8")
    with pytest.raises(Refusal, match="score.yaml"):
        editions.edition(tmp_path / "user", LESSON, "bad")
    assert "score.yaml" in run("show", LESSON)[1]


def test_what_was_repaired_is_told_where_the_form_cannot_keep_it(run, aria, tmp_path):
    file, note = tmp_path / "a.yaml", {"zh_CN": "修过", "en": "it was mended"}
    remark = type(aria.title).model_validate(note)
    file.write_bytes(forms.write(aria.model_copy(update={"remarks": (remark,)}), "yaml").data)
    assert "it was mended" in run("convert", file, tmp_path / "b.gcn", "--to", "gcn")[1]
    assert "it was mended" not in run("convert", file, tmp_path / "b.yaml", "--to", "yaml")[1]


def test_a_notation_that_cannot_write_a_score_says_so(run, aria, tmp_path):
    short = tuple(n.model_copy(update={"duration": n.duration * 0.97}) for n in aria.notes)
    file, out = tmp_path / "a.yaml", tmp_path / "a.html"
    file.write_bytes(forms.write(aria.model_copy(update={"notes": short}), "yaml").data)
    assert run("show", file, "--html", out)[0] == 0
    page = out.read_text("utf-8")
    assert "eighths of a beat" in page and "too oddly" in page
    assert "Whose it is" not in page
    run("show", LESSON, "--html", out)
    assert "Whose it is" in out.read_text("utf-8")
