"""Whose sign-in ended in the middle of a form is led back to the page with that form, with what was typed."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from flask import Flask

from tests.cast import Cast
from tests.furnished import furnish
from tests.page_client import PageClient
from tests.web.doors import every_door, page_paths
from tests.web.page_forms import forms_on_pages

#: modules that keep what is typed when a form is sent
KEEPERS = {"busy", "upload"}
#: passwords and PINs are never kept; the look-up of a code asks for no sign-in
KEEPS_NOTHING = {"/kata-sandi", "/pin", "/masuk"}


def test_every_form_leads_back_to_its_page_and_keeps_what_was_typed(
    app: Flask, cast: Cast, page_client: Callable[[], PageClient]
) -> None:
    with app.app_context():
        furnished = furnish(cast, 3)
    admin, stranger = page_client().sign_in(cast.aminah), page_client()
    faults = []
    for target, form in forms_on_pages(admin, page_paths(every_door(app, furnished), furnished)).items():
        answer = stranger.http.post(
            target, data={"a": "b"}, headers={"Referer": f"http://localhost{form.page}"}
        )
        goes_to = urlsplit(answer.headers.get("Location", ""))
        if goes_to.path != "/masuk":
            faults.append(f"{target}: {answer.status_code} {goes_to.path}")
        elif target != "/keluar":
            back = parse_qs(goes_to.query).get("lanjut", [""])[0]
            with admin.http.get(back) as page:
                if page.status_code != 200:
                    faults.append(f"{target} leads back to {back!r}: {page.status_code}")
        if form.is_typed and not KEEPERS & set(form.modules.split()) and target not in KEEPS_NOTHING:
            faults.append(f"{target} on {form.page} keeps nothing of what is typed")
    assert not faults, "\n".join(faults)
