"""The crew's scan page. Verdicts come from the sync API; this view only sets the page up."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, g, render_template, url_for
from flask_wtf.csrf import generate_csrf

from eventmgr.checkin.queries import CheckpointRow, checkpoints_of
from eventmgr.checkin.scan_choices import CheckpointChoice, day_label, offer
from eventmgr.checkin.scan_page_queries import rooms_by_checkpoint
from eventmgr.events.models import Event
from eventmgr.shared.clock import now
from eventmgr.shared.dates import clock_time
from eventmgr.web.access import allow

scan_blueprint = Blueprint("checkin_scan", __name__)
_OF_THE_WORKER = {"decoder_worker.js", "contrast.js"}


@dataclass(frozen=True, slots=True)
class ScanPage:
    """What the template shows, and in `config` what the page's script needs."""

    event_name: str
    #: of the account; the name that is written beside its scans unless somebody else holds the phone
    crew_name: str
    is_organizer: bool
    today: tuple[CheckpointChoice, ...]
    other: tuple[CheckpointChoice, ...]
    rehearsal_reason: str
    config: dict[str, Any]
    #: files of the script, so that a slow network fetches them side by side and not one after another
    modules: tuple[str, ...]

    @property
    def rehearsal_only(self) -> bool:
        return bool(self.rehearsal_reason)

    @property
    def is_today(self) -> bool:
        return bool(self.today)


@scan_blueprint.get("/kegiatan/<slug>/pindai")
@allow("organizer", "crew")
def scan_page(slug: str) -> str:
    """The page stays open all day; it is loaded anew only when the crew comes back to it."""
    event: Event = g.event
    rows = checkpoints_of(event.id)
    offered = offer(rows, rooms_by_checkpoint(event.id), state=event.state, zone=event.zone, at=now())
    page = ScanPage(
        event_name=event.name,
        crew_name=g.actor.label,
        is_organizer=g.event_role == "organizer",
        today=offered.today,
        other=offered.other,
        rehearsal_reason=offered.rehearsal_reason,
        config=_config(event, rows),
        modules=_modules(Path(current_app.static_folder or "static")),
    )
    return render_template("checkin/scan.html", page=page)


@cache
def _modules(static: Path) -> tuple[str, ...]:
    """The modules that the page itself loads; the worker loads its own."""
    names = {path.name for path in (static / "js" / "scan").glob("*.js")} - _OF_THE_WORKER
    return ("js/scan-page.js", *(f"js/scan/{name}" for name in sorted(names)))


def _config(event: Event, rows: list[CheckpointRow]) -> dict[str, Any]:
    page = url_for("checkin_scan.scan_page", slug=event.slug)
    return {
        "event": event.slug,
        "zone": event.zone,
        "checkpoints": [_facts(row, event.zone) for row in rows],
        "sync_url": "/api/scan/sync",
        "state_url": f"/api/scan/state?event={event.slug}",
        "roster_url": f"/api/scan/roster?event={event.slug}",
        "arrivals_url": f"/api/scan/arrivals?event={event.slug}",
        "places_url": f"/api/scan/places?event={event.slug}",
        "sign_in_url": url_for("accounts.sign_in", lanjut=page),
        "csrf_token": generate_csrf(),
    }


def _facts(row: CheckpointRow, zone: str) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "name": row.name,
        "day": row.date.isoformat(),
        "day_label": day_label(row.date),
        "opens_at": clock_time(row.opens_at, zone),
        "opens_ms": int(row.opens_at.timestamp() * 1000),
    }
