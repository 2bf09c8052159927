"""Takes the rule of certificates along when an event is copied; says whose paper stays valid."""

from typing import Any

from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from eventmgr.certificates.holder_queries import valid_certificates_of
from eventmgr.certificates.models import CertificateRule
from eventmgr.certificates.rules import Basis, Condition
from eventmgr.events.copy_parts import CopyPart, register_copy_part
from eventmgr.registration.keepsakes import register_keepsake
from eventmgr.shared.db import db, table_of

#: belongs to the old event: another date is another year of numbers
_LEFT = ("event_id", "dated_on", "revision")


def describe_rules(event_id: int) -> tuple[str, str] | None:
    """Figure and sentence of the page "Kegiatan baru"; None for an event without a rule."""
    rules = db.session.scalars(select(CertificateRule).where(CertificateRule.event_id == event_id)).all()
    if not rules:
        return None
    condition = Condition.from_record(rules[0].conditions)
    unit = {
        Basis.DAYS: "Hadir sekurang-kurangnya {} hari",
        Basis.SHARE: "Hadir sekurang-kurangnya {} persen sesi",
        Basis.JP: "Sekurang-kurangnya {} JP",
    }
    words = f"{unit[condition.basis].format(condition.least)}; "
    return f"{len(rules)} syarat", f"{words}penanda tangan dan pola nomor tetap, tanggalnya dikosongkan"


def copy_rules(session: Session, source_id: int, event_id: int) -> None:
    """The rules with signer, register and design, inside `write()`; the printed date is left out."""
    table = table_of(CertificateRule)
    kept = [column.name for column in table.columns if column.name not in _LEFT]
    rows: list[dict[str, Any]] = [
        {**{name: row[name] for name in kept}, "event_id": event_id}
        for row in session.execute(select(table).where(table.c.event_id == source_id)).mappings()
    ]
    if rows:
        session.connection().execute(insert(table), rows)


def init_certificates(app: Flask) -> None:
    register_copy_part(app, CopyPart("certificate_rule", "Syarat sertifikat", describe_rules, copy_rules))
    register_keepsake(app, valid_certificates_of)
