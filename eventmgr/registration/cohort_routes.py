"""Taking the people of a former event: `/kegiatan/<slug>/peserta/ambil`."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.registration.cohort_actions import take_cohort
from eventmgr.registration.cohort_page import cohort_page, first_day_of
from eventmgr.registration.event_copy_queries import other_sources
from eventmgr.shared.clock import now
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import counted
from eventmgr.web.access import allow

cohort_blueprint = Blueprint("registration_cohort", __name__, url_prefix="/kegiatan/<slug>")


@cohort_blueprint.get("/peserta/ambil")
@allow("organizer")
def choose(slug: str) -> str:
    """Which events there are, and who of the chosen one (`dari`) would come."""
    return _page(request.args.get("dari", "")[:80])


@cohort_blueprint.post("/peserta/ambil")
@allow("organizer")
def take(slug: str) -> tuple[str, int] | Answer:
    """Register them; a second press finds nobody new and says so."""
    chosen = request.form.get("dari", "")[:80]
    source = next((one for one in other_sources(g.user, g.event) if one.event.slug == chosen), None)
    try:
        if source is None:
            raise Refusal("no_source", "Pilih kegiatan yang pesertanya diambil.")
        count = take_cohort(
            g.actor, now(), event=g.event, source=source.event, on=first_day_of(g.event, now())
        )
    except Refusal as refusal:
        return _page(chosen, refused=refusal.message), 422
    flash(f"{counted(count)} peserta diambil dari {source.event.name}. Kartunya belum dicetak.", "ok")
    return redirect(url_for("reports_participants.participants", slug=slug), 303)


def _page(chosen: str, refused: str = "") -> str:
    page = cohort_page(g.event, other_sources(g.user, g.event), chosen, first_day_of(g.event, now()))
    return render_template("registration/cohort.html", slug=g.event.slug, page=page, refused=refused)
