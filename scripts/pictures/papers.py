"""The papers: first pages of each PDF at 100 dpi."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2

from eventmgr.cards.link_slips import slips_pdf
from eventmgr.cards.name_cards import cards_pdf, no_progress
from eventmgr.cards.orders import read_arrangement
from eventmgr.cards.spare_cards import spares_pdf
from eventmgr.certificates.design_preview import sample_of
from eventmgr.certificates.designs import Design
from eventmgr.certificates.merged import ensure_merged
from eventmgr.certificates.preview import draw_preview
from eventmgr.office.models import Office, Official
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.registration.queries import card_rows
from eventmgr.reports.attendance_paper import SheetWish, attendance_paper, attendance_pdf, day_or_none
from eventmgr.shared.db import db, write
from scripts.pictures.world import World

DOTS_AN_INCH = 100
#: pages of a PDF that are shown
MOST_PAGES = 2


def take_papers(world: World, folder: Path, names: Sequence[str]) -> None:
    """Make these of the papers in NAMES."""
    for name in names:
        with world.app.app_context():
            data = _MAKERS[name](world)
        document = pypdfium2.PdfDocument(data)
        for number in range(min(MOST_PAGES, len(document))):
            page = document[number].render(scale=DOTS_AN_INCH / 72).to_pil()
            page.save(folder / f"{name}-{number + 1}.png")
        document.close()


def _cards(world: World) -> bytes:
    return cards_pdf(world.event()).data


def _large_cards(world: World) -> bytes:
    event = world.event()
    few = [row.id for row in card_rows(event.id)[:2]]
    return cards_pdf(event, only=few, arrangement=read_arrangement("nama", "a6")).data


def _slips(world: World) -> bytes:
    event = world.event()
    office = db.session.get_one(Office, event.office_id)
    few = [row.id for row in card_rows(event.id)[:8]]
    return slips_pdf(event, office, scope="semua", only=few, progress=no_progress).data


def _spare_cards(world: World) -> bytes:
    return spares_pdf(world.event(), numbers=range(1, 21), progress=no_progress).data


def _long_name(world: World) -> bytes:
    """The preview of a name that does not fit into one line with its titles, as of the reference."""
    there = max(card_rows(world.event().id), key=lambda row: len(row.region_name)).id
    with write() as session:
        person = session.get_one(Person, session.get_one(Registration, there).person_id)
        person.front_title, person.name = "Dr. Hj.", "Rahmi Fadhila Chaniago Sikumbang"
        person.back_title = "S.Sos, M.Si, M.A.P"
    return _preview(world, Design.SONGKET)


def _attendance(world: World, *, blank: bool = False, by_district: bool = False) -> bytes:
    """The first day, signed as the papers of the reference are."""
    event, office_id = world.event(), world.event().office_id
    with write() as session:
        signers = [
            Official(
                office_id=office_id,
                name="Efrizal Darwis",
                front_title="Drs.",
                back_title="M.Si",
                post="Kuasa Pengguna Anggaran",
                nip="197104121996031004",
            ),
            Official(
                office_id=office_id,
                name="Rosmanidar Guci",
                back_title="S.Sos",
                post="Pejabat Pelaksana Teknis Kegiatan",
                nip="198309212009012003",
            ),
        ]
        session.add_all(signers)
        session.flush()
        knower_id, signer_id = (one.id for one in signers)
    wish = SheetWish(number=1, blank=blank, by_district=by_district, knower_id=knower_id, signer_id=signer_id)
    day = day_or_none(event, wish.number)
    if day is None:
        raise LookupError("the demo has no first day")
    return attendance_pdf(attendance_paper(event, day, wish))


def _blank_attendance(world: World) -> bytes:
    return _attendance(world, blank=True)


def _attendance_by_district(world: World) -> bytes:
    """Where the first kecamatan ends and the second begins."""
    return _some_pages(_attendance(world, by_district=True), slice(1, 3))


def _attendance_end(world: World) -> bytes:
    return _some_pages(_attendance(world), slice(-1, None))


def _some_pages(data: bytes, which: slice) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as source, pikepdf.new() as target:
        target.pages.extend(source.pages[which])
        target.save(out)
    return out.getvalue()


def _certificates(world: World) -> bytes:
    path = ensure_merged(world.event().id)
    if path is None:
        raise LookupError("the demo issued no certificate")
    return path.read_bytes()


def _plain_preview(world: World) -> bytes:
    return _preview(world, Design.PLAIN)


def _preview(world: World, design: Design) -> bytes:
    sample = sample_of(world.event(), design)
    if sample is None:
        raise LookupError("the demo has nobody to draw a paper of")
    return draw_preview(sample).pdf


def _without_code_to_scan(world: World, design: Design) -> bytes:
    """Of an office without arms and address: the letterhead stands alone, the code without a QR."""
    sample = sample_of(world.event(), design)
    if sample is None:
        raise LookupError("the demo has nobody to draw a paper of")
    bare = replace(sample.content, verify_url="", verify_place="", logo="")
    return draw_preview(replace(sample, content=bare, logo="")).pdf


_MAKERS = {
    "kertas-kartu": _cards,
    "kertas-kartu-a6": _large_cards,
    "kertas-slip": _slips,
    "kertas-cadangan": _spare_cards,
    "kertas-daftar-hadir": _attendance,
    "kertas-daftar-hadir-akhir": _attendance_end,
    "kertas-daftar-hadir-kosong": _blank_attendance,
    "kertas-daftar-hadir-kecamatan": _attendance_by_district,
    "kertas-sertifikat": _certificates,
    "kertas-sertifikat-sederhana": _plain_preview,
    "kertas-sertifikat-tanpa-qr": lambda world: _without_code_to_scan(world, Design.SONGKET),
    "kertas-sertifikat-sederhana-tanpa-qr": lambda world: _without_code_to_scan(world, Design.PLAIN),
    "kertas-sertifikat-nama-panjang": _long_name,
}
NAMES = tuple(_MAKERS)
