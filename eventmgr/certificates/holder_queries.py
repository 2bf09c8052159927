"""Who holds a certificate that is valid."""

from collections.abc import Collection

from sqlalchemy import select

from eventmgr.certificates.models import Certificate
from eventmgr.certificates.queries import KIND
from eventmgr.office.models import RegisterEntry
from eventmgr.shared.db import db


def valid_certificates_of(registration_ids: Collection[int]) -> dict[int, str]:
    """ "Sertifikat nomor 400.9.12.3/412/Dinsos/2024" by registration of who holds one; one statement."""
    rows = db.session.execute(
        select(Certificate.registration_id, RegisterEntry.text)
        .join(RegisterEntry, RegisterEntry.id == Certificate.entry_id)
        .where(
            Certificate.registration_id.in_(registration_ids),
            Certificate.kind == KIND,
            Certificate.state == "valid",
        )
        .order_by(Certificate.id)
    )
    return {registration_id: f"Sertifikat nomor {number}" for registration_id, number in rows}
