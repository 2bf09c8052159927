"""The project's own checks find what they are for."""

from pathlib import Path

import pytest

from tests.support.imports import load_script

templates = load_script("scripts/lint_templates.py")
shape = load_script("scripts/lint_shape.py")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<style>p {}</style>",
        '<p style="color: red">',
        '<button onclick="x()">',
        '<a href="javascript:x()">',
        "{{ name|safe }}",
        "{{ name | safe }}",
        '<img src="https://cdn.example.com/x.png">',
        '<form method="post"><input name="a"></form>',
        "\n" * 200,
    ],
)
def test_a_template_that_breaks_the_rules_is_found(text: str) -> None:
    assert templates.findings(text)


def test_plain_templates_pass() -> None:
    text = '<script src="/static/js/main.js" type="module"></script>\n<form method="post">{{ csrf() }}</form>'
    assert templates.findings(text) == []


def test_papers_may_carry_measures_but_no_script() -> None:
    assert templates.findings('<p style="left: 3mm">', may_style=True) == []
    assert templates.findings("<script>x</script>", may_style=True)


def _shape(path: str, text: str) -> str:
    return "\n".join(shape.findings(Path(path), text))


def test_long_files_functions_and_hidden_imports_are_found() -> None:
    assert "at most 300" in _shape("eventmgr/events/queries.py", "\n" * 301)
    assert "has 61 lines" in _shape("eventmgr/events/queries.py", "def f():\n" + "    x = 1\n" * 60)
    assert "import inside f" in _shape("eventmgr/events/queries.py", "def f():\n    import json\n")
    assert "import inside f" in _shape("eventmgr/events/queries.py", "def f():\n    from json import loads\n")
    assert "says nothing" in _shape("eventmgr/events/date_utils.py", "")
    assert _shape("eventmgr/shared/pdf_engine.py", "def f():\n    import weasyprint\n") == ""


def test_files_of_a_room_import_downward_also_by_their_longer_names() -> None:
    upward = "from eventmgr.checkin.scan_actions import x\n"
    assert "imports upward" in _shape("eventmgr/checkin/attendance_rules.py", upward)
    assert "imports upward" in _shape("eventmgr/checkin/rules.py", "from eventmgr.checkin import models\n")
    assert _shape("eventmgr/checkin/door_routes.py", upward) == ""
