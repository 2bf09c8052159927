"""Who may do what in an event; the event itself is loaded here, once a request."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from flask import Flask, g, request, url_for

from eventmgr.accounts.access import signed_in_user_or_none
from eventmgr.events.access_queries import ListedEvent, event_access_or_none, listed_events
from eventmgr.events.models import Event
from eventmgr.events.queries import may_make_events
from eventmgr.events.stopping import init_stopping
from eventmgr.shared.clock import now
from eventmgr.shared.dates import date_range
from eventmgr.web.access import Outcome, Role, register_resolver
from eventmgr.web.frame import Frame, FrameEvent, add_frame_filler

ROLES: tuple[Role, ...] = ("organizer", "crew", "viewer")
#: so many events stand in the switcher; the rest is behind its search
MOST_OFFERED = 8
#: pages about events that stand outside any one
OWN_PAGES = ("events.event_list", "registration_events.new_event", "registration_events.create_event")
ROLE_WORDS = {"organizer": "Panitia", "crew": "Petugas", "viewer": "Pengamat"}


def _slug_of_request() -> str | None:
    """From the path; for the API from the query or the JSON body."""
    if request.view_args and "slug" in request.view_args:
        return str(request.view_args["slug"])
    slug = request.args.get("event")
    if slug is None and request.is_json:
        body = request.get_json(silent=True)
        slug = body.get("event") if isinstance(body, dict) else None
    return slug if isinstance(slug, str) and slug.isprintable() else None


def _load_event() -> None:
    """Put the event, its office and the user's role into `g`; None where it is not theirs to know of."""
    if "event" in g:
        return
    g.event, g.event_role = None, None
    user, slug = signed_in_user_or_none(), _slug_of_request()
    access = event_access_or_none(slug, user) if user is not None and slug else None
    if access is not None:
        g.event, g.event_role, g.office = access.event, access.role, access.office


def _resolve(role: Role) -> Outcome:
    if signed_in_user_or_none() is None:
        return Outcome.SIGN_IN
    _load_event()
    if g.event is None:
        return Outcome.NOT_FOUND
    return Outcome.GRANTED if g.event_role == role else Outcome.FORBIDDEN


def _resolve_maker() -> Outcome:
    """Who may make events: an admin, and whoever is organizer of an event already.

    Crew and viewers of others' events may not: an event holds people's data, and somebody must have trusted
    them with an event before. The maker becomes its organizer.
    """
    user = signed_in_user_or_none()
    if user is None:
        return Outcome.SIGN_IN
    return Outcome.GRANTED if may_make_events(user) else Outcome.FORBIDDEN


def _frame_event(listed: ListedEvent, is_active: bool) -> FrameEvent:
    dates = date_range(*listed.dates) if listed.dates else "tanggal belum diisi"
    home = url_for("reports.event_home", slug=listed.slug)
    return FrameEvent(listed.name, dates, home, is_active, listed.is_demo)


def offered_events(listed: Sequence[ListedEvent], current_id: int | None) -> list[ListedEvent]:
    """What the switcher offers: this year's and coming events, else the newest; the open one always.

    The rest is found by its search, so that ten years of events do not make every page longer.
    """
    year = now().year
    recent = [one for one in listed if one.dates is None or one.dates[1].year >= year] or list(listed)
    shown = recent[:MOST_OFFERED]
    return shown + [one for one in listed if one.id == current_id and one not in shown]


def add_events_to_frame(frame: Frame) -> Frame:
    """The event and its switcher, for signed-in users."""
    user = g.get("user")
    if user is None:
        return frame
    current: Event | None = g.get("event")
    own_id = current.id if current is not None else None
    entries = [
        _frame_event(listed, listed.id == own_id) for listed in offered_events(listed_events(user), own_id)
    ]
    active = next((entry for entry in entries if entry.active), None)
    role = ROLE_WORDS.get(g.get("event_role") or "", frame.user.role if frame.user else "")
    shown_user = replace(frame.user, role=role) if frame.user and not frame.user.role else frame.user
    place = ("Kegiatan", "semua tahun") if request.endpoint in OWN_PAGES else (frame.place, frame.place_note)
    return replace(
        frame,
        place=place[0],
        place_note=place[1],
        event=active,
        events=tuple(entries),
        all_events_url=url_for("events.event_list"),
        user=shown_user,
    )


def init_events(app: Flask) -> None:
    for role in ROLES:
        register_resolver(app, role, partial(_resolve, role))
    register_resolver(app, "event_maker", _resolve_maker)
    init_stopping(app)
    add_frame_filler(app, 30, add_events_to_frame)
