"""Links that are wrong, renewed, closed, or tried too often."""

from collections.abc import Callable

from flask import Flask

from eventmgr.audit.actor import Actor
from eventmgr.office.models import Office
from eventmgr.office.queries import real_office
from eventmgr.people.link_actions import revoke_link
from eventmgr.people.models import Person
from eventmgr.shared.clock import now
from eventmgr.shared.codes import code_hash, link_token, new_long_token
from eventmgr.shared.db import db, write
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


def close(app: Flask, person: Person) -> None:
    """An organizer closes the link at the moment of the test."""
    actor = Actor("user", None, "Ani Rahmawati")
    with app.app_context():
        stored = db.session.get_one(Person, person.id)
        revoke_link(
            actor,
            now(),
            person_id=stored.id,
            event_id=None,
            seen_version=stored.link_version,
            reason="telepon hilang",
        )


def test_a_link_closed_by_an_organizer_says_since_when_and_renewing_opens_a_new_one(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    close(app, cast.dedi)
    words = words_of(page_client().get(cast.dedi_link, status=410))
    assert "Panitia menutupnya pada 18 November 2024. Tautan pengganti belum ada." in words
    new_link = renew(app, cast.dedi)
    with app.app_context(), write() as session:
        session.get_one(Person, cast.dedi.id).link_revoked_at = None
    page_client().get(new_link)
    assert "Tautan ini sudah diganti" in words_of(page_client().get(cast.dedi_link, status=410))


def test_an_old_link_does_not_promise_a_new_one_while_all_are_closed(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    renew(app, cast.dedi)
    close(app, cast.dedi)
    assert "Tautan ini sudah ditutup" in words_of(page_client().get(cast.dedi_link, status=410))
