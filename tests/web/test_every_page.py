"""Every page opens on both databases, and no number in an address or missing revision is a fault of ours."""

import re

import pytest
from flask import Flask

from tests.cast import Cast, build_cast
from tests.page_client import PageClient

BEYOND = "9" * 20
#: a value for each part of an address that is no number
SAMPLES = {"uid": "0" * 32, "code": "CONTOH", "token": "0" * 26}


def _cast(app: Flask) -> Cast:
    with app.app_context():
        return build_cast()


def test_every_page_of_an_event_and_of_the_office_opens(any_app: Flask) -> None:
    cast = _cast(any_app)
    admin = PageClient(any_app).sign_in(cast.aminah)
    opened = 0
    for rule in sorted(any_app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if "GET" not in (rule.methods or ()) or not rule.arguments <= {"slug"}:
            continue
        with admin.http.get(rule.rule.replace("<slug>", cast.slug)) as answer:
            assert answer.status_code < 500, rule.rule
        opened += 1
    assert opened > 40


def test_a_number_beyond_every_id_is_not_found(any_app: Flask) -> None:
    cast = _cast(any_app)
    admin = PageClient(any_app).sign_in(cast.aminah)
    admin.get("/kegiatan")
    knocked = 0
    for rule in any_app.url_map.iter_rules():
        if "<int" not in rule.rule:
            continue
        path = re.sub(r"<int[^>]*>", BEYOND, rule.rule).replace("<slug>", cast.slug)
        path = re.sub(r"<[^>]*?(\w+)>", lambda part: SAMPLES.get(part[1], "1"), path)
        for method in (rule.methods or set()) & {"GET", "POST"}:
            data = {"csrf_token": admin.last_token} if method == "POST" else None
            answer = admin.http.open(path, method=method, data=data)
            assert answer.status_code in (404, 405), f"{method} {path}: {answer.status_code}"
            knocked += 1
    assert knocked > 30


@pytest.mark.parametrize("fields", [{}, {"revision": ""}, {"revision": "²"}, {"revision": "9" * 30}])
@pytest.mark.parametrize("page", ["pengaturan", "jadwal/sesi/{session}", "jadwal/titik/{checkpoint}"])
def test_a_form_that_does_not_say_what_it_saw_changes_nothing(
    app: Flask, cast: Cast, page: str, fields: dict[str, str]
) -> None:
    ani = PageClient(app).sign_in(cast.ani)
    path = f"/kegiatan/{cast.slug}/" + page.format(session=1, checkpoint=1)
    form_page = f"/kegiatan/{cast.slug}/pengaturan"
    before = ani.get(form_page).get_data(as_text=True)
    answer = ani.http.post(path, data={"csrf_token": ani.last_token, "name": "Lain", **fields})
    assert answer.status_code in (409, 422), answer.status_code
    assert ("Lain" in before) == ("Lain" in ani.get(form_page).get_data(as_text=True))
