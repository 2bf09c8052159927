"""Cari orang: all people of the events that a user may look into."""

from flask import Blueprint, g, render_template, request

from eventmgr.events.queries import events_to_look_into
from eventmgr.reports.participant_page import STATE_WORDS
from eventmgr.reports.participants_rules import pieces_of, read_search
from eventmgr.reports.people_queries import find_people
from eventmgr.shared.text import mask_phone
from eventmgr.web.access import allow

people_blueprint = Blueprint("reports_people", __name__)
MOST = 50
_LEAST_LETTERS = 2


@people_blueprint.get("/orang")
@allow("signed_in")
def search() -> str:
    """A word or two of a name, a kelurahan, or the last digits of a telephone."""
    typed = "".join(filter(str.isprintable, request.args.get("cari", "")))
    asked = read_search(typed)
    events = [event.id for event in events_to_look_into(g.user)]
    is_enough = sum(map(len, asked.words)) >= _LEAST_LETTERS
    total, found = find_people(events, asked, limit=MOST) if is_enough and events else (0, [])
    return render_template(
        "people/search.html",
        search=asked,
        total=total,
        found=[(one, pieces_of(one.name, asked.words), pieces_of(one.place, asked.words)) for one in found],
        is_enough=is_enough,
        has_events=bool(events),
        states=STATE_WORDS,
        mask=mask_phone,
        most=MOST,
    )
