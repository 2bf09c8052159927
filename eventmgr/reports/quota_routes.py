"""The quota board: seats of every region with the day's arrivals, and two acts on its people."""

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.registration.reserve_actions import reserve_surplus, take_from_reserve
from eventmgr.reports.participant_queries import ParticipantFacts, participant_or_none
from eventmgr.reports.quota_page import Asked, Visitor, quota_page
from eventmgr.reports.quota_words import deviation, spoken
from eventmgr.shared.clock import now
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import full_name
from eventmgr.web.access import allow
from eventmgr.web.frame import Frame
from eventmgr.web.navigation import Entry

quota_blueprint = Blueprint("reports_quota", __name__, url_prefix="/kegiatan/<slug>")
quota_navigation = [Entry("Peserta", "Papan kuota", "reports_quota.quota", 20)]
LONGEST_SEARCH = 80


@quota_blueprint.get("/kuota")
@allow("organizer", "viewer")
def quota(slug: str) -> str:
    """The picture; `?wilayah=` shows a region's people beside it, `?cari=` what a search finds.

    htmx gets the panel alone.
    """
    asked = Asked(
        code=request.args.get("wilayah", "")[:13],
        search=_typed(request.args.get("cari", "")),
        category=request.args.get("unsur", ""),
    )
    visitor = Visitor(g.actor, g.event_role == "organizer")
    page = quota_page(g.event, g.office, now(), asked, visitor)
    if page.panel is None:
        abort(404)
    is_fragment = request.headers.get("HX-Request") == "true"
    if is_fragment:
        g.frame = Frame()  # nothing of it stands in a fragment
    return render_template(
        "reports/quota_panel.html" if is_fragment else "reports/quota.html",
        slug=slug,
        page=page,
        panel=page.panel,
        category=asked.category,
        spoken=spoken,
        deviation=deviation,
        add_endpoint=_existing("registration_add.add"),
        import_endpoint="roster.upload" if page.may_change else "",
    )


def _typed(search: str) -> str:
    """What was typed, without double spaces and signs that cannot be shown."""
    return "".join(filter(str.isprintable, " ".join(search.split())))[:LONGEST_SEARCH]


def _existing(endpoint: str) -> str:
    return endpoint if endpoint in current_app.view_functions else ""


@quota_blueprint.post("/kuota/cadangan/<string(length=32):uid>")
@allow("organizer")
def to_reserve(slug: str, uid: str) -> Answer:
    """Move a surplus person to the reserve list."""
    facts = participant_or_none(g.event.id, uid) or abort(404)
    name, code = _name_of(facts), facts.registration.region_code
    try:
        reserve_surplus(g.actor, now(), event=g.event, registration_uid=uid)
    except Refusal as refusal:
        flash(refusal.message, "look")
    else:
        flash(f"{name} menjadi cadangan. Kartunya tetap berlaku dan di pintu terbaca sebagai cadangan.", "ok")
    return redirect(url_for(".quota", slug=slug, wilayah=code), 303)


@quota_blueprint.post("/kuota/peserta/<string(length=32):uid>")
@allow("organizer")
def to_seat(slug: str, uid: str) -> Answer:
    """Give a reserve the free seat."""
    facts = participant_or_none(g.event.id, uid) or abort(404)
    name, code = _name_of(facts), facts.registration.region_code
    try:
        take_from_reserve(g.actor, now(), event=g.event, registration_uid=uid)
    except Refusal as refusal:
        flash(refusal.message, "look")
    else:
        flash(f"{name} sekarang peserta.", "ok")
    return redirect(url_for(".quota", slug=slug, wilayah=code), 303)


def _name_of(facts: ParticipantFacts) -> str:
    return full_name(facts.person.name, facts.person.front_title, facts.person.back_title)
