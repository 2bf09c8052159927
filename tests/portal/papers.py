"""Certificates in each of their states, without the cost of drawing any."""

from datetime import UTC, date, datetime
from typing import Any

from eventmgr.certificates.models import Certificate, CertificateRule, TemplateVersion
from eventmgr.certificates.queries import rule_or_none
from eventmgr.events.models import Event
from eventmgr.office.models import RegisterEntry
from eventmgr.registration.models import Registration
from eventmgr.shared.codes import new_long_token, new_short_code
from eventmgr.shared.db import db, new_uid, write
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.files import add_stored_file, write_bytes
from tests.certificates.builders import build_rule

ISSUED = datetime(2024, 11, 20, 9, 0, tzinfo=UTC)
ENDED = datetime(2024, 12, 2, 7, 0, tzinfo=UTC)
PDF = b"%PDF-1.7 made for a test"
PNG = b"\x89PNG made for a test"


def record(**changes: Any) -> dict[str, Any]:
    """A frozen record as it is stored."""
    session = {"title": "Sesi hari 1", "speakers": "", "jp": 2}
    return {
        "name": "Masrul Malayu",
        "front_title": "",
        "back_title": "S.Sos",
        "capacity": "peserta",
        "role": "Pekerja Sosial Masyarakat (PSM)",
        "place": "Kelurahan Parak Laweh, Kecamatan Lubuk Begalung",
        "event_name": "Sosialisasi Arah Kebijakan",
        "date_range": "18 s.d. 20 November 2024",
        "venue": "Rocky Plaza Hotel Padang",
        "organizer": "Dinas Sosial Kota Padang",
        "signer_name": "Heriza Syafani",
        "signer_post": "Kepala Dinas Sosial Kota Padang,",
        "days": [{"label": "Senin, 18 November 2024", "sessions": [session]}] * 3,
        "verify_url": "https://dinsos.contoh.go.id/v/ABC",
        "verify_place": "dinsos.contoh.go.id/v/",
        **changes,
    }


def build_certificate(
    *,
    event: Event,
    registration: Registration,
    state: str = "valid",
    reason: str | None = None,
    replaces: Certificate | None = None,
    number: int = 412,
    changes: dict[str, Any] | None = None,
) -> Certificate:
    """A certificate with its number and, unless reserved, its kept files."""
    rule = rule_or_none(event.id) or _rule(event)
    pdf, png = write_bytes(PDF), write_bytes(PNG)
    with write() as session:
        version = TemplateVersion(
            template_id=rule.template_id, number=100 + number, content={}, sha256=f"{number:064d}"
        )
        entry = RegisterEntry(
            register_id=rule.register_id,
            year=2024,
            seq=number,
            text=f"400.9.12.3/{number}/Dinsos/2024",
            dated_on=date(2024, 11, 20),
            state="used",
            subject_kind="certificate",
            subject_uid=new_uid(),
        )
        files: list[StoredFile] = []
        if state != "reserved":
            for written, kind in ((pdf, "application/pdf"), (png, "image/png")):
                files.append(
                    add_stored_file(
                        session,
                        written,
                        at=ISSUED,
                        office_id=event.office_id,
                        type=kind,
                        original_name="sertifikat",
                    )
                )
        session.add_all([version, entry])
        session.flush()
        certificate = Certificate(
            uid=new_uid(),
            office_id=event.office_id,
            event_id=event.id,
            registration_id=registration.id,
            kind="peserta",
            entry_id=entry.id,
            token=new_long_token(),
            short_code=new_short_code(),
            state=state,
            reason=reason,
            snapshot=record(**(changes or {})),
            name_mac="0" * 64,
            key_id=1,
            template_version_id=version.id,
            dated_on=date(2024, 11, 20),
            issued_at=None if state == "reserved" else ISSUED,
            ended_at=ENDED if state in ("replaced", "revoked") else None,
            file_id=files[0].id if files else None,
            thumbnail_file_id=files[1].id if files else None,
            sha256=files[0].sha256 if files else None,
            replaces_id=replaces.id if replaces is not None else None,
        )
        session.add(certificate)
    return certificate


def _rule(event: Event) -> CertificateRule:
    build_rule(event=event)
    return db.session.get_one(CertificateRule, (event.id, "peserta"))
