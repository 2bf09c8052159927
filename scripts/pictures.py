"""`make pictures`: every page at 360, 768 and 1366 px, every paper, from a demo of its own.

Goes to build/pictures/ (not kept in git); a chosen few, made small, to docs/gambar/ for the README. Pages are
taken whole, so that they can be laid beside the reference pictures.
"""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import select

from bench.stage import SLUG, Stage, command
from eventmgr.certificates.models import Certificate
from eventmgr.config import ROOT
from eventmgr.demo.loading import ROSTER
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from tests.builders import link_of
from tests.support.chromium import FLAGS, chromium
from tests.support.servers import Server, running

OUT = ROOT / "build" / "pictures"
KEPT = ROOT / "docs" / "gambar"
WIDTHS = {360: 740, 768: 1024, 1366: 768}
#: name in docs/gambar → picture, and the width it is shown at
CHOSEN = {
    "peserta": ("peserta-daftar-1366", 900),
    "pindai": ("petugas-mulai-360", 360),
    "pribadi": ("peserta-beranda-360", 360),
    "sertifikat": ("kertas-sertifikat-1", 700),
    "kartu": ("kertas-kartu-1", 500),
}
#: Long pages are cut for the README.
TALLEST = 800

EVENT = f"/kegiatan/{SLUG}"
ORGANIZER = {
    "kegiatan": "/kegiatan",
    "kegiatan-beranda": EVENT,
    "jadwal": f"{EVENT}/jadwal",
    "peserta-daftar": f"{EVENT}/peserta",
    "peserta-cari": f"{EVENT}/peserta?cari=tidakada",
    "impor": f"{EVENT}/peserta/impor",
    "kartu": f"{EVENT}/kartu",
    "kehadiran": f"{EVENT}/kehadiran",
    "sertifikat-siap": f"{EVENT}/sertifikat",
    "sertifikat-terbit": f"{EVENT}/sertifikat/terbit",
    "sertifikat-syarat": f"{EVENT}/sertifikat/syarat",
    "petugas-mulai": f"{EVENT}/pindai",
    "kata-sandi": "/kata-sandi",
    "galat-404": "/tidak-ada",
}


@dataclass
class Album:
    """Takes pictures with one browser; `faults` are pages that did not answer as they should."""

    browser: Browser
    server: Server
    faults: list[str] = field(default_factory=list)

    def take(self, name: str, path: str, *, cookies: list[dict[str, str]] | None = None) -> None:
        """One page at all widths."""
        for width, height in WIDTHS.items():
            context = self._context(width, height, cookies)
            page = context.new_page()
            answer = page.goto(self.server.address + path)
            if answer is None or answer.status >= 500:
                self.faults.append(f"{path}: {answer.status if answer else 'no answer'}")
            self.keep(page, f"{name}-{width}")
            context.close()

    def keep(self, page: Page, name: str) -> None:
        """What the page shows now."""
        page.evaluate("document.fonts.ready")
        page.screenshot(path=OUT / f"{name}.png", full_page=True)

    def _context(self, width: int, height: int, cookies: list[dict[str, str]] | None) -> BrowserContext:
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=2 if width == 360 else 1,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
        )
        if cookies:
            context.add_cookies(cookies)  # type: ignore[arg-type]
        return context


def main() -> None:
    """Make all pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="eventmgr-pictures-") as folder:
        stage = Stage.load(Path(folder) / "demo", starts_today=False)
        with running(stage.folder) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
            album = Album(browser, server)
            take_pages(album, stage)
            browser.close()
        take_papers(stage, Path(folder))
    keep_chosen()
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")
    for fault in album.faults:
        print(f"FAULT {fault}")


def take_pages(album: Album, stage: Stage) -> None:
    """What the organizer, the participant and the public see."""
    app = stage.app()
    client = stage.client(app)
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.http.get_cookie(name)
    cookies = [{"name": name, "value": cookie.value if cookie else "", "url": album.server.address}]
    for page, path in ORGANIZER.items():
        album.take(page, path, cookies=cookies)
    with app.app_context():
        open_one = db.session.execute(select(Registration.uid)).scalars().first()
        certificates = db.session.execute(
            select(Certificate.token, Person)
            .join(Registration, Registration.id == Certificate.registration_id)
            .join(Person, Person.id == Registration.person_id)
            .where(Certificate.state == "valid")
        ).first()
        links = {"peserta-tanpa-sertifikat": link_of(_without_certificate())}
        if certificates is not None:
            token, person = certificates
            links |= {"peserta-beranda": link_of(person), "verifikasi-contoh": f"/v/{token}"}
            links["peserta-sertifikat"] = f"{link_of(person)}/sertifikat"
    album.take("orang", f"{EVENT}/peserta/{open_one}", cookies=cookies)
    public = {"masuk": "/masuk", "verifikasi": "/v", "verifikasi-tidak-dikenal": "/v/K7QF2M9D"}
    for page, path in {**links, **public}.items():
        album.take(page, path)
    take_import_preview(album, cookies)


def take_import_preview(album: Album, cookies: list[dict[str, str]]) -> None:
    """The page after the upload of the roster, which is only reached by a form."""
    for width, height in WIDTHS.items():
        context = album._context(width, height, cookies)
        page = context.new_page()
        page.goto(f"{album.server.address}{EVENT}/peserta/impor")
        page.set_input_files("input[type=file]", ROSTER)
        page.locator("main form [type=submit]").first.click()
        page.wait_for_url("**/peserta/impor/*")
        album.keep(page, f"impor-pratinjau-{width}")
        context.close()


def _without_certificate() -> Person:
    issued = select(Certificate.registration_id)
    query = select(Person).join(Registration, Registration.person_id == Person.id)
    found = db.session.scalars(query.where(Registration.id.not_in(issued))).first()
    if found is None:
        raise LookupError("everybody has a certificate")
    return found


def take_papers(stage: Stage, folder: Path) -> None:
    """First pages of each paper at 100 dpi."""
    cards, certificates = folder / "kartu.pdf", folder / "sertifikat"
    command(stage.folder, "registration", "cards", "--event", SLUG, "--out", str(cards))
    command(stage.folder, "certificates", "export", "--event", SLUG, "--out", str(certificates))
    for name, file in (("kartu", cards), ("sertifikat", certificates / "gabungan.pdf")):
        document = pypdfium2.PdfDocument(file)
        for number in range(min(2, len(document))):
            page = document[number].render(scale=100 / 72).to_pil()
            page.save(OUT / f"kertas-{name}-{number + 1}.png")
        document.close()


def keep_chosen() -> None:
    """Small copies for the README: few colours are enough for screens of plain colours."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for name, (source, width) in CHOSEN.items():
        with Image.open(OUT / f"{source}.png") as picture:
            scale = width / picture.width
            small = picture.convert("RGB").resize(
                (width, round(picture.height * scale)), Image.Resampling.LANCZOS
            )
            small = small.crop((0, 0, width, min(small.height, TALLEST)))
            small.quantize(128).save(KEPT / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
