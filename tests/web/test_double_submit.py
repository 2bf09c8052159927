"""A form that creates something, sent twice (a double click, the back button after saving), is one effect."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.events.models import EventDay
from eventmgr.shared.db import db
from tests.cast import Cast
from tests.furnished import Furnished, furnish
from tests.page_client import PageClient, stored_rows
from tests.roster.roster_files import make_file, person
from tests.web.doors import every_door, page_paths
from tests.web.page_forms import forms_on_pages

#: what is typed, by endpoint; the rest of a form stays as its page has it. None takes a field out.
TYPED: dict[str, dict[str, Any]] = {
    "checkin_paper.enter": {"codes": ""},
    "events_agenda.add_checkpoint": {
        **{"name": "Apel sore", "kind": "departure", "opens": "15.00", "closes": "16.00"},
        **{"audience": None, "session": "0"},
    },
    "events_agenda.add_session": {
        **{"title": "Diskusi", "kind": "session", "starts": "13.00", "ends": "14.30", "jp": "2"},
        **{"has_door": None, "speakers-0-photo": None},
    },
    "first_steps.step": {"name": "Rina Oktavia", "post": "Sekretaris Dinas"},
    "materials.add": {
        **{"title": "Permensos", "place": "umum", "gate": "registered", "opens": "now", "file": None},
        "link": "https://peraturan.contoh.go.id/1",
    },
    "numbers.reserve": {"first": "700", "last": "701", "owner": "Bagian Umum", "purpose": "Undangan"},
    "officials.add": {"name": "Mira Handayani", "post": "Kepala Bidang"},
    "registration_add.add": {
        **{
            "name": "Yulmaini Syafitri",
            "nik": "1371015606949111",
            "category": "PSM",
            "region": "13.71.06.1010",
            "sex": "P",
        },
        "phone": "081234567800",
    },
    "registration_events.create_event": {
        **{"name": "Bimtek Lanjut Usia", "place": "Aula", "first_day": "17-11-2025", "day_count": "2"},
        **{"source": "", "shown": "", "act": None},
    },
    "roster.upload": {},
    "registration_replace.replace_one": {
        **{"name": "Nelfia Rasyid", "nik": "1371015606949222", "reason": "Pindah tugas", "sex": "P"},
    },
    "users.add": {"name": "Sari Dewi", "email": "sari@contoh.go.id", "is_admin": None},
}
#: what an address carries beside its path
QUERIES = {"checkin_paper.enter": "?titik=hari-1"}
#: forms that change what stands: their revision tells the second sending of the first
CHANGING = {
    *("checkin_attendance.save", "events_agenda.edit_checkpoint", "events_agenda.edit_session"),
    *("materials.change", "officials.edit"),
}
#: Dedi, who is replaced, is needed before
LAST = "registration_replace.replace_one"


@pytest.fixture
def furnished(app: Flask, cast: Cast) -> Furnished:
    with app.app_context():
        made = furnish(cast, 6)
        day = db.session.scalars(
            select(EventDay.id).where(EventDay.event_id == cast.event.id).order_by(EventDay.date)
        ).first()
        for endpoint in ("events_agenda.add_session", "events_agenda.add_checkpoint"):
            TYPED[endpoint]["day"] = str(day)
        return made


def _body(endpoint: str, fields: dict[str, str]) -> dict[str, Any]:
    body: dict[str, Any] = {**fields, **TYPED[endpoint]}
    if endpoint == "roster.upload":
        body["file"] = (io.BytesIO(make_file(person(77))), "daftar.xlsx")
    return {name: value for name, value in body.items() if value is not None}


def test_the_same_form_twice_is_one_effect(
    app: Flask, cast: Cast, furnished: Furnished, page_client: Callable[[], PageClient]
) -> None:
    admin = page_client().sign_in(cast.aminah)
    doors = every_door(app, furnished)
    forms = forms_on_pages(admin, page_paths(doors, furnished))
    creating = {
        door.endpoint: door.path
        for door in sorted(doors, key=lambda one: one.endpoint == LAST)
        if "POST" in door.methods
        and door.path in forms
        and "request_uid" in forms[door.path].fields
        and door.endpoint not in CHANGING
    }
    assert creating.keys() == TYPED.keys(), "say what is typed into a new form"
    admin.get("/kata-sandi")
    faults = []
    for endpoint, path in creating.items():
        states = [stored_rows(app)]
        for _ in range(2):
            body = {"csrf_token": admin.last_token, **_body(endpoint, forms[path].fields)}
            with admin.http.post(path + QUERIES.get(endpoint, ""), data=body) as answer:
                states.append(stored_rows(app))
                if answer.status_code >= 400:
                    faults.append(f"{endpoint}: {answer.status_code}")
        faults += [f"{endpoint}: {words}" for words in _wrong(*states)]
    assert not faults, "\n".join(faults)


def _wrong(before: dict[str, Any], once: dict[str, Any], twice: dict[str, Any]) -> list[str]:
    once["event_feed"] = before["event_feed"] = twice["event_feed"]  # a number may be taken for nothing
    changed = [name for name, rows in once.items() if rows != twice[name]]
    return [*(["nothing was stored"] if before == once else []), *(f"{name} twice" for name in changed)]
