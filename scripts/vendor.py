"""Fetch the front-end files that are shipped in static/vendor/, and write down their hashes.

Run it after changing a version below: `python scripts/vendor.py`. It needs `npm` and the
network; nothing in the running product does. Each folder is NAME-VERSION and holds its LICENSE.
tests/shared/test_vendored_files.py fails when a file differs from static/vendor/MANIFEST.json.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
#: The verify page sets one line in EB Garamond: letters, figures and the marks of names.
NAME_CHARACTERS = (
    [chr(code) for code in range(0x20, 0x7F)] + [chr(code) for code in range(0xC0, 0x180)] + list("·–—‘’“”…")
)

Cut = Callable[[Path, Path], None]


@dataclass(frozen=True)
class Piece:
    """One file: where it lies in the npm package, its name here, and how it is cut (None: copied)."""

    source: str
    target: str
    cut: Cut | None = None


@dataclass(frozen=True)
class Package:
    """One npm package at a fixed version and the folder name that its pieces go to."""

    npm: str
    version: str
    name: str
    pieces: tuple[Piece, ...]

    @property
    def folder(self) -> Path:
        """static/vendor/NAME-VERSION."""
        return VENDOR / f"{self.name}-{self.version}"


def display_cut(weight: int) -> Cut:
    """Newsreader frozen at optical size 72 and one weight, under a family name of its own."""

    def cut(source: Path, target: Path) -> None:
        font = instancer.instantiateVariableFont(
            TTFont(source, recalcTimestamp=False), {"opsz": 72, "wght": weight}
        )
        names = {1: "Newsreader Display", 4: "Newsreader Display", 6: f"NewsreaderDisplay-{weight}"}
        for name_id, text in names.items():
            font["name"].setName(text, name_id, 3, 1, 0x409)
        for name_id in (16, 17, 25):
            font["name"].removeNames(nameID=name_id)
        font["OS/2"].usWeightClass = weight
        font.flavor = "woff2"
        font.save(target)

    return cut


def letters_cut(source: Path, target: Path) -> None:
    """Only the characters that a person's name or a heading can hold."""
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=["kern", "liga", "mark", "mkmk", "ccmp"]))
    subsetter.populate(text="".join(NAME_CHARACTERS))
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def _font(family: str, cut: str) -> Piece:
    return Piece(f"files/{family}-latin-{cut}.woff2", f"{family}-{cut}.woff2")


PACKAGES = (
    Package(
        "@fontsource-variable/plus-jakarta-sans",
        "5.3.0",
        "plus-jakarta-sans",
        (Piece("LICENSE", "LICENSE"), _font("plus-jakarta-sans", "wght-normal")),
    ),
    Package(
        "@fontsource/plus-jakarta-sans",
        "5.3.0",
        "plus-jakarta-sans",
        tuple(_font("plus-jakarta-sans", f"{weight}-normal") for weight in (400, 500, 600, 700, 800)),
    ),
    Package(
        "@fontsource/eb-garamond",
        "5.3.0",
        "eb-garamond",
        (
            Piece("LICENSE", "LICENSE"),
            *(_font("eb-garamond", f"{weight}-normal") for weight in (400, 500, 600)),
            _font("eb-garamond", "400-italic"),
            Piece("files/eb-garamond-latin-600-normal.woff2", "eb-garamond-letters-600.woff2", letters_cut),
        ),
    ),
    Package(
        "@fontsource-variable/newsreader",
        "5.3.0",
        "newsreader",
        (
            Piece("LICENSE", "LICENSE"),
            *(
                Piece(
                    "files/newsreader-latin-opsz-normal.woff2",
                    f"newsreader-display-{weight}.woff2",
                    display_cut(weight),
                )
                for weight in (300, 400)
            ),
        ),
    ),
    Package(
        "htmx.org",
        "2.0.11",
        "htmx.org",
        (Piece("LICENSE", "LICENSE"), Piece("dist/htmx.min.js", "htmx.min.js")),
    ),
    Package(
        "zxing-wasm",
        "3.1.4",
        "zxing-wasm",
        (
            Piece("LICENSE", "LICENSE"),
            # The reader imports "../share.js", so the two keep their places to each other.
            Piece("dist/es/reader/index.js", "es/reader/index.js"),
            Piece("dist/es/share.js", "es/share.js"),
            Piece("dist/reader/zxing_reader.wasm", "reader/zxing_reader.wasm"),
        ),
    ),
)


def unpack(package: Package, folder: Path) -> Path:
    """Download the package with npm and return the folder of its unpacked content."""
    wanted = f"{package.npm}@{package.version}"
    command = ["npm", "pack", wanted, "--silent", "--pack-destination", str(folder)]
    packed = subprocess.run(command, check=True, capture_output=True, text=True)
    archive = folder / packed.stdout.strip().splitlines()[-1]
    content = folder / archive.stem
    with tarfile.open(archive) as tar:
        tar.extractall(content, filter="data")
    return content / "package"


def place(package: Package, content: Path) -> None:
    """Copy or cut each piece into its folder under static/vendor/."""
    for piece in package.pieces:
        target = package.folder / piece.target
        target.parent.mkdir(parents=True, exist_ok=True)
        if piece.cut is None:
            shutil.copyfile(content / piece.source, target)
        else:
            piece.cut(content / piece.source, target)


def file_hashes() -> dict[str, str]:
    """SHA-256 (hex) of every shipped file, by its path below static/vendor/."""
    return {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(VENDOR.rglob("*"))
        if path.is_file() and path.name != "MANIFEST.json"
    }


def main() -> int:
    """Make static/vendor/ anew."""
    for folder in VENDOR.glob("*-*"):
        shutil.rmtree(folder)
    with tempfile.TemporaryDirectory() as temporary:
        for package in PACKAGES:
            place(package, unpack(package, Path(temporary)))
    hashes = file_hashes()
    (VENDOR / "MANIFEST.json").write_text(json.dumps(hashes, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(hashes)} files in {VENDOR}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
