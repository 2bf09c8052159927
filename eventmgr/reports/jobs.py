"""The attendance sheet, drawn and kept."""

from typing import Any

from eventmgr.events.models import Event
from eventmgr.reports.attendance_paper import attendance_paper, attendance_pdf, day_or_none
from eventmgr.reports.sheet_actions import keep_sheet, wish_of
from eventmgr.reports.sheet_queries import SHEET_JOB
from eventmgr.shared.clock import now
from eventmgr.shared.db import db
from eventmgr.shared.files import write_bytes
from eventmgr.shared.jobs import JobContext, job
from eventmgr.shared.pdf import page_count
from eventmgr.shared.text import file_name


@job(SHEET_JOB)
def draw_sheet(context: JobContext) -> dict[str, Any]:
    """Draw and keep. `ids` holds event_id, user_id and the fields of a `SheetWish`.

    Raises LookupError when the day was deleted meanwhile: the page then says that nothing was made.
    """
    event_id, wish = int(context.ids["event_id"]), wish_of(context.ids)
    event = db.session.get_one(Event, event_id)
    day = day_or_none(event, wish.number)
    if day is None:
        raise LookupError(f"event {event_id} has no day {wish.number}")
    paper, slug = attendance_paper(event, day, wish), event.slug
    db.session.rollback()  # drawing takes seconds and must not hold a reading transaction
    people = paper.people
    context.progress(0, people)
    data = attendance_pdf(paper, lambda share: context.progress(round(share * people), people))
    written = write_bytes(data)
    name = file_name(f"daftar-hadir-{slug}-hari-{wish.number}{'-kosong' if wish.blank else ''}", ".pdf")
    keep_sheet(now(), event_id=event_id, written=written, name=name, context=context)
    is_blank = paper.present is None
    return {"file_uid": written.uid, "people": people, "pages": page_count(data), "is_blank": is_blank}
