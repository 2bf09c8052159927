"""Pages of one official who signs."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from eventmgr.office.forms import OfficialForm
from eventmgr.office.models import Official
from eventmgr.office.official_actions import add_official, change_official, remove_official
from eventmgr.office.settings_actions import Conflict
from eventmgr.office.settings_queries import official_or_none
from eventmgr.records.office_queries import events_signed_by, signed_a_certificate
from eventmgr.records.settings_routes import own_office
from eventmgr.shared.clock import now
from eventmgr.shared.dates import long_date
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow

blueprint = Blueprint("officials", __name__, url_prefix="/pengaturan/kantor/pejabat")


def _values(official: Official) -> dict[str, Any]:
    return {
        "name": official.name,
        "front_title": official.front_title or "",
        "back_title": official.back_title or "",
        "post": official.post,
        "nip": official.nip or "",
        "rank": official.rank or "",
        "from_date": long_date(official.from_date) if official.from_date else "",
        "to_date": long_date(official.to_date) if official.to_date else "",
        "revision": official.revision,
    }


@blueprint.route("/baru", methods=["GET", "POST"])
@allow("admin")
def add() -> str | tuple[str, int] | Response:
    """Take up somebody who signs."""
    form = OfficialForm()
    if form.validate_on_submit():
        try:
            add_official(g.actor, now(), office_id=own_office().id, typed=form.content())
        except Refusal as refusal:
            field: Any = form[refusal.code]
            field.errors = [refusal.message]
        else:
            flash(f"{form.name.data} ditambahkan.", "ok")
            return redirect(url_for("settings.office", _anchor="pejabat"), 303)
    html = render_template("records/official.html", form=form, official=None, events=[], conflict="")
    return (html, 422) if form.is_submitted() else html


@blueprint.route("/<int:official_id>", methods=["GET", "POST"])
@allow("admin")
def edit(official_id: int) -> str | tuple[str, int] | Response:
    """Change or end an official."""
    office = own_office()
    official = official_or_none(office.id, official_id) or abort(404)
    form, conflict = OfficialForm(data=_values(official)), ""
    if form.validate_on_submit():
        try:
            change_official(
                g.actor,
                now(),
                official=official,
                revision=form.revision.data or 0,
                typed=form.content(),
                zone=office.zone,
            )
        except Conflict as refusal:
            official = official_or_none(office.id, official_id) or abort(404)
            conflict, form.revision.data = refusal.message, official.revision
        except Refusal as refusal:
            field: Any = form[refusal.code]
            field.errors = [refusal.message]
        else:
            flash(f"Data {form.name.data} disimpan.", "ok")
            return redirect(url_for("settings.office", _anchor="pejabat"), 303)
    html = render_template(
        "records/official.html",
        form=form,
        official=official,
        stored=_values(official),
        events=events_signed_by(office.id).get(official.id, []),
        conflict=conflict,
    )
    return (html, 409 if conflict else 422) if form.is_submitted() else html


@blueprint.post("/<int:official_id>/hapus")
@allow("admin")
def remove(official_id: int) -> Response:
    """Take out an official whom no paper names."""
    official = official_or_none(own_office().id, official_id) or abort(404)
    name = official.name
    remove_official(g.actor, now(), official=official, is_used=signed_a_certificate(official))
    flash(f"{name} dihapus dari daftar pejabat.", "ok")
    return redirect(url_for("settings.office", _anchor="pejabat"), 303)
