"""What the program can do stands in the documents, and what stands there exists."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask

from tests.browser.step_counts import COUNTS, Steps

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
COMMANDS = (ROOT / "docs" / "perintah.md").read_text()
#: flask's own
FOREIGN = {"run", "shell", "routes"}


def _commands(app: Flask) -> Iterator[tuple[str, click.Command]]:
    for name, group in app.cli.commands.items():
        if isinstance(group, click.Group):
            for sub, command in group.commands.items():
                yield f"{name} {sub}", command
        elif name not in FOREIGN:
            yield name, group


def _section(name: str) -> str:
    found = re.search(rf"### `{re.escape(name)}\b.*?(?=\n##|\Z)", COMMANDS, re.S)
    assert found, f"docs/perintah.md has no section for {name}"
    return found.group()


def _settings() -> set[str]:
    """Names of variables that config.py reads."""
    tree = ast.parse((ROOT / "eventmgr" / "config.py").read_text())
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and re.fullmatch(r"[A-Z][A-Z_]+", text)}


def test_every_command_has_a_section_with_an_example_and_its_options(sqlite_app: Flask) -> None:
    for name, command in _commands(sqlite_app):
        section = _section(name)
        assert f"flask --app app {name}" in section, f"{name} has no example"
        for option in command.params:
            for spelling in option.opts:
                if spelling.startswith("--") and spelling != "--json":
                    assert spelling in section, f"{name}: {spelling} is not described"


def test_every_section_is_a_command(sqlite_app: Flask) -> None:
    known = {name for name, _ in _commands(sqlite_app)}
    described = set(re.findall(r"^### `([a-z]+ [a-z]+)", COMMANDS, re.M))
    assert described == known


def test_every_command_explains_itself_and_knows_json(sqlite_app: Flask) -> None:
    for name, command in _commands(sqlite_app):
        assert command.help, f"{name} has no help"
        assert any("--json" in option.opts for option in command.params), f"{name} has no --json"
        helped = sqlite_app.test_cli_runner().invoke(args=[*name.split(), "--help"])
        assert helped.exit_code == 0


def test_every_setting_stands_in_the_readme() -> None:
    settings = _settings()
    assert len(settings) >= 8
    for name in settings:
        assert f"| `{name}` |" in README, f"README does not explain {name}"
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.M)) == settings


def test_every_target_of_make_is_explained_in_both_places() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):.*?## ", makefile, re.M))
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.M)
    assert targets == set(phony.split())
    assert set(re.findall(r"^\| `make ([a-z]+)` \|", COMMANDS, re.M)) == targets


@pytest.mark.parametrize("document", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("d*/**/*.md")), ids=str)
def test_links_and_pictures_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text()):
        if "://" not in target:
            assert (document.parent / target).exists(), f"{document.name} points to {target}"


def test_decisions_are_a_page_each_with_their_three_parts() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{n:04}" for n in range(1, len(decisions) + 1)]
    for path in decisions:
        text = path.read_text()
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequence")), path.name
        assert len(text.splitlines()) <= 45, f"{path.name} is longer than a page"


def test_the_steps_that_the_readme_tells_are_those_that_the_walks_count() -> None:
    rows = re.findall(r"^\| ([a-z ]+) \| (\d+) \| (\d+) \|$", README, re.M)
    assert {task: Steps(int(clicks), int(fields)) for task, clicks, fields in rows} == COUNTS
