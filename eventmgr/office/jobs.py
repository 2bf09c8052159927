"""Asking the office's public address, which may take seconds and belongs into no request."""

from typing import Any

from eventmgr.audit.actor import Actor
from eventmgr.office.address_check import check_public_address
from eventmgr.office.addresses import address_of
from eventmgr.office.models import Office
from eventmgr.office.settings_actions import ADDRESS_JOB, keep_finding
from eventmgr.shared.clock import now
from eventmgr.shared.db import db
from eventmgr.shared.jobs import JobContext, job


@job(ADDRESS_JOB)
def check_address(context: JobContext) -> dict[str, Any]:
    """Ask the address as it stands now. `ids` holds office_id and user_id, who pressed the button."""
    office_id, user_id = int(context.ids["office_id"]), context.ids.get("user_id")
    address = address_of(db.session.get_one(Office, office_id)).base
    db.session.rollback()  # nothing is held while the network is asked
    finding = check_public_address(address)
    actor = Actor("job", user_id, "pemeriksaan alamat", office_id)
    keep_finding(actor, now(), office_id=office_id, address=address, finding=finding, context=context)
    return {"state": finding.state}
