"""Settings of the office: name, letterhead and logo, signers, numbers, public address, zone.

They stand in this room because they say what events took from the office: numbers, signatures.
"""

from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.office.forms import LogoForm, SettingsForm
from eventmgr.office.logos import logo_png_or_none
from eventmgr.office.models import Office
from eventmgr.office.queries import has_demo, office_by_id_or_none
from eventmgr.office.settings_actions import (
    Conflict,
    order_address_check,
    remove_logo,
    save_logo,
    save_settings,
)
from eventmgr.records.office_page import (
    DEFAULT_PATTERN,
    TOKENS,
    OfficePage,
    office_address_panel,
    office_page,
    register_of,
)
from eventmgr.shared.clock import now
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow
from eventmgr.web.settings_pages import SettingsPage

blueprint = Blueprint("settings", __name__, url_prefix="/pengaturan/kantor")
settings_pages = [
    SettingsPage(
        "Kantor",
        "settings.office",
        10,
        (
            "settings.logo",
            "settings.check",
            "settings.address_state",
            "officials.add",
            "officials.edit",
            "numbers.reserve",
            "numbers.use",
            "numbers.back",
            "first_steps.step",
            "demo.confirm_removal",
        ),
    )
]
#: the field that an action's refusal belongs to
FIELDS = {"number_used": "first", "name": "name", "pattern": "pattern", "klas": "klas", "unit": "unit"}


def own_office() -> Office:
    """The office of the admin; the demo's is a child of it and has no settings of its own to type."""
    return office_by_id_or_none(g.user.office_id) or abort(404)


def settings_values(office: Office, page: OfficePage) -> dict[str, Any]:
    """The form as the office stands."""
    register = register_of(office)
    return {
        "name": office.name,
        "government": office.letterhead_government,
        "address": office.address,
        "pattern": register.pattern if register else DEFAULT_PATTERN,
        "klas": register.klas if register else "",
        "unit": register.unit if register else "",
        "first": page.numbers.next,
        "shown_first": str(page.numbers.next),
        "public_url": office.public_url or "",
        "without_public_url": office.without_public_url,
        "zone": office.zone,
        "prints_nip": [row.id for row in page.officials if row.prints_nip],
        "prints_rank": [row.id for row in page.officials if row.prints_rank],
        "revision": str(office.revision),
    }


@blueprint.route("", methods=["GET", "POST"])
@allow("admin")
def office() -> str | tuple[str, int] | Answer:
    """All settings on one page; one button saves what changed."""
    row = own_office()
    page = office_page(row, now())
    values = settings_values(row, page)
    form = SettingsForm(data=values)
    form.prints_nip.choices = form.prints_rank.choices = [
        (official.id, official.name) for official in page.officials
    ]
    conflict = ""
    if form.validate_on_submit():
        try:
            changed = save_settings(
                g.actor,
                now(),
                office_id=row.id,
                revision=form.seen_revision,
                office=form.office(),
                numbers=form.numbers(),
                prints=form.prints(),
            )
        except Conflict as refusal:
            conflict = refusal.message
            form.revision.data = values["revision"]
        except Refusal as refusal:
            field: Any = form[FIELDS[refusal.code]]
            field.errors = [refusal.message]
        else:
            flash("Pengaturan disimpan." if changed else "Tidak ada yang berubah.", "ok")
            return redirect(url_for(".office"), 303)
    html = render_template(
        "records/office.html",
        office=own_office(),
        form=form,
        page=page,
        stored=values,
        tokens=TOKENS,
        conflict=conflict,
        has_demo=has_demo(row),
    )
    return (html, 409 if conflict else 422) if form.is_submitted() else html


@blueprint.post("/periksa")
@allow("admin")
def check() -> Answer:
    """Let a job ask the public address whether this server answers there."""
    order_address_check(g.actor, now(), office=own_office())
    return redirect(url_for(".office", _anchor="alamat"), 303)


@blueprint.get("/periksa")
@allow("admin")
def address_state() -> str:
    """What the check says by now; the page asks for it while one runs."""
    office = own_office()
    return render_template("records/address_state.html", panel=office_address_panel(office, now()))


@blueprint.route("/lambang", methods=["GET", "POST"])
@allow("admin")
def logo() -> str | tuple[str, int] | Answer:
    """Upload the coat of arms."""
    row, form = own_office(), LogoForm()
    if form.validate_on_submit():
        sent = request.files.get("logo")
        try:
            save_logo(
                g.actor,
                now(),
                office_id=row.id,
                data=sent.read() if sent else b"",
                file_name=(sent.filename or "lambang") if sent else "",
            )
        except Refusal as refusal:
            form.logo.errors = [refusal.message]
        else:
            flash("Lambang disimpan dan tercetak pada kop berikutnya.", "ok")
            return redirect(url_for(".office"), 303)
    html = render_template("records/logo.html", form=form, office=row)
    return (html, 422) if form.is_submitted() else html


@blueprint.post("/lambang/hapus")
@allow("admin")
def logo_removed() -> Answer:
    """Go on without a coat of arms."""
    remove_logo(g.actor, now(), office_id=own_office().id)
    flash("Lambang dilepas. Surat yang sudah dicetak tidak berubah.", "ok")
    return redirect(url_for(".office"), 303)


@blueprint.get("/lambang.png")
@allow("admin")
def logo_picture() -> Answer:
    """The kept PNG."""
    png = logo_png_or_none(own_office()) or abort(404)
    return Response(png, mimetype="image/png", headers={"Cache-Control": "private, no-cache"})
