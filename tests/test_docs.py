"""The documents say what is there, and nothing names a machine or a registry's host."""

import re
import subprocess
import tomllib

import pytest

DOCS = ("README.md", "CHANGELOG.md", *(f"docs/{n}.md" for n in (
    "architecture", "adding-a-lesson", "glossary", "privacy", "measurements", "pavilion",
    "print-shop", "stage",
)))  # fmt: skip
FOLDERS = (
    "main", "content", "audio", "motion", "physics", "lessons", "sim", "bench", "tests", "docs",
)  # fmt: skip


def tracked(root):
    listed = subprocess.run(
        ["git", "ls-files"], cwd=root, capture_output=True, text=True, check=True
    )
    return [root / name for name in listed.stdout.splitlines()]


@pytest.mark.parametrize("name", DOCS)
def test_every_link_and_path_of_a_document_is_there(root, name):
    path = root / name
    text = path.read_text()
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert (path.parent / link).exists(), link
    for quoted in re.findall(r"`([a-z_]+/[\w./*<>-]+)`", text):
        if quoted.split("/")[0] in FOLDERS and not re.search(r"[<>*]|/x\.", quoted):
            assert (root / quoted).exists() or "*" in quoted, quoted


def test_the_readme_has_exactly_two_set_up_commands(root):
    text = (root / "README.md").read_text()
    block = re.search(r"## Start.*?```\n(.*?)```", text, re.S).group(1)
    assert [line.split("#")[0].strip() for line in block.splitlines()] == ["make run", "make test"]
    targets = (root / "Makefile").read_text()
    assert re.search(r"^run:", targets, re.M) and re.search(r"^test:", targets, re.M)
    assert "make test" in (root / ".ci/run").read_text()


def test_every_dependency_is_pinned_by_name(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())
    direct = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    for line in [*direct, *project["tool"]["uv"]["constraint-dependencies"]]:
        assert re.match(r"[A-Za-z0-9_.-]+==[0-9]", line), line
    assert not (root / "uv.lock").exists() or "uv.lock" in (root / ".gitignore").read_text()


def test_no_file_names_a_machine_or_a_registry(root):
    host = re.compile(r"(py" r"pi|npm" r"js|pythonhos" r"ted)\.(org|com)")
    place = re.compile(r"(?<![\w.])/(tm" r"p|ro" r"ot|wo" r"rk|ho" r"me)/[a-z]")
    for path in tracked(root):
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".yml", ".po", ".j2", ""}:
            text = path.read_text(errors="ignore")
            assert not host.search(text), path
            assert not place.search(text), path


def test_nothing_of_the_evaluation_data_is_in_the_project(root, eval_data):
    known = {p.stat().st_size: p for p in eval_data.rglob("*") if p.stat().st_size > 4096}
    for path in tracked(root):
        other = known.get(path.stat().st_size)
        assert other is None or other.read_bytes() != path.read_bytes(), path
