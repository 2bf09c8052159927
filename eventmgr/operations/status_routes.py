"""Pengaturan > Salinan data: how the installation is, backups by button and by plan."""

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.operations.actions import note_download
from eventmgr.operations.backup_plan import (
    PlanChanged,
    backup_path_or_none,
    plan_or_none,
    save_plan,
    start_backup,
)
from eventmgr.operations.forms import PlanForm
from eventmgr.operations.models import BackupPlan
from eventmgr.operations.status_page import plan_time, running_or_none, status_page
from eventmgr.shared.clock import now
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow
from eventmgr.web.settings_pages import SettingsPage

blueprint = Blueprint("status", __name__, url_prefix="/pengaturan/status")
settings_pages = [SettingsPage("Salinan data", "status.overview", 50, ("status.plan",))]


@blueprint.get("")
@allow("admin")
def overview() -> str:
    """Everything on one page."""
    plan = plan_or_none() or abort(404)
    return render_template(
        "operations/status.html", page=status_page(now()), form=_form_of(plan), conflict=""
    )


@blueprint.post("/jadwal")
@allow("admin")
def plan() -> str | tuple[str, int] | Answer:
    """Change when backups are made, where else they lie and how many are kept."""
    row, form, conflict = plan_or_none() or abort(404), PlanForm(), ""
    if form.validate_on_submit():
        try:
            changed = save_plan(g.actor, now(), revision=form.seen_revision, content=form.content())
        except PlanChanged as overtaken:
            conflict = overtaken.message
            form.revision.data = str((plan_or_none() or row).revision)
        except Refusal as refusal:
            form.second_folder.errors = [refusal.message]
        else:
            flash("Jadwal salinan data disimpan." if changed else "Tidak ada yang berubah.", "ok")
            return redirect(url_for(".overview"), 303)
    page = render_template("operations/status.html", page=status_page(now()), form=form, conflict=conflict)
    return page, 409 if conflict else 422


@blueprint.post("/buat")
@allow("admin")
def make() -> Answer:
    """Queue a backup now; a second press finds the first one under way."""
    start_backup(g.actor, now())
    return redirect(url_for(".overview"), 303)


@blueprint.get("/kemajuan")
@allow("admin")
def progress() -> Response:
    """The part of the page that is asked for every two seconds; at the end the page is loaded anew."""
    running = running_or_none()
    if running is None:
        return Response(headers={"HX-Refresh": "true"})
    return Response(render_template("operations/progress.html", progress=running))


@blueprint.post("/berkas/<name>")
@allow("admin")
def download(name: str) -> Answer:
    """One backup, streamed. By POST, so that no link in a message or a history brings the keys along."""
    path = backup_path_or_none(name) or abort(404)
    note_download(g.actor, now(), name)
    answer = send_file(path, "application/zip", as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _form_of(plan: BackupPlan) -> PlanForm:
    return PlanForm(
        data={
            "is_on": plan.is_on,
            "at": plan_time(plan),
            "second_folder": plan.second_folder or "",
            "daily": plan.daily,
            "weekly": plan.weekly,
            "monthly": plan.monthly,
            "revision": str(plan.revision),
        }
    )
