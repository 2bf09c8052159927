"""The page of regions. (The office's other settings count what events used, and stand in records.)"""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from eventmgr.office.forms import AliasForm
from eventmgr.office.queries import office_by_id_or_none
from eventmgr.office.region_actions import add_alias, remove_alias
from eventmgr.office.region_load_routes import load_blueprint
from eventmgr.office.region_page import region_page
from eventmgr.shared.clock import now
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow
from eventmgr.web.settings_pages import SettingsPage

blueprint = Blueprint("regions", __name__, url_prefix="/pengaturan/wilayah")
blueprints = [blueprint, load_blueprint]
settings_pages = [SettingsPage("Wilayah", "regions.listed", 40, ("region_load.files", "region_load.save"))]


@blueprint.route("", methods=["GET", "POST"])
@allow("admin")
def listed() -> str | tuple[str, int] | Response:
    """Kecamatan, kelurahan and other spellings; a form for one more."""
    office = office_by_id_or_none(g.actor.office_id) or abort(404)
    page = region_page(office.region_code)
    form = AliasForm()
    choices: dict[str, list[tuple[str, str]]] = {
        "Kecamatan": [(district.code, district.name) for district in page.districts]
    }
    for district in page.districts:
        choices[district.name] = [(village.code, village.name) for village in district.villages]
    form.region_code.choices = choices
    if form.validate_on_submit():
        try:
            add_alias(
                g.actor,
                now(),
                office_id=office.id,
                region_code=form.region_code.data,
                spelling=form.spelling.data or "",
            )
        except Refusal as refusal:
            field: Any = form[refusal.code]
            field.errors = [refusal.message]
        else:
            flash(f"Ejaan “{form.spelling.data}” ditambahkan.", "ok")
            return redirect(url_for(".listed"), 303)
    html = render_template("office/regions.html", page=page, form=form)
    return (html, 422) if form.is_submitted() else html


@blueprint.post("/ejaan/<int:alias_id>/hapus")
@allow("admin")
def remove(alias_id: int) -> Response:
    """Forget a spelling."""
    spelling = remove_alias(g.actor, now(), office_id=g.actor.office_id, alias_id=alias_id)
    flash(f"Ejaan “{spelling}” dihapus." if spelling else "Ejaan itu memang sudah tidak ada.", "ok")
    return redirect(url_for(".listed"), 303)
