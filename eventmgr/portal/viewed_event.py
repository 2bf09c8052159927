"""Which of a person's events a private page is about."""

from flask import abort, g, request

from eventmgr.portal import queries, rules
from eventmgr.portal.queries import Participation
from eventmgr.shared.clock import now
from eventmgr.shared.dates import local_date


def viewed_event() -> tuple[Participation | None, list[Participation]]:
    """The event that the page is about (`?kegiatan=slug` picks one, else 404) and the person's others."""
    everything = queries.participations_of(g.person.id)
    today = local_date(now(), g.office.zone)
    asked = request.args.get("kegiatan")
    part = rules.event_in_view(everything, asked, today)
    if asked and part is None:
        abort(404)
    return part, [other for other in everything if part is not None and other.id != part.id]
