"""Reads every template for what the strict Content-Security-Policy forbids and for what hides bugs.

Usage: ``python scripts/lint_templates.py [FOLDER]``. Prints ``file:line: what`` and exits with 1 on a find.
"""

import re
import sys
from pathlib import Path

#: Longer templates want a macro or a partial.
MOST_LINES = 130

#: Papers are read by WeasyPrint and never by a browser; their geometry comes from numbers. The page for a
#: server fault carries its style sheet along (its own policy names it by its hash).
MAY_STYLE = re.compile(r"(^|/)(paper_\w+|\w+_sheet)\.html$|errors/500\.html$")

FORBIDDEN = (
    (re.compile(r"<script(?![^>]*\bsrc=)", re.I), "inline script: put it into static/js/ as a module"),
    (re.compile(r"<style\b", re.I), "inline style sheet: put it into static/css/"),
    (re.compile(r"\sstyle\s*=", re.I), "inline style: use a class, <progress> or SVG attributes"),
    (re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I), "inline handler: use data-module"),
    (re.compile(r"javascript:", re.I), "javascript: address"),
    (re.compile(r"\bhx-on\b|\bhx-vals\s*=\s*[\"']js:", re.I), "htmx that needs eval"),
    (re.compile(r"\|\s*safe\b"), "|safe: build Markup in Python, where it can be tested"),
    (re.compile(r"{%-?\s*autoescape\s+false"), "autoescape false"),
    (re.compile(r"https?://(?!www\.w3\.org/|wa\.me/)[a-z]"), "address of another host"),
    (re.compile(r"\t"), "tabulator"),
)
POST_FORM = re.compile(r"<form\b[^>]*method\s*=\s*[\"']post[\"']", re.I)


def findings(text: str, *, may_style: bool = False) -> list[tuple[int, str]]:
    """The (line number, message) pairs of one template's text."""
    lines = text.split("\n")
    found = [
        (number, message)
        for number, line in enumerate(lines, 1)
        for pattern, message in FORBIDDEN
        if pattern.search(line) and not (may_style and "inline style" in message)
    ]
    if len(lines) > MOST_LINES:
        found.append((MOST_LINES, f"{len(lines)} lines: split it into macros or partials"))
    if POST_FORM.search(text) and "csrf" not in text:
        found.append((1, "a form that posts without the CSRF macro"))
    return found


def main() -> int:
    """Lint all ``*.html`` files below the folder; 0 when clean."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "templates")
    total = 0
    for file in sorted(folder.rglob("*.html")):
        for number, message in findings(
            file.read_text(encoding="utf-8"), may_style=bool(MAY_STYLE.search(file.as_posix()))
        ):
            print(f"{file}:{number}: {message}")
            total += 1
    print(f"templates: {total} finding(s)")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
