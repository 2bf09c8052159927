"""The reserve list: who waits, and who may come up."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.registration.person_queries import registered_person_or_none
from eventmgr.registration.reserve_actions import take_from_reserve
from eventmgr.registration.reserve_queries import Ended, ended_of, waiting_of
from eventmgr.shared.clock import now
from eventmgr.shared.dates import local_date, short_date
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry

reserve_blueprint = Blueprint(
    "registration_reserve", __name__, url_prefix="/kegiatan/<slug>/peserta/cadangan"
)
reserve_navigation = [Entry("Peserta", "Cadangan", "registration_reserve.waiting", 40)]


@reserve_blueprint.get("")
@allow("organizer", "viewer")
def waiting(slug: str) -> str:
    """The list in its order, and who gave up a seat."""
    rows = waiting_of(g.event, g.office.region_code)
    free = sum(row.has_seat for row in rows)
    ended = [(one, _since(one)) for one in ended_of(g.event.id)]
    return render_template("registration/person_reserve.html", slug=slug, rows=rows, free=free, ended=ended)


def _since(one: Ended) -> str:
    return short_date(local_date(one.ended_at, g.event.zone)) if one.ended_at else ""


@reserve_blueprint.post("/<string(length=32):uid>/naikkan")
@allow("organizer")
def promote(slug: str, uid: str) -> Answer:
    """Give the free seat of a region to somebody who waits."""
    name = (registered_person_or_none(g.event.id, uid) or abort(404)).name
    try:
        take_from_reserve(g.actor, now(), event=g.event, registration_uid=uid)
    except Refusal as refusal:
        flash(refusal.message, "stop")
    else:
        flash(f"{name} kini peserta. Kartunya perlu dicetak.", "ok")
    return redirect(url_for(".waiting", slug=slug), 303)
