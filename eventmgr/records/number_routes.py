"""Numbers kept for letters on paper."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from eventmgr.office.forms import ReservationForm, UsedNumberForm
from eventmgr.office.models import NumberRegister
from eventmgr.office.reservation_actions import Range, give_back, note_used, reserve_numbers
from eventmgr.records.office_page import number_panel, register_of
from eventmgr.records.settings_routes import own_office
from eventmgr.shared.clock import now
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow

blueprint = Blueprint("numbers", __name__, url_prefix="/pengaturan/kantor/nomor")


def _own_register() -> NumberRegister:
    return register_of(own_office()) or abort(404)


@blueprint.route("", methods=["GET", "POST"])
@allow("admin")
def reserve() -> str | tuple[str, int] | Response:
    """Keep a range out of reach of certificates; the ranges kept so far."""
    office = own_office()
    register = register_of(office)
    panel = number_panel(office, register, now())
    form = ReservationForm(data={"first": panel.next})
    if register is not None and form.validate_on_submit():
        try:
            reserve_numbers(
                g.actor,
                now(),
                register=register,
                zone=office.zone,
                wanted=Range(form.first.data or 0, form.last.data or 0),
                reason=f"{form.owner.data}: {form.purpose.data}",
                request_uid=form.request_uid.data or "",
            )
        except Refusal as refusal:
            field: Any = form[refusal.code]
            field.errors = [refusal.message]
        else:
            flash(f"Nomor {form.first.data} sampai {form.last.data} dipesan.", "ok")
            return redirect(url_for(".reserve"), 303)
    html = render_template(
        "records/numbers.html", form=form, used_form=UsedNumberForm(), panel=panel, register=register
    )
    return (html, 422) if form.is_submitted() else html


@blueprint.post("/<uid>/terpakai")
@allow("admin")
def use(uid: str) -> Response:
    """Write down that a reserved number stands on a letter."""
    form = UsedNumberForm()
    if not form.validate_on_submit():
        raise Refusal("seq", "Tulis nomor yang sudah dipakai.")
    note_used(g.actor, now(), register=_own_register(), uid=uid, seq=form.seq.data or 0)
    flash(f"Nomor {form.seq.data} dicatat sebagai terpakai.", "ok")
    return redirect(url_for(".reserve"), 303)


@blueprint.post("/<uid>/kembalikan")
@allow("admin")
def back(uid: str) -> Response:
    """Undo a reservation of which nothing was used."""
    give_back(g.actor, now(), register=_own_register(), uid=uid)
    flash("Pesanan nomor dikembalikan.", "ok")
    return redirect(url_for(".reserve"), 303)
