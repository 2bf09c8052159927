"""New event: `/kegiatan/baru`, from nothing or as a copy. (It takes people along, so it is here.)"""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.events.copying import NewEvent
from eventmgr.office.queries import office_by_id_or_none, real_office
from eventmgr.registration.event_copy_actions import create_or_copy_event
from eventmgr.registration.event_copy_forms import TICKED, NewEventForm
from eventmgr.registration.event_copy_page import new_event_page, propose
from eventmgr.registration.event_copy_queries import Source, sources_of
from eventmgr.shared.clock import now
from eventmgr.shared.dates import local_date
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import counted
from eventmgr.web.access import allow

event_copy_blueprint = Blueprint("registration_events", __name__)
ZONE = "Asia/Jakarta"


def _source_or_none(sources: list[Source], form: NewEventForm) -> Source | None:
    return next((one for one in sources if one.event.slug == (form.source.data or "")), None)


def _page(form: NewEventForm, sources: list[Source], ticked: set[str]) -> str:
    search = request.values.get("cari", "")[:80]
    return render_template(
        "events/new_event.html", form=form, page=new_event_page(form, sources, search, ticked)
    )


@event_copy_blueprint.get("/kegiatan/baru")
@allow("event_maker")
def new_event() -> str:
    """The page; `dari` names a source, and the whole form as a query shows what it would make."""
    sources = sources_of(g.user)
    asked = "source" in request.args
    form = NewEventForm(
        formdata=request.args if asked else None, data={"source": request.args.get("dari", "")}
    )
    form.is_filled = asked
    source = _source_or_none(sources, form)
    if source is None:
        form.source.data = ""
    propose(form, source, local_date(now(), ZONE))
    return _page(form, sources, set(request.args.getlist("part")))


@event_copy_blueprint.post("/kegiatan/baru")
@allow("event_maker")
def create_event() -> str | tuple[str, int] | Answer:
    """Make the event; a choice that the page has not shown yet (no script) shows it first."""
    sources, form = sources_of(g.user), NewEventForm()
    form.is_filled = True
    source, ticked = _source_or_none(sources, form), set(request.form.getlist("part"))
    if source is None:
        form.source.data = ""
    if (form.shown.data or "") != (form.source.data or "") or request.form.get("act") == "pilih":
        propose(form, source, local_date(now(), ZONE))
        return _page(form, sources, ticked)
    if form.validate_on_submit():
        try:
            made = create_or_copy_event(g.actor, now(), wish=_wish(form, source, ticked))
        except Refusal as refusal:
            form.slug.errors = [refusal.message]
        else:
            people = f" dengan {counted(made.people)} peserta" if made.people else ""
            flash(f"Kegiatan dibuat{people}, sebagai rancangan. Peserta belum melihatnya.", "ok")
            return redirect(url_for("reports.event_home", slug=made.slug), 303)
    return _page(form, sources, ticked), 422


def _wish(form: NewEventForm, source: Source | None, ticked: set[str]) -> NewEvent:
    office = office_by_id_or_none(source.event.office_id if source else g.user.office_id) or real_office()
    first = form.first_day_or_none()
    if first is None:
        raise Refusal("no_date", "Isi hari pertama.")
    return NewEvent(
        name=form.name.data or "",
        place=form.place.data or "",
        first_day=first,
        length=form.day_count.data,
        office_id=office.id,
        zone=source.event.zone if source else office.zone,
        request_uid=(form.request_uid.data or "").lower(),
        slug=form.slug.data or "",
        source=source.event if source else None,
        take=frozenset({key for key in TICKED if form[key].data} | ticked),
    )
