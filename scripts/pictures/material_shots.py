"""The materials of an event: none, those of three days, one picked, a new one, and what participants see."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from playwright.sync_api import FilePayload, Page
from sqlalchemy import select

from eventmgr.audit.actor import Actor
from eventmgr.events.models import AgendaSession
from eventmgr.materials.actions import (
    MaterialFacts,
    NewContent,
    add_material,
    change_material,
    remove_material,
)
from eventmgr.materials.models import Material
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db, new_uid
from eventmgr.shared.files import write_bytes
from scripts.pictures.desk import EVENT
from scripts.pictures.shot import BEFORE, FIRST_MORNING, Shot
from scripts.pictures.world import World
from tests.builders import link_of
from tests.materials import files

ANI = Actor("user", None, "Ani Rahmawati")
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
#: title, kind, who reads, when it opens; in the order of the agenda's sessions
OF_SESSIONS = (
    ("Arah kebijakan pilar-pilar sosial 2025", "pdf", "registered", "session"),
    ("Tugas dan fungsi PSM", "pptx", "registered", "session"),
    ("Kartu kasus keluarga", "pdf", "present", "session"),
    ("Data terpadu, contoh isian", "pdf", "registered", "session"),
    ("Lembar kerja musyawarah kelurahan dan berita acara kesepakatan warga", "pdf", "registered", "hidden"),
)


def _content(kind: str, pages: int = 3) -> NewContent:
    if kind == "pptx":
        return NewContent(written=write_bytes(files.office("pptx")), type=PPTX, name="tugas-fungsi-psm.pptx")
    return NewContent(
        written=write_bytes(files.pdf(pages)), type="application/pdf", name="arah-kebijakan.pdf"
    )


def _emptied(world: World) -> Mapping[str, str]:
    """Nothing is left of what the demo put up."""
    event = world.event()
    for uid in db.session.scalars(select(Material.uid).where(Material.event_id == event.id)).all():
        remove_material(ANI, world.clock(), event=event, uid=uid)
    return {}


def _filled(world: World) -> Mapping[str, str]:
    """Materials of sessions and of the whole event; the address of the second is told."""
    _emptied(world)
    event, at = world.event(), world.clock()
    sessions = db.session.scalars(
        select(AgendaSession)
        .where(AgendaSession.event_id == event.id, AgendaSession.jp > 0)
        .order_by(AgendaSession.starts_at)
    ).all()
    put = []
    for session, (title, kind, gate, opens) in zip(sessions, OF_SESSIONS, strict=False):
        facts = MaterialFacts(title, gate, opens, day_id=session.day_id, session_id=session.id)
        put.append((facts, _add(world, at, facts, _content(kind))))
    general = MaterialFacts("Permensos 10/2019 tentang PSM", "public", "now")
    _add(world, at, general, NewContent(link="https://peraturan.contoh.go.id/permensos-10-2019"))
    later = MaterialFacts("Rekaman hari pertama", "present", "at", datetime(2024, 11, 22, 1, 0, tzinfo=UTC))
    _add(world, at, later, NewContent(link="https://video.contoh.go.id/hari-pertama"))
    facts, uid = put[1]
    change_material(ANI, at, event=world.event(), uid=uid, facts=facts, seen=1, content=_content("pptx"))
    return {"uid": uid}


def _add(world: World, at: datetime, facts: MaterialFacts, content: NewContent) -> str:
    return add_material(ANI, at, event=world.event(), facts=facts, content=content, request_uid=new_uid())


def _private(world: World) -> Mapping[str, str]:
    _filled(world)
    query = select(Person).join(Registration, Registration.person_id == Person.id).order_by(Person.id)
    return {"link": link_of(db.session.scalars(query).first() or Person())}


def _fetch_two(page: Page) -> None:
    """One is fetched, an older version of another was."""
    page.locator("a.material[data-uid]").first.evaluate(
        "(one) => localStorage.setItem(`materi-${one.dataset.uid}`, '1')"
    )
    replaced = page.locator("a.material[data-version='2']")
    replaced.evaluate("(one) => localStorage.setItem(`materi-${one.dataset.uid}`, '1')")
    page.reload()
    page.get_by_text("baru diganti").wait_for()


PAGE = f"{EVENT}/materi"


def _upload_slowly(page: Page) -> None:
    """A large file over a slow network, photographed on its way."""
    page.get_by_label("Judul").fill("Arah kebijakan pilar-pilar sosial 2025")
    sent: FilePayload = {
        "name": "arah-kebijakan.pdf",
        "mimeType": "application/pdf",
        "buffer": files.pdf(1) + bytes(12_000_000),
    }
    page.locator("input[type=file]").set_input_files(sent)
    slow = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": 1_500_000}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text(re.compile(r"[3-9],\d dari 1\d,\d MB")).wait_for()


SHOTS = (
    Shot(name="materi", path=PAGE, state=_filled, at=FIRST_MORNING),
    Shot(name="materi-kosong", path=PAGE, state=_emptied, at=BEFORE),
    Shot(name="materi-dipilih", path=f"{PAGE}?materi={{uid}}", state=_filled, at=FIRST_MORNING),
    Shot(name="materi-tambah", path=f"{PAGE}?tambah=umum", state=_filled, at=FIRST_MORNING),
    Shot(
        name="materi-mengunggah",
        path=f"{PAGE}?tambah=umum",
        state=_filled,
        at=FIRST_MORNING,
        then=_upload_slowly,
        window_only=True,
    ),
    Shot(name="materi-pribadi-awal", path="{link}", who="", state=_private, at=FIRST_MORNING),
    Shot(name="materi-pribadi", path="{link}", who="", state=_private),
    Shot(name="materi-pribadi-tersimpan", path="{link}", who="", state=_private, then=_fetch_two),
)
