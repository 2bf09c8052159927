"""The trail: who did what, page by page; values are shown on request only, and that is written down."""

from functools import partial

from flask import Blueprint, abort, g, render_template, url_for
from werkzeug.wrappers import Response

from eventmgr.audit.models import AuditLog
from eventmgr.audit.queries import actors_of_trail, detail_or_none, line_or_none
from eventmgr.records.settings_routes import own_office
from eventmgr.records.trail_actions import note_opened
from eventmgr.records.trail_page import (
    ValueRow,
    lines_in_words,
    moment_words,
    trail_page,
    values_of,
    wanted_in_address,
)
from eventmgr.records.trail_queries import office_ids_under
from eventmgr.records.trail_words import GROUPS
from eventmgr.records.user_queries import events_of_office
from eventmgr.shared.clock import now
from eventmgr.web.access import allow
from eventmgr.web.settings_pages import SettingsPage

blueprint = Blueprint("trail", __name__, url_prefix="/pengaturan/jejak")
settings_pages = [SettingsPage("Jejak", "trail.listed", 90, ("trail.line", "trail.opened"))]


@blueprint.get("")
@allow("admin")
def listed() -> str:
    """The newest lines first, narrowed by time, actor, event, action and name."""
    office, wanted = own_office(), wanted_in_address()
    office_ids = office_ids_under(office.path)
    return render_template(
        "records/trail.html",
        page=trail_page(wanted, office_ids, office.zone),
        wanted=wanted,
        actors=actors_of_trail(office_ids),
        events=events_of_office(office),
        groups=GROUPS,
        of_event=False,
        address=partial(url_for, "trail.listed"),
    )


def _line(audit_id: int) -> AuditLog:
    return line_or_none(office_ids_under(own_office().path), audit_id) or abort(404)


def _page(line: AuditLog, values: list[ValueRow] | None) -> str:
    zone = own_office().zone
    return render_template(
        "records/trail_line.html",
        line=lines_in_words([line], zone)[0],
        moment=moment_words(line, zone),
        values=values,
    )


@blueprint.get("/<int:audit_id>")
@allow("admin")
def line(audit_id: int) -> str:
    """One line, its values still closed."""
    return _page(_line(audit_id), None)


@blueprint.post("/<int:audit_id>")
@allow("admin")
def opened(audit_id: int) -> str | Response:
    """The line with its values; the opening is a line of the trail itself."""
    found = _line(audit_id)
    detail = detail_or_none(found.id)
    values = values_of(detail) if detail is not None else []
    note_opened(g.actor, now(), audit_id=found.id, office_id=g.user.office_id, event_id=found.event_id)
    return _page(_line(audit_id), values)
