"""Access is declared on every view, and the standing cast finds exactly that at every door."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.routing import Rule

from eventmgr.config import ROOT
from eventmgr.factory import create_app
from eventmgr.web.access import allow, declared_roles
from tests.cast import Cast
from tests.conftest import settings_for
from tests.page_client import PageClient

MakeClient = Callable[[], PageClient]
#: a value for each part of an address; what names a thing names one that does not exist
SAMPLES = {
    "uid": "0" * 32,
    "code": "CONTOH",
    "token": "0" * 26,
    "filename": "css/tokens.css",
    "day": "hari-1",
}
EVENT_ROLES = {"ani": "organizer", "budi": "crew", "vina": "viewer", "aminah": "organizer"}


def _rules(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(rule.methods or ())))


def _path(app: Flask, rule: Rule, cast: Cast) -> str:
    values = {name: cast.slug if name == "slug" else SAMPLES.get(name, "1") for name in rule.arguments}
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, values)


def _knock(client: PageClient, rule: Rule, path: str, slug: str) -> str:
    """What the door says: "in", "sign in", "forbidden" or "not found"."""
    method = "GET" if "GET" in (rule.methods or ()) else "POST"
    is_api = path.startswith("/api/")
    options: dict[str, Any] = {"query_string": {"event": slug}} if is_api and method == "GET" else {}
    if is_api and method == "POST":
        options = {"json": {"event": slug}}
    response = client.http.open(path, method=method, **options)
    goes_to = urlsplit(response.headers.get("Location", "")).path
    if goes_to == "/masuk" or response.status_code == 401:
        return "sign in"
    return {403: "forbidden", 404: "not found"}.get(response.status_code, "in")


def test_every_view_declares_who_may_come_in(app: Flask) -> None:
    bare = [rule.endpoint for rule in _rules(app) if not declared_roles(app.view_functions[rule.endpoint])]
    assert bare == []


def test_a_view_without_a_declaration_answers_404(tmp_path: Path) -> None:
    bare_app = create_app(settings_for(tmp_path), TESTING=True)
    bare_app.add_url_rule("/tanpa-izin", "tanpa_izin", lambda: "rahasia")
    bare_app.add_url_rule("/terbuka", "terbuka", allow("public")(lambda: "terbuka"))
    client = bare_app.test_client()
    assert client.get("/terbuka").status_code == 200
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("eventmgr.web.errors.render_template", lambda *_args, **_values: "tidak ditemukan")
        assert client.get("/tanpa-izin").status_code == 404


def test_the_cast_finds_every_event_door_as_declared(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    clients = {name: page_client().sign_in(getattr(cast, name)) for name in EVENT_ROLES}
    outsider, stranger = page_client().sign_in(cast.citra), page_client()
    wrong = []
    for rule in _rules(app):
        roles = set(declared_roles(app.view_functions[rule.endpoint]))
        if not roles & {"organizer", "crew", "viewer"}:
            continue
        path = _path(app, rule, cast)
        only_slug = rule.arguments <= {"slug"} and not rule.rule.endswith(".pdf")
        expected = {"citra": "not found", "stranger": "sign in"}
        found = {
            "citra": _knock(outsider, rule, path, cast.slug),
            "stranger": _knock(stranger, rule, path, cast.slug),
        }
        for name, client in clients.items():
            expected[name] = "in" if EVENT_ROLES[name] in roles else "forbidden"
            found[name] = _knock(client, rule, path, cast.slug)
            if expected[name] == "in" and not only_slug and found[name] == "not found":
                found[name] = "in"  # the door let in; the thing behind it does not exist
        wrong += [
            f"{rule.rule} {name}: {found[name]}, not {want}"
            for name, want in expected.items()
            if found[name] != want
        ]
    assert wrong == []


def test_admin_doors_open_to_the_admin_only(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    admin, ani, stranger = page_client().sign_in(cast.aminah), page_client().sign_in(cast.ani), page_client()
    for rule in _rules(app):
        if set(declared_roles(app.view_functions[rule.endpoint])) != {"admin"}:
            continue
        path = _path(app, rule, cast)
        assert _knock(admin, rule, path, cast.slug) != "forbidden", rule.rule
        assert _knock(ani, rule, path, cast.slug) == "forbidden", rule.rule
        assert _knock(stranger, rule, path, cast.slug) == "sign in", rule.rule


def test_doors_of_event_makers_open_to_organizers_and_admins_only(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    expected = {"ani": "in", "aminah": "in", "budi": "forbidden", "vina": "forbidden", "citra": "forbidden"}
    for rule in _rules(app):
        if set(declared_roles(app.view_functions[rule.endpoint])) != {"event_maker"}:
            continue
        path = _path(app, rule, cast)
        assert _knock(page_client(), rule, path, cast.slug) == "sign in", rule.rule
        for name, want in expected.items():
            client = page_client().sign_in(getattr(cast, name))
            assert _knock(client, rule, path, cast.slug) == want, f"{rule.rule} {name}"


def test_private_pages_open_to_whoever_holds_the_link_and_to_nobody_else(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    admin, stranger = page_client().sign_in(cast.aminah), page_client()
    doors = 0
    for rule in _rules(app):
        if set(declared_roles(app.view_functions[rule.endpoint])) != {"participant"}:
            continue
        doors += 1
        without_link = _path(app, rule, cast)
        with_link = without_link.replace(f"/p/{SAMPLES['token']}", cast.dedi_link)
        for client in (admin, stranger):
            assert _knock(client, rule, without_link, cast.slug) == "not found", rule.rule
        if rule.arguments == {"token"} and rule.rule.count("/") == 2:
            assert _knock(stranger, rule, with_link, cast.slug) == "in", rule.rule
    assert doors


def test_public_doors_ask_nobody_to_sign_in(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    stranger = page_client()
    for rule in _rules(app):
        if set(declared_roles(app.view_functions[rule.endpoint])) != {"public"} or "GET" not in (
            rule.methods or ()
        ):
            continue
        with stranger.http.get(_path(app, rule, cast)) as answer:
            assert urlsplit(answer.headers.get("Location", "")).path != "/masuk", rule.rule
            assert answer.status_code != 403, rule.rule


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
