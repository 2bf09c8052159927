"""The page of one participant, and the whole NIK for a minute."""

from flask import Blueprint, Response, abort, g, render_template, url_for

from eventmgr.events.queries import events_to_look_into
from eventmgr.people.edit_actions import note_nik_seen
from eventmgr.registration.person_forms import ReasonForm
from eventmgr.reports.participant_page import participant_page, whole_nik
from eventmgr.reports.participant_queries import ParticipantFacts, participant_or_none
from eventmgr.shared.clock import now
from eventmgr.web.access import allow

participant_blueprint = Blueprint("reports_participant", __name__, url_prefix="/kegiatan/<slug>")
#: how long a whole NIK stays on a page, in seconds
NIK_SECONDS = 60


def facts_or_404(uid: str) -> ParticipantFacts:
    """The participant of the address."""
    return participant_or_none(g.event.id, uid) or abort(404)


def _show(slug: str, uid: str, *, nik: str = "", form: ReasonForm | None = None) -> str:
    is_organizer = g.event_role == "organizer"
    page = participant_page(
        g.event,
        g.office,
        facts_or_404(uid),
        now(),
        for_organizer=is_organizer,
        open_events={event.id for event in events_to_look_into(g.user)},
    )
    form = form or ReasonForm(formdata=None)
    return render_template("reports/participant.html", slug=slug, page=page, nik=nik, form=form)


@participant_blueprint.get("/peserta/<string(length=32):uid>")
@allow("organizer", "viewer")
def participant(slug: str, uid: str) -> str:
    """Facts, days, certificate, and for organizers the private link and the trail."""
    return _show(slug, uid)


@participant_blueprint.post("/peserta/<string(length=32):uid>/nik")
@allow("organizer")
def see_nik(slug: str, uid: str) -> Response:
    """Show the whole NIK for a minute; who looked and why is noted first."""
    facts, form = facts_or_404(uid), ReasonForm()
    if not form.validate():
        return Response(_show(slug, uid, form=form), 422)
    nik = whole_nik(facts)
    person_id, event_id = facts.person.id, g.event.id
    note_nik_seen(g.actor, now(), person_id=person_id, event_id=event_id, reason=form.reason.data or "")
    response = Response(_show(slug, uid, nik=f"{nik[:6]} {nik[6:12]} {nik[12:]}"))
    # Without script, too, the number leaves the screen.
    response.headers["Refresh"] = f"{NIK_SECONDS}; url={url_for('.participant', slug=slug, uid=uid)}"
    return response
