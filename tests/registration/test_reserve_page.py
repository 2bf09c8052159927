"""The reserve list: order, free seats, promotion, statements."""

from collections.abc import Callable

from flask import Flask

from eventmgr.events.models import Event
from eventmgr.registration.models import Registration
from eventmgr.registration.seat_actions import cancel
from eventmgr.shared.clock import now
from eventmgr.shared.db import db, write
from tests.builders import build_category, build_person, build_quota, build_registration
from tests.cast import Cast
from tests.page_client import PageClient, counted_statements, words_of
from tests.registration.people_steps import ACTOR, by_uid

MakeClient = Callable[[], PageClient]
LIST = "/kegiatan/sosialisasi-2024/peserta/cadangan"


def wait(cast: Cast, name: str, number: int) -> str:
    """Somebody on the reserve list; the uid."""
    event = db.session.get_one(Event, cast.event.id)
    row = build_registration(event=event, person=build_person(name=name, back_title=None), state="reserve")
    with write() as session:
        session.get_one(Registration, row.id).reserve_no = number
    return row.uid


def fill(cast: Cast) -> None:
    """One seat a kelurahan, which Dedi holds."""
    build_quota(event=db.session.get_one(Event, cast.event.id), category=build_category(), seats=1)


def test_the_list_stands_in_its_order_and_says_who_may_come_up(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    client = page_client().sign_in(cast.ani)
    assert "Tidak ada cadangan" in words_of(client.get(LIST))
    with app.app_context():
        fill(cast)
        wait(cast, "Nelly Herawati", 2)
        wait(cast, "Zulfahmi Piliang", 1)
    words = words_of(client.get(LIST))
    assert "2 cadangan" in words
    assert words.index("Zulfahmi Piliang") < words.index("Nelly Herawati")
    assert "penuh, 1 dari 1" in words
    assert "Naikkan" not in words


def test_a_free_seat_is_given_once(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    client = page_client().sign_in(cast.ani)
    with app.app_context():
        fill(cast)
        first, second = wait(cast, "Zulfahmi Piliang", 1), wait(cast, "Nelly Herawati", 2)
        event = db.session.get_one(Event, cast.event.id)
        cancel(ACTOR, now(), event=event, uids=[cast.dedi_registration.uid], reason="sakit")
    assert "Naikkan" in words_of(client.get(LIST))
    answer = client.post(f"{LIST}/{first}/naikkan", status=303, form_page=LIST)
    assert "Zulfahmi Piliang kini peserta." in words_of(client.follow(answer))
    answer = client.post(f"{LIST}/{second}/naikkan", status=303)
    assert "sudah penuh" in words_of(client.follow(answer))
    with app.app_context():
        assert (by_uid(first).state, by_uid(first).reserve_no) == ("registered", None)
        assert by_uid(second).state == "reserve"
    client.post(f"{LIST}/{'0' * 32}/naikkan", status=404)


def test_the_number_of_statements_does_not_grow_with_the_list(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    client = page_client().sign_in(cast.ani)
    numbers = []
    for size in (1, 8):
        with app.app_context():
            for number in range(size):
                wait(cast, f"Cadangan {number}", number + 1)
        with counted_statements(app) as statements:
            client.get(LIST)
        numbers.append(len(statements))
    assert numbers[0] == numbers[1]


def test_who_was_cancelled_or_replaced_is_found_here(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        cancel(ACTOR, now(), event=event, uids=[cast.dedi_registration.uid], reason="sakit")
    page = page_client().sign_in(cast.vina).get(LIST)
    assert "Dibatalkan dan digantikan" in words_of(page)
    assert "Dedi Kurniawan" in words_of(page)
    assert "18 Nov." in words_of(page)
    assert f"/peserta/{cast.dedi_registration.uid}" in page.get_data(as_text=True)
