"""Regions of another city from the files of idn-area-data: files, preview, stored."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from eventmgr.office.forms import RegionFilesForm
from eventmgr.office.queries import office_by_id_or_none
from eventmgr.office.region_file_rules import RegionFileError, RegionSet, regions_in_files, regions_of_seal
from eventmgr.office.region_load_actions import load_regions
from eventmgr.shared.clock import now
from eventmgr.shared.text import counted
from eventmgr.web.access import allow

load_blueprint = Blueprint("region_load", __name__, url_prefix="/pengaturan/wilayah/muat")
Page = str | tuple[str, int] | Response


@load_blueprint.route("", methods=["GET", "POST"])
@allow("admin")
def files() -> Page:
    """The files and the city; then what would be loaded, nothing stored yet."""
    form = RegionFilesForm()
    if not form.validate_on_submit():
        page = _page(form, None)
        return (page, 422) if form.is_submitted() else page
    sent = [(file.filename or "berkas", file.read()) for file in request.files.getlist("files")]
    try:
        return _page(form, regions_in_files([one for one in sent if one[1]], form.city.data or ""))
    except RegionFileError as error:
        field: Any = form.city if str(error).startswith("“") else form.files
        field.errors = [str(error)]
        return _page(form, None), 422


@load_blueprint.post("/simpan")
@allow("admin")
def save() -> Page:
    """Store what the preview showed."""
    office = office_by_id_or_none(g.actor.office_id) or abort(404)
    form = RegionFilesForm(formdata=None)
    try:
        regions = regions_of_seal(request.form.get("wilayah", ""))
    except RegionFileError as error:
        field: Any = form.files
        field.errors = [str(error)]
        return _page(form, None), 422
    own = request.form.get("kantor") == "1"
    loaded = load_regions(g.actor, now(), office_id=office.id, regions=regions, becomes_own=own)
    said = f"{counted(loaded.added)} wilayah dimuat" if loaded.added else "Wilayahnya sudah ada"
    if loaded.renamed:
        said += f", {counted(loaded.renamed)} berganti nama"
    flash(f"{said}: {regions.city.name}.", "ok")
    return redirect(url_for("regions.listed"), 303)


def _page(form: RegionFilesForm, regions: RegionSet | None) -> str:
    villages: dict[str, list[str]] = {}
    for row in regions.of_level("kelurahan") if regions else ():
        villages.setdefault(row.parent_code or "", []).append(row.name)
    return render_template("office/region_load.html", form=form, regions=regions, villages=villages)
