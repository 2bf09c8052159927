"""Pages of the categories of participants (Unsur peserta)."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from eventmgr.office.queries import office_by_id_or_none
from eventmgr.people.category_actions import add_category, change_category, remove_category
from eventmgr.people.category_forms import KIND_WORDS, LEVEL_WORDS, CategoryForm
from eventmgr.people.category_queries import category_or_none, people_in_categories
from eventmgr.people.queries import categories_of
from eventmgr.shared.clock import now
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow
from eventmgr.web.settings_pages import SettingsPage

blueprint = Blueprint("categories", __name__, url_prefix="/pengaturan/unsur")
settings_pages = [
    SettingsPage("Unsur peserta", "categories.listed", 30, ("categories.add", "categories.edit"))
]


@blueprint.get("")
@allow("admin")
def listed() -> str:
    """All categories of the office."""
    office_id = g.actor.office_id
    return render_template(
        "people/categories.html",
        categories=categories_of(office_id),
        people=people_in_categories(office_id),
        kinds=KIND_WORDS,
        levels=LEVEL_WORDS,
    )


@blueprint.route("/baru", methods=["GET", "POST"])
@allow("admin")
def add() -> str | tuple[str, int] | Response:
    """A new category."""
    form = CategoryForm()
    if form.validate_on_submit():
        try:
            add_category(g.actor, now(), office_id=g.actor.office_id, typed=form.content())
        except Refusal as refusal:
            form.code.errors = [refusal.message]
        else:
            flash(f"Unsur {form.code.data} ditambahkan.", "ok")
            return redirect(url_for(".listed"), 303)
    html = render_template("people/category.html", form=form, category=None)
    return (html, 422) if form.is_submitted() else html


@blueprint.route("/<int:category_id>", methods=["GET", "POST"])
@allow("admin")
def edit(category_id: int) -> str | tuple[str, int] | Response:
    """Change a category."""
    category = category_or_none(g.actor.office_id, category_id) or abort(404)
    office = office_by_id_or_none(category.office_id) or abort(404)
    form = CategoryForm(
        data={
            "code": category.code,
            "name": category.name,
            "kind": category.kind,
            "region_level": category.region_level or "",
            "revision": str(category.revision),
        }
    )
    if form.validate_on_submit():
        try:
            change_category(
                g.actor,
                now(),
                category=category,
                revision=form.seen_revision,
                typed=form.content(),
                zone=office.zone,
            )
        except Refusal as refusal:
            category = category_or_none(g.actor.office_id, category_id) or abort(404)
            _show(form, refusal)
            form.revision.data = str(category.revision)
        else:
            flash(f"Unsur {form.code.data} disimpan.", "ok")
            return redirect(url_for(".listed"), 303)
    html = render_template("people/category.html", form=form, category=category)
    return (html, 422) if form.is_submitted() else html


def _show(form: CategoryForm, refusal: Refusal) -> None:
    """The refusal at its field; a conflict at the name, with what to do."""
    field: Any = form["name" if refusal.code == "conflict" else refusal.code]
    more = " Isian Anda tetap ada; simpan lagi untuk memakainya." if refusal.code == "conflict" else ""
    field.errors = [refusal.message + more]


@blueprint.post("/<int:category_id>/hapus")
@allow("admin")
def remove(category_id: int) -> Response:
    """Remove a category that nothing refers to."""
    category = category_or_none(g.actor.office_id, category_id) or abort(404)
    code = category.code
    remove_category(g.actor, now(), category=category)
    flash(f"Unsur {code} dihapus.", "ok")
    return redirect(url_for(".listed"), 303)
