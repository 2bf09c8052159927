"""Removing the demo by one button, after saying what goes and what stays."""

from flask import Blueprint, current_app, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from eventmgr.demo.queries import demo_contents_or_none
from eventmgr.demo.removal import remove_demo
from eventmgr.operations.command_line import command_line
from eventmgr.shared.clock import now
from eventmgr.web.access import allow

blueprint = Blueprint("demo", __name__, url_prefix="/pengaturan/contoh")


@blueprint.get("")
@allow("admin")
def confirm_removal() -> str:
    """What goes, what stays, and the button."""
    load_command = command_line(current_app.config["SETTINGS"], "demo load")
    return render_template(
        "demo/confirm_removal.html", demo=demo_contents_or_none(), load_command=load_command
    )


@blueprint.post("/hapus")
@allow("admin")
def remove() -> Response:
    """Remove it; a second click finds nothing to do."""
    removed = remove_demo(g.actor, now())
    flash("Contoh sudah dihapus." if removed else "Contoh memang sudah tidak ada.", "ok")
    return redirect(url_for("events.event_list"), 303)
