"""Pages of long work: name cards and certificates before, while and after their job runs."""

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page
from sqlalchemy import select, update

from eventmgr.audit.actor import Actor
from eventmgr.cards.actions import order_cards
from eventmgr.cards.orders import read_arrangement
from eventmgr.cards.sample import draw_sample, sheet_sample_or_none
from eventmgr.certificates.actions import reserve_certificates, start_issue
from eventmgr.certificates.content_queries import event_paper
from eventmgr.certificates.design_preview import sample_of
from eventmgr.certificates.designs import Design
from eventmgr.certificates.issuing import (
    address_of,
    condition_of,
    drafts,
    issue_facts,
    needed_rule,
    standing_of,
)
from eventmgr.certificates.models import Certificate
from eventmgr.certificates.preview import keep_preview
from eventmgr.certificates.rule_actions import decide
from eventmgr.certificates.sending_actions import mark_told
from eventmgr.certificates.sending_queries import READY
from eventmgr.office.models import RegisterEntry
from eventmgr.registration.mailing_actions import Letter
from eventmgr.registration.mailing_queries import recipients
from eventmgr.registration.models import Registration, Ticket
from eventmgr.reports.attendance_paper import SheetWish
from eventmgr.reports.sheet_actions import order_sheet
from eventmgr.shared.clock import now
from eventmgr.shared.db import db, write
from eventmgr.shared.job_models import Job
from eventmgr.shared.jobs import claim_next, run_claimed
from eventmgr.shared.runtime import write_pulse
from scripts.pictures.desk import EMPTY, EVENT
from scripts.pictures.shot import Shot, State, unchanged
from scripts.pictures.world import World

ACTOR = Actor("command", None, "make pictures")


def _run(job_id: int) -> None:
    context = claim_next("make pictures", now(), job_id)
    if context is None or run_claimed(context) != "done":
        raise RuntimeError(f"job {job_id} was not done")


def _start(job_id: int, *, done: int, total: int) -> None:
    """A job in the hands of a worker that has come so far."""
    with write() as session:
        job = session.get_one(Job, job_id)
        job.state, job.attempts = "running", 1
    write_pulse(job_id, "make pictures", done, total, now())


def _fail(job_id: int) -> None:
    with write() as session:
        job = session.get_one(Job, job_id)
        job.state, job.finished_at, job.result = "failed", now(), {"error": "RuntimeError"}


def _cards_waiting(world: World) -> Mapping[str, str]:
    order_cards(ACTOR, now(), event=world.event(), scope="all")
    return {}


def _cards_running(world: World) -> Mapping[str, str]:
    _start(order_cards(ACTOR, now(), event=world.event(), scope="all"), done=118, total=320)
    return {}


def _left_lying(state: State) -> State:
    """The state of an hour ago, and no worker has come since."""

    def age(world: World) -> Mapping[str, str]:
        found = state(world)
        with write() as session:
            session.execute(update(Job).values(created_at=now() - timedelta(hours=1)))
        return found

    return age


def _cards_failed(world: World) -> Mapping[str, str]:
    _fail(order_cards(ACTOR, now(), event=world.event(), scope="all"))
    return {}


def _cards_printed(world: World) -> Mapping[str, str]:
    _run(order_cards(ACTOR, now(), event=world.event(), scope="all"))
    return {}


def _some_cards_new(world: World) -> Mapping[str, str]:
    _cards_printed(world)
    newest = db.session.scalars(select(Ticket.id).order_by(Ticket.id.desc()).limit(3)).all()
    with write() as session:
        for ticket_id in newest:
            session.get_one(Ticket, ticket_id).printed_at = None
    return {}


def _order_sheet(world: World, *, number: int = 1, blank: bool = False) -> int:
    return order_sheet(ACTOR, now(), event=world.event(), wish=SheetWish(number=number, blank=blank))


def _sheet_running(world: World) -> Mapping[str, str]:
    _start(_order_sheet(world), done=0, total=323)
    return {}


def _sheets_drawn(world: World) -> Mapping[str, str]:
    """A blank one and one with the hours, and a third that failed."""
    _run(_order_sheet(world, blank=True))
    _run(_order_sheet(world))
    _fail(_order_sheet(world, number=2))
    return {}


def _held_ones(world: World) -> Mapping[str, str]:
    """Three people whose certificate waits for a word of the office, as in the reference."""
    registrations = db.session.scalars(
        select(Registration).where(Registration.event_id == world.event().id).order_by(Registration.id)
    ).all()
    for registration, reason in zip(
        registrations[10:13], ("nama diperiksa", "nama diperiksa", "SK menyusul"), strict=True
    ):
        decide(ACTOR, now(), registration=registration, decision="hold", reason=reason)
    return {}


def _issue_waiting(world: World) -> Mapping[str, str]:
    start_issue(ACTOR, now(), event=world.event())
    return {}


