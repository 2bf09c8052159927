"""The design is the event's choice; what is issued keeps its version, its signer's lines and its arms."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.certificates import jobs
from eventmgr.certificates.designs import Design
from eventmgr.certificates.ending_actions import replace_certificate
from eventmgr.certificates.models import Certificate, CertificateTemplate, TemplateVersion
from eventmgr.certificates.replacing import plan_of
from eventmgr.certificates.rule_actions import RuleContent, save_rule
from eventmgr.certificates.running import issue_now
from eventmgr.events.models import Event
from eventmgr.office.models import NumberRegister, Office, Official
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db, write
from eventmgr.shared.refusal import Refusal
from tests.builders import build_event
from tests.certificates.builders import AT, COMMAND, build_present
from tests.certificates.test_ending import stand_in


@pytest.fixture
def event_id(any_app: Flask, monkeypatch: pytest.MonkeyPatch) -> int:
    """An event whose office has an official with rank and NIP, a series with words of its own, and a logo."""
    monkeypatch.setattr(jobs, "draw_all", stand_in)
    monkeypatch.setattr(jobs, "ensure_merged", lambda _event_id: None)
    with any_app.app_context():
        event = build_event()
        found, office_id = event.id, event.office_id
        with write() as session:
            session.get_one(Office, office_id).logo_file_uid = "a" * 32
            signer = {"rank": "Pembina, IV/a", "nip": "197903122003121003", "prints_rank": False}
            session.add(Official(office_id=office_id, name="Heriza", post="Kepala Dinas", **signer))
            words = {"klas": "400.9", "unit": "Dinsos"}
            pattern = "{klas}/{nomor}/{unit}/{tahun}"
            session.add(NumberRegister(office_id=office_id, name="Sertifikat", pattern=pattern, **words))
        build_present(event=db.session.get_one(Event, found), days=2, name="Nelfia")
        return found


def choose(event_id: int, design: Design) -> None:
    official_id = db.session.scalars(select(Official.id)).one()
    register_id = db.session.scalars(select(NumberRegister.id)).one()
    content = RuleContent(
        2, design=design, official_id=official_id, register_id=register_id, without_public_url=True
    )
    save_rule(COMMAND, AT, event=db.session.get_one(Event, event_id), content=content)


def issued(event_id: int) -> dict[str, Certificate]:
    issue_now(db.session.get_one(Event, event_id))
    return {one.snapshot["name"]: one for one in db.session.scalars(select(Certificate))}


def template_name(certificate: Certificate) -> str:
    version = db.session.get_one(TemplateVersion, certificate.template_version_id)
    return db.session.get_one(CertificateTemplate, version.template_id).name


def test_each_certificate_keeps_the_design_it_was_issued_with(any_app: Flask, event_id: int) -> None:
    with any_app.app_context():
        choose(event_id, Design.PLAIN)
        issued(event_id)
        choose(event_id, Design.SONGKET)
        choose(event_id, Design.SONGKET)
        build_present(event=db.session.get_one(Event, event_id), days=3, name="Yusneli")
        papers = issued(event_id)
        assert {name: paper.snapshot["design"] for name, paper in papers.items()} == {
            "Nelfia": "plain",
            "Yusneli": "songket",
        }
        assert [template_name(papers[name]) for name in ("Nelfia", "Yusneli")] == ["Sederhana", "Songket"]
        assert db.session.scalar(select(func.count(TemplateVersion.id))) == 2


def test_a_replacement_keeps_design_signer_and_arms_though_the_office_changed(
    any_app: Flask, event_id: int
) -> None:
    with any_app.app_context():
        choose(event_id, Design.PLAIN)
        old = issued(event_id)["Nelfia"]
        with write() as session:
            registration = session.get_one(Registration, old.registration_id)
            session.get_one(Person, registration.person_id).name = "Nelfia Guci"
            session.query(Official).update({"prints_rank": True, "nip": None})
            session.get_one(Office, old.office_id).logo_file_uid = None
        choose(event_id, Design.SONGKET)
        event = db.session.get_one(Event, event_id)
        plan = plan_of(event, old)
        assert [change.label for change in plan.changes] == ["Nama"]
        replace_certificate(
            COMMAND, AT, event=event, uid=old.uid, fresh=plan.fresh, reason="nama", takes_new_number=False
        )
        kept = db.session.scalars(select(Certificate).where(Certificate.state == "reserved")).one().snapshot
        facts = {key: kept[key] for key in ("design", "logo", "signer_nip", "signer_rank")}
        assert facts == {
            "design": "plain",
            "logo": "a" * 32,
            "signer_nip": "19790312 200312 1 003",
            "signer_rank": "",
        }


def test_the_series_of_the_office_is_used_and_never_overwritten(any_app: Flask, event_id: int) -> None:
    with any_app.app_context():
        event = db.session.get_one(Event, event_id)
        typed = RuleContent(2, "Heriza", "Kepala Dinas", "X/{nomor}/{tahun}", without_public_url=True)
        save_rule(COMMAND, AT, event=event, content=typed)
        assert issued(event_id)["Nelfia"].snapshot["number"] == "400.9/1/Dinsos/2024"
        assert db.session.scalars(select(NumberRegister.pattern)).one() == "{klas}/{nomor}/{unit}/{tahun}"
        for content in (
            RuleContent(2, number_pattern="{nomor}/{tahun}", official_id=999),
            RuleContent(2, "A", "B", register_id=999),
        ):
            with pytest.raises(Refusal, match="tidak ada lagi"):
                save_rule(COMMAND, AT, event=event, content=content)
