"""The papers: first pages of each PDF at 100 dpi."""

from collections.abc import Sequence
from pathlib import Path

import pypdfium2

from eventmgr.certificates.merged import ensure_merged
from eventmgr.registration.cards import cards_pdf
from scripts.pictures.world import World

DOTS_AN_INCH = 100
#: pages of a PDF that are shown
MOST_PAGES = 2
NAMES = ("kertas-kartu", "kertas-sertifikat")


def take_papers(world: World, folder: Path, names: Sequence[str]) -> None:
    """Make these of the papers in NAMES."""
    for name in names:
        with world.app.app_context():
            data = _cards(world) if name == "kertas-kartu" else _certificates(world)
        document = pypdfium2.PdfDocument(data)
        for number in range(min(MOST_PAGES, len(document))):
            page = document[number].render(scale=DOTS_AN_INCH / 72).to_pil()
            page.save(folder / f"{name}-{number + 1}.png")
        document.close()


def _cards(world: World) -> bytes:
    return cards_pdf(world.event()).data


def _certificates(world: World) -> bytes:
    path = ensure_merged(world.event().id)
    if path is None:
        raise LookupError("the demo issued no certificate")
    return path.read_bytes()
