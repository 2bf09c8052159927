"""`python -m scripts.pictures [verifikasi kartu …]`: all pictures or those that begin so, in build/pictures/.

The walks of the browser tests keep pictures on their way (`jalan-…`).
Ends with a list of faults (wrong status, sideways scroll, words in the console); exit 1 when there are some.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from eventmgr.config import ROOT
from scripts.pictures import (
    card_shots,
    certificate_shots,
    crew,
    crew_tools,
    day_shots,
    desk,
    door_shots,
    errors,
    event_shots,
    imports,
    jobs,
    material_shots,
    office_shots,
    papers,
    participants,
    people_shots,
    spare_shots,
    verify,
    walks,
)
from scripts.pictures.album import SIZES, Album
from scripts.pictures.kept import keep_chosen
from scripts.pictures.shot import Shot
from scripts.pictures.world import opened_world
from tests.support.chromium import FLAGS, chromium

OUT = ROOT / "build" / "pictures"
SHOTS = (
    *desk.SHOTS,
    *event_shots.SHOTS,
    *people_shots.SHOTS,
    *day_shots.SHOTS,
    *door_shots.SHOTS,
    *material_shots.SHOTS,
    *office_shots.SHOTS,
    *imports.SHOTS,
    *jobs.SHOTS,
    *card_shots.SHOTS,
    *spare_shots.SHOTS,
    *certificate_shots.SHOTS,
    *crew.SHOTS,
    *crew_tools.SHOTS,
    *participants.SHOTS,
    *verify.SHOTS,
    *errors.SHOTS,
)


def main(*wanted: str) -> int:
    """Make the pictures whose names begin with one of the words; the number to exit with."""
    begins = wanted or ("",)
    shots = [shot for shot in SHOTS if shot.name.startswith(begins)]
    paper_names = [name for name in papers.NAMES if name.startswith(begins)]
    walked = [name for name in walks.WALKS if any(walks.is_wanted(name, begin) for begin in begins)]
    if not shots and not paper_names and not walked:
        print(f"Tidak ada gambar yang namanya berawal {', '.join(wanted)}.")
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    for begin in begins:
        for old in OUT.glob(f"{begin}*.png"):
            old.unlink()
    faults = walks.take_walks(OUT, begins)
    if shots or paper_names:
        faults += _take(shots, paper_names)
    if not wanted:
        keep_chosen(OUT)
    print(f"{len(shots)} halaman di {len(SIZES)} lebar dan {len(paper_names)} kertas di {OUT}")
    for fault in faults:
        print(f"CACAT {fault}")
    return 1 if faults else 0


def _take(shots: list[Shot], paper_names: list[str]) -> list[str]:
    """The shots and papers of the photographed demo; what is wrong with them, in words."""
    with (
        tempfile.TemporaryDirectory(prefix="eventmgr-pictures-") as folder,
        opened_world(Path(folder) / "demo") as world,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        album = Album(browser, world, OUT)
        for shot in shots:
            album.take(shot)
        browser.close()
        papers.take_papers(world, OUT, paper_names)
    return album.faults


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