def _issue_running(world: World) -> Mapping[str, str]:
    """Numbers are reserved for all, two thirds of the papers are drawn; the job began nine seconds ago."""
    event = world.event()
    job_id = start_issue(ACTOR, now(), event=event)
    number = _reserve_all(world)
    _start(job_id, done=number * 2 // 3, total=number)
    return {}


def _reserve_all(world: World) -> int:
    event = world.event()
    rule = needed_rule(event.id)
    paper = event_paper(event, rule)
    standing = standing_of(event.id, condition_of(rule))
    made = drafts(paper, address_of(paper.office, rule), standing.people, standing.to_issue)
    facts = issue_facts(paper, rule)
    for first in range(0, len(made), 25):
        reserve_certificates(ACTOR, now(), facts, made[first : first + 25], lambda _session: None)
    return len(made)


def _issue_stopped(world: World) -> Mapping[str, str]:
    _fail(start_issue(ACTOR, now(), event=world.event()))
    _reserve_all(world)
    return {}


def all_issued(world: World) -> Mapping[str, str]:
    """Everybody who may have one has one, drawn for the picture only once: a file is lent to the rest."""
    _reserve_all(world)
    lent = db.session.scalars(select(Certificate).where(Certificate.state == "valid")).first()
    if lent is None:
        raise RuntimeError("the demo issued nothing")
    file_id, thumbnail_id, sha256 = lent.file_id, lent.thumbnail_file_id, lent.sha256
    with write() as session:
        for certificate in session.scalars(select(Certificate).where(Certificate.state == "reserved")):
            certificate.state, certificate.issued_at = "valid", now()
            certificate.file_id, certificate.thumbnail_file_id = file_id, thumbnail_id
            certificate.sha256 = sha256
        session.execute(update(RegisterEntry).where(RegisterEntry.state == "reserved").values(state="used"))
    return {}


def some_told(world: World) -> Mapping[str, str]:
    """All have theirs, and two thirds of the holders were told by WhatsApp."""
    all_issued(world)
    event = world.event()
    total, people = recipients(READY, event.id, "belum", limit=1000)
    for recipient in people[: total * 2 // 3]:
        mark_told(ACTOR, now(), event=event, letter=Letter(recipient, "kabar"))
    return {}


def none_issued(world: World) -> Mapping[str, str]:
    _held_ones(world)
    event_id = world.event().id
    with write() as session:
        for certificate in session.scalars(select(Certificate).where(Certificate.event_id == event_id)):
            session.delete(certificate)
    return {}


def with_samples(state: State) -> State:
    """The state with the samples of its designs drawn, as the worker would have by the second look."""

    def draw(world: World) -> Mapping[str, str]:
        found = state(world)
        for design in Design:
            sample = sample_of(world.event(), design)
            if sample is not None and not sample.is_drawn:
                keep_preview(sample)
        return found

    return draw


def _one_to_decide(world: World) -> Mapping[str, str]:
    query = select(Registration.uid).where(Registration.event_id == world.event().id)
    return {"uid": db.session.scalars(query.order_by(Registration.id)).all()[10]}


def _hold_without_reason(page: Page) -> None:
    page.locator("input[name=decision][value=hold]").check()
    page.locator("main form [type=submit]").first.click()
    page.locator(".error-summary").wait_for()


def with_sheet(path: str, state: State) -> State:
    """The state with the sheet in the picture drawn, as the worker would have by the second look."""
    asked = dict(parse_qsl(urlsplit(path).query))
    arrangement = read_arrangement(asked.get("urutan"), asked.get("kertas"))

    def draw(world: World) -> Mapping[str, str]:
        found = state(world)
        sheet = sheet_sample_or_none(world.event(), arrangement, int(asked.get("lembar", "1")))
        if sheet is not None:
            draw_sample(sheet)
        return found

    return draw


def _cards(name: str, state: State = unchanged, path: str = EVENT) -> Shot:
    return Shot(name=name, path=f"{path}/kartu", state=with_sheet(f"{path}/kartu", state))


def _sheets(name: str, state: State = unchanged, path: str = EVENT) -> Shot:
    return Shot(name=name, path=f"{path}/daftar-hadir", state=state)


def _certificates(name: str, page: str = "", state: State = unchanged) -> Shot:
    return Shot(name=name, path=f"{EVENT}/sertifikat{page}", state=with_samples(state))


SHOTS = (
    _cards("kartu"),
    _cards("kartu-menunggu", _cards_waiting),
    _cards("kartu-berjalan", _cards_running),
    Shot(name="kartu-tertinggal", path=f"{EVENT}/kartu", state=_left_lying(_cards_waiting)),
    _cards("kartu-gagal", _cards_failed),
    _cards("kartu-selesai", _cards_printed),
    _cards("kartu-susulan", _some_cards_new),
    _cards("kartu-kosong", path=EMPTY),
    _sheets("presensi-daftar-hadir"),
    _sheets("presensi-daftar-hadir-berjalan", _sheet_running),
    _sheets("presensi-daftar-hadir-jadi", _sheets_drawn),
    _sheets("presensi-daftar-hadir-kosong", path=EMPTY),
    _certificates("sertifikat-siap", state=none_issued),
    _certificates("sertifikat-menunggu", state=_issue_waiting),
    _certificates("sertifikat-berjalan", state=_issue_running),
    _certificates("sertifikat-tertinggal", state=_left_lying(_issue_waiting)),
    _certificates("sertifikat-terhenti", state=_issue_stopped),
    _certificates("sertifikat-sebagian", state=_held_ones),
    _certificates("sertifikat-selesai", state=all_issued),
    _certificates("sertifikat-terbit", "/terbit", state=some_told),
    _certificates("sertifikat-terbit-cari", "/terbit?cari=jambak", state=all_issued),
    _certificates("sertifikat-nama", "/nama/berhak"),
    _certificates("sertifikat-nama-kurang", "/nama/hadir-1"),
    _certificates("sertifikat-syarat", "/syarat"),
    _certificates("sertifikat-rancangan", "/rancangan"),
    _certificates("sertifikat-kirim", "/kirim", state=all_issued),
    _certificates("sertifikat-terkirim", "/kirim?tampil=sudah", state=some_told),
    _certificates("sertifikat-keputusan", "/keputusan/{uid}", state=_one_to_decide),
    Shot(
        name="sertifikat-keputusan-galat",
        path=f"{EVENT}/sertifikat/keputusan/{{uid}}",
        state=_one_to_decide,
        then=_hold_without_reason,
        says="status of 422",
    ),
)
