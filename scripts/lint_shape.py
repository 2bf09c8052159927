"""Holds the shape of the code: short files and functions, no hidden imports, files of a room in order.

import-linter holds the order of ``routes`` … ``rules``; this also knows names such as
``attendance_rules`` and ``card_routes``, which count as what stands behind their last underscore.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

MOST_FILE_LINES = 300
MOST_FUNCTION_LINES = 50
#: Loaded inside a function on purpose: the door must work on a machine without the libraries of the PDFs,
#: and no start waits for what one page needs.
LAZY = ("weasyprint", "eventmgr.shared.pdf_engine", "holidays.countries.indonesia")
ORDER = {
    "rules": 0,
    "models": 1,
    "queries": 2,
    "actions": 3,
    "forms": 4,
    "routes": 5,
    "api": 5,
    "commands": 5,
    "jobs": 5,
}
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "misc", "common"}


def findings(path: Path, text: str) -> Iterator[str]:
    """Messages ``file:line: what`` for one file below ``eventmgr/``."""
    size = text.count("\n")
    if size > MOST_FILE_LINES:
        yield f"{path}:{MOST_FILE_LINES}: {size} lines; a file has at most {MOST_FILE_LINES}"
    if EMPTY_NAMES & set(path.stem.split("_")):
        yield f"{path}:1: the name says nothing"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _of_function(path, node)
        if isinstance(node, ast.ImportFrom):
            yield from _upward(path, node)


def _of_function(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    size = (node.end_lineno or node.lineno) - node.lineno + 1
    if size > MOST_FUNCTION_LINES:
        yield f"{path}:{node.lineno}: {node.name} has {size} lines; at most {MOST_FUNCTION_LINES}"
    for inner in ast.walk(node):
        if isinstance(inner, ast.Import):
            names = [alias.name for alias in inner.names]
        elif isinstance(inner, ast.ImportFrom):
            names = [f"{inner.module}.{alias.name}" for alias in inner.names]
        else:
            continue
        if not all(name.startswith(LAZY) for name in names):
            yield f"{path}:{inner.lineno}: import inside {node.name}"


def _upward(path: Path, node: ast.ImportFrom) -> Iterator[str]:
    room = ".".join(path.parts[:2])
    mine = ORDER.get(path.stem.split("_")[-1])
    if mine is None or len(path.parts) < 3:
        return
    module = node.module or ""
    targets = [module] if module.startswith(room + ".") else []
    if module == room:
        targets = [f"{room}.{alias.name}" for alias in node.names]
    for target in targets:
        other = ORDER.get(target.split(".")[2].split("_")[-1])
        if other is not None and other > mine:
            yield f"{path}:{node.lineno}: {path.stem} imports upward from {target}"


def main() -> int:
    """Check every file below ``eventmgr/``; 0 when clean."""
    found = [
        message
        for path in sorted(Path("eventmgr").rglob("*.py"))
        if "migrations" not in path.parts
        for message in findings(path, path.read_text(encoding="utf-8"))
    ]
    for message in found:
        print(message)
    print(f"shape: {len(found)} finding(s)")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
