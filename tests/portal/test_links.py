"""Links that are wrong, renewed, closed, or tried too often."""

from collections.abc import Callable

from flask import Flask

from eventmgr.office.models import Office
from eventmgr.office.queries import real_office
from eventmgr.people.models import Person
from eventmgr.shared.codes import code_hash, link_token, new_long_token
from eventmgr.shared.db import write
from eventmgr.shared.keyring import keyring
from tests.cast import Cast
from tests.page_client import PageClient, words_of

Client = Callable[[], PageClient]


def renew(app: Flask, person: Person) -> str:
    """Give the person a new link; the new address is returned."""
    with app.app_context(), write() as session:
        row = session.get_one(Person, person.id)
        row.link_version += 1
        token = link_token(keyring().derive("private-link", row.key_id), row.uid, row.link_version)
        row.link_hash = code_hash(token)
        session.get_one(Office, real_office().id).phone = "+6281277770000"
    return f"/p/{token}"


def test_an_unknown_link_is_not_found(page_client: Client, cast: Cast) -> None:
    for path in (
        f"/p/{new_long_token()}",
        "/p/pendek",
        "/p/" + "A" * 300,
        f"/p/{new_long_token()}/sertifikat",
    ):
        page_client().get(path, status=404)


def test_a_renewed_link_says_where_the_new_one_is_and_no_name(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    new_link = renew(app, cast.dedi)
    page_client().get(new_link)
    response = page_client().get(cast.dedi_link, status=410)
    words = words_of(response)
    assert "Tautan ini sudah diganti" in words
    assert "Hubungi panitia" in words
    assert "Dedi" not in response.get_data(as_text=True)
    for page in ("/sertifikat", "/sertifikat.pdf", "/sertifikat.png"):
        page_client().get(cast.dedi_link + page, status=410)


def test_a_link_renewed_twice_is_still_known(page_client: Client, cast: Cast, app: Flask) -> None:
    renew(app, cast.dedi)
    renew(app, cast.dedi)
    page_client().get(cast.dedi_link, status=410)


def test_a_closed_link_sends_to_the_committee(page_client: Client, cast: Cast, app: Flask) -> None:
    with app.app_context(), write() as session:
        session.get_one(Person, cast.dedi.id).state = "erased"
    words = words_of(page_client().get(cast.dedi_link, status=410))
    assert "Tautan ini sudah ditutup" in words
    assert "Dikirimi orang lain?" in words
    assert "Hubungi panitia" in words  # the contact of the office's newest event
    assert "Dedi" not in words


def test_guessing_links_is_slowed_down_but_a_right_link_is_not(page_client: Client, cast: Cast) -> None:
    client = page_client()
    for _ in range(30):
        client.get(f"/p/{new_long_token()}", status=404)
    response = client.get(f"/p/{new_long_token()}", status=429)
    assert int(response.headers["Retry-After"]) > 0
    client.get(cast.dedi_link)
