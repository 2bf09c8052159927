"""One's own PIN for the door."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from eventmgr.accounts.forms import PinForm
from eventmgr.accounts.pin_actions import set_pin
from eventmgr.shared.clock import now
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow

pin_blueprint = Blueprint("accounts_pin", __name__)


@pin_blueprint.route("/pin", methods=["GET", "POST"])
@allow("signed_in")
def own_pin() -> Response | str | tuple[str, int]:
    """Choose a PIN, or another one; the old one cannot be shown, it is stored as a hash."""
    form, is_first = PinForm(), g.user.pin_hash is None
    if not form.is_submitted():
        return render_template("accounts/pin.html", form=form, is_first=is_first)
    if form.validate_on_submit():
        try:
            set_pin(g.actor, now(), password=form.password.data or "", pin=form.pin.data or "")
        except Refusal as refusal:
            field = form.pin if refusal.code == "pin" else form.password
            field.errors = [*field.errors, refusal.message]
        else:
            flash("PIN Anda tersimpan.", "ok")
            return redirect(url_for("accounts.own_sign_ins"), 303)
    return render_template("accounts/pin.html", form=form, is_first=is_first), 422
