"""Name cards, link slips and spare cards, drawn kecamatan by kecamatan and kept."""

from typing import Any

from eventmgr.audit.actor import Actor
from eventmgr.cards.actions import CARDS_JOB, PrintedSheet, keep_printed
from eventmgr.cards.link_slips import keep_slips, slips_pdf
from eventmgr.cards.name_cards import cards_pdf
from eventmgr.cards.orders import Arrangement, read_arrangement
from eventmgr.cards.prints import print_name
from eventmgr.cards.sample import draw_sample, looks, sheet_sample_or_none
from eventmgr.cards.sample_queries import SAMPLE_JOB
from eventmgr.cards.slip_actions import SLIPS_JOB, note_slips
from eventmgr.cards.spare_cards import spares_pdf
from eventmgr.cards.spare_queries import SPARES_JOB
from eventmgr.events.models import Event
from eventmgr.office.models import Office
from eventmgr.shared.clock import now
from eventmgr.shared.db import db
from eventmgr.shared.files import write_bytes
from eventmgr.shared.jobs import JobContext, job


@job(CARDS_JOB)
def print_cards(context: JobContext) -> dict[str, Any]:
    """Draw and keep. `ids` holds event_id, user_id and scope: "all", "new" for those that are due,
    or "chosen" with registration_ids; order and paper as of `arrangement_ids`.

    Killed at any point it begins anew: nothing is noted before the whole PDF is on the disk.
    """
    event_id = int(context.ids["event_id"])
    event = db.session.get_one(Event, event_id)
    slug, zone = event.slug, event.zone
    arrangement = read_arrangement(context.ids.get("order"), context.ids.get("paper"))
    _draw_sheet(event, arrangement, 1)
    chosen = context.ids.get("registration_ids")
    drawn = cards_pdf(
        event,
        only_due=context.ids["scope"] == "new",
        only=frozenset(chosen) if chosen is not None else None,
        arrangement=arrangement,
        progress=context.progress,
    )
    written, at = write_bytes(drawn.data), now()
    name = print_name(f"kartu-{slug}", f"{len(drawn.faces)} kartu", at, zone)
    printed = PrintedSheet(written, name, drawn.faces, drawn.words)
    actor = Actor("job", context.ids.get("user_id"), "cetak kartu")
    keep_printed(actor, at, event_id=event_id, printed=printed, context=context)
    return {"file_uid": written.uid, "cards": len(drawn.faces), "sheets": drawn.sheets}


@job(SAMPLE_JOB)
def draw_sheet(context: JobContext) -> dict[str, Any]:
    """Draw the picture of one sheet. `ids` holds event_id, order, paper and the number of the `sheet`.

    The result tells what was drawn.
    """
    ids = context.ids
    event = db.session.get_one(Event, int(ids["event_id"]))
    name = _draw_sheet(event, read_arrangement(ids["order"], ids["paper"]), int(ids["sheet"]))
    return {"looks": looks(), "name": name}


def _draw_sheet(event: Event, arrangement: Arrangement, number: int) -> str:
    """The file's name; "" when the sheet is no more."""
    sample = sheet_sample_or_none(event, arrangement, number)
    if sample is None:
        return ""
    draw_sample(sample)
    return sample.path.name


@job(SLIPS_JOB)
def print_slips(context: JobContext) -> dict[str, Any]:
    """Draw the slips with the private links. `ids` holds event_id, user_id, scope (see SlipScope) and, for a
    selection, registration_ids. A link that was closed meanwhile is left out."""
    ids = context.ids
    event_id, chosen = int(ids["event_id"]), ids.get("registration_ids")
    event = db.session.get_one(Event, event_id)
    drawn = slips_pdf(
        event,
        db.session.get_one(Office, event.office_id),
        scope=ids["scope"],
        only=frozenset(chosen) if chosen is not None else None,
        progress=context.progress,
    )
    uid = keep_slips(event_id, drawn.data, now())
    actor = Actor("job", ids.get("user_id"), "cetak slip tautan")
    note_slips(actor, now(), event_id=event_id, count=drawn.slips, context=context)
    return {"uid": uid, "slips": drawn.slips, "sheets": drawn.sheets}


@job(SPARES_JOB)
def print_spares(context: JobContext) -> dict[str, Any]:
    """Draw and keep spare cards. `ids` holds event_id, user_id, and the `numbers` of the cards."""
    ids = context.ids
    event_id = int(ids["event_id"])
    event = db.session.get_one(Event, event_id)
    slug, zone = event.slug, event.zone
    drawn = spares_pdf(event, numbers=ids["numbers"], progress=context.progress)
    written, at = write_bytes(drawn.data), now()
    name = print_name(f"kartu-cadangan-{slug}", f"{len(drawn.faces)} kartu", at, zone)
    printed = PrintedSheet(written, name, drawn.faces)
    actor = Actor("job", ids.get("user_id"), "cetak kartu cadangan")
    keep_printed(actor, at, event_id=event_id, printed=printed, context=context)
    return {"file_uid": written.uid, "cards": len(drawn.faces), "sheets": drawn.sheets}
