"""Access is declared on every view, and the standing cast finds exactly that at every door."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask

from eventmgr.config import ROOT
from eventmgr.events.models import Event
from eventmgr.factory import create_app
from eventmgr.shared.db import db
from eventmgr.web.access import allow, declared_roles
from tests.builders import build_member
from tests.cast import Cast
from tests.conftest import settings_for
from tests.furnished import furnish
from tests.page_client import PageClient, stored_rows
from tests.web.doors import DRAWN_LATER, OF_EVERY_EVENT, Door, every_door

MakeClient = Callable[[], PageClient]
EVENT_ROLES = frozenset({"organizer", "crew", "viewer"})
#: the cast, and what each is in the event of the address; Dedi holds a private link and has no account
CAST = {"aminah": "admin", "ani": "organizer", "budi": "crew", "vina": "viewer", "citra": "", "dedi": "link"}
#: rooms that lead back to their page with the words that the thing is gone, as after another's deletion
SAY_GONE = {
    *("events_agenda", "events_days", "events_members", "events_quota"),
    *("materials", "checkin_attendance", "cards_spares"),
}
#: somebody without account and link
STRANGER = "a stranger"


def expected_at(door: Door, who: str) -> str:
    """What somebody of the cast finds at a door: "in", "sign in", "forbidden" or "not found"."""
    if "public" in door.roles or ("participant" in door.roles and who != STRANGER):
        return "in"
    if "participant" in door.roles:
        return "not found"
    if who in ("dedi", STRANGER):
        return "sign in"
    role = CAST[who]
    is_maker = role in ("admin", "organizer") and "event_maker" in door.roles
    if role in door.roles or "signed_in" in door.roles or is_maker:
        return "in"
    if door.roles & EVENT_ROLES:
        return "in" if role == "admin" else "forbidden" if role else "not found"
    return "forbidden"


def _knock(client: PageClient, door: Door, slug: str) -> str:
    """What the door says. A form is sent without its token, so that it has no effect."""
    said = "in"
    for method in sorted(door.methods):
        body: dict[str, Any] = {"json": {"event": slug}} if door.is_api and method == "POST" else {}
        with client.http.open(door.path, method=method, **body) as answer:
            goes_to = urlsplit(answer.headers.get("Location", "")).path
            if goes_to == "/masuk" or answer.status_code == 401:
                said = "sign in"
            elif answer.status_code in (403, 404):
                said = {403: "forbidden", 404: "not found"}[answer.status_code]
            else:
                assert answer.status_code < 500, f"{method} {door.path}: {answer.status_code}"
    return said


@pytest.fixture
def doors(app: Flask, cast: Cast) -> list[Door]:
    """Every door, with something real behind it."""
    with app.app_context():
        return [door for door in every_door(app, furnish(cast, 3)) if door.endpoint not in DRAWN_LATER]


def test_every_view_declares_who_may_come_in(app: Flask) -> None:
    views = app.view_functions.items()
    assert [endpoint for endpoint, view in views if not declared_roles(view)] == []


def test_a_view_without_a_declaration_answers_404(tmp_path: Path) -> None:
    bare_app = create_app(settings_for(tmp_path), TESTING=True)
    bare_app.add_url_rule("/tanpa-izin", "tanpa_izin", lambda: "rahasia")
    bare_app.add_url_rule("/terbuka", "terbuka", allow("public")(lambda: "terbuka"))
    client = bare_app.test_client()
    assert client.get("/terbuka").status_code == 200
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("eventmgr.web.errors.render_template", lambda *_args, **_values: "tidak ditemukan")
        assert client.get("/tanpa-izin").status_code == 404


@pytest.mark.parametrize("who", [*CAST, STRANGER])
def test_everybody_of_the_cast_finds_every_door_as_declared(
    doors: list[Door], cast: Cast, page_client: MakeClient, who: str
) -> None:
    client = page_client()
    if who not in ("dedi", STRANGER):
        client.sign_in(getattr(cast, who))
    wrong = []
    for door in doors:
        if who == STRANGER and "participant" in door.roles:
            door = replace(door, path=door.path.replace(cast.dedi_link, "/p/" + "0" * 26))
        found, expected = _knock(client, door, cast.slug), expected_at(door, who)
        if found != expected:
            wrong.append(f"{sorted(door.methods)} {door.rule}: {found}, not {expected}")
    assert wrong == []


def test_what_belongs_to_another_event_is_not_found_and_not_touched(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    with app.app_context():
        furnished = furnish(cast, 3)
        build_member(event=db.session.get_one(Event, cast.other_event.id), user=cast.ani, role="organizer")
    ani = page_client().sign_in(cast.ani)
    ani.get("/kegiatan")
    before, found = stored_rows(app), []
    for door in every_door(app, furnished, slug=cast.other_slug):
        if not door.arguments > {"slug"} or door.endpoint in OF_EVERY_EVENT | DRAWN_LATER:
            continue
        says_gone = {303, 422} if door.endpoint.partition(".")[0] in SAY_GONE else set()
        for method in sorted(door.methods):
            data = {"csrf_token": ani.last_token} if method == "POST" else None
            with ani.http.open(door.path, method=method, data=data) as answer:
                if answer.status_code not in {404, 405} | says_gone:
                    found.append(f"{method} {door.path}: {answer.status_code}")
    assert found == []
    after = stored_rows(app)
    after["event_feed"] = before["event_feed"]  # a number may be taken for nothing
    assert [name for name, rows in before.items() if after[name] != rows] == []


def test_every_endpoint_named_in_templates_exists(app: Flask) -> None:
    named = re.compile(r"url_for\(\s*['\"]([\w.]+)['\"]")
    known = {rule.endpoint for rule in app.url_map.iter_rules()}
    known |= {f".{endpoint.partition('.')[2]}" for endpoint in known}  # as a room names its own
    missing = []
    for folder, pattern in (("templates", "*.html"), ("eventmgr", "*.py")):
        for file in (ROOT / folder).rglob(pattern):
            missing += [
                f"{file.name}: {name}" for name in named.findall(file.read_text()) if name not in known
            ]
    assert missing == []
