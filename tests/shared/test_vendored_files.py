"""The shipped front-end files are exactly those that were fetched, each with its licence."""

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[2] / "static" / "vendor"


def manifest() -> dict[str, str]:
    hashes: dict[str, str] = json.loads((VENDOR / "MANIFEST.json").read_text(encoding="utf-8"))
    return hashes


def test_every_vendored_file_has_the_hash_of_the_manifest() -> None:
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "MANIFEST.json"
    }
    assert found == manifest()


def test_every_vendored_folder_names_its_version_and_holds_its_licence() -> None:
    for folder in (path for path in VENDOR.iterdir() if path.is_dir()):
        name, _, version = folder.name.rpartition("-")
        assert name, folder.name
        assert version[0].isdigit(), folder.name
        assert (folder / "LICENSE").stat().st_size > 200, folder.name


def test_the_files_that_pages_and_papers_name_are_there() -> None:
    assert {
        "htmx.org-2.0.11/htmx.min.js",
        "zxing-wasm-3.1.4/es/reader/index.js",
        "zxing-wasm-3.1.4/es/share.js",
        "zxing-wasm-3.1.4/reader/zxing_reader.wasm",
        "plus-jakarta-sans-5.3.0/plus-jakarta-sans-wght-normal.woff2",
        "newsreader-5.3.0/newsreader-display-400.woff2",
        "eb-garamond-5.3.0/eb-garamond-letters-600.woff2",
    } <= manifest().keys()
