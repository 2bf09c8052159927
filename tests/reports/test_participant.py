"""The page of one participant: facts, days, events, trail, the NIK for a minute, the link for organizers."""

from collections.abc import Callable
from datetime import date

from flask import Flask

from eventmgr.events.models import Event
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from tests.builders import build_event, build_person, build_registration, build_ticket
from tests.cast import Cast
from tests.page_client import PageClient, counted_statements, words_of
from tests.portal.papers import build_certificate
from tests.support.trail import acts

MakeClient = Callable[[], PageClient]


def _address(cast: Cast) -> str:
    return f"/kegiatan/{cast.slug}/peserta/{cast.dedi_registration.uid}"


def test_the_organizer_finds_the_private_link_and_it_opens(cast: Cast, page_client: MakeClient) -> None:
    page = page_client().sign_in(cast.ani).get(_address(cast))
    assert f'href="http://127.0.0.1:8000{cast.dedi_link}"' in page.get_data(as_text=True)
    assert "Dedi Kurniawan" in words_of(page_client().get(cast.dedi_link))


def test_who_may_only_look_gets_neither_link_nor_trail_nor_acts(cast: Cast, page_client: MakeClient) -> None:
    client = page_client().sign_in(cast.vina)
    html = client.get(_address(cast)).get_data(as_text=True)
    for hidden in ("/p/", "Riwayat", "Lihat NIK", "batalkan", "/ubah"):
        assert hidden not in html
    client.post(f"{_address(cast)}/nik", {"reason": "ingin tahu"}, status=403)


def test_nik_and_telephone_are_masked(cast: Cast, page_client: MakeClient) -> None:
    words = words_of(page_client().sign_in(cast.ani).get(_address(cast)))
    assert "••••••••" in words
    assert "0812••••78" in words
    assert "+6281234567878" not in words


def test_a_whole_nik_is_shown_for_a_minute_to_who_says_why(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    with app.app_context():
        person = build_person(name="Nelly Herawati", nik="1371055106830019")
        event = db.session.get_one(Event, cast.event.id)
        uid = build_registration(event=event, person=person).uid
    address = f"/kegiatan/{cast.slug}/peserta/{uid}"
    client = page_client().sign_in(cast.ani)
    page = client.post(f"{address}/nik", {"reason": " "}, status=422, form_page=address)
    assert "137105 510683 0019" not in words_of(page)
    page = client.post(f"{address}/nik", {"reason": "Mencocokkan dengan KTP"}, status=200)
    assert "137105 510683 0019" in words_of(page)
    assert page.headers["Refresh"] == f"60; url={address}"
    assert page.headers["Cache-Control"] == "no-store"
    words = words_of(client.get(address))
    assert "137105 510683 0019" not in words
    assert "Siapa melihat NIK" in words
    assert "Mencocokkan dengan KTP" in words
    with app.app_context():
        assert acts() == ["person.nik_seen"]


def test_days_without_a_scan_say_so(cast: Cast, page_client: MakeClient) -> None:
    words = words_of(page_client().sign_in(cast.ani).get(_address(cast)))
    assert "0 dari 3 hari" in words
    assert words.count("belum hadir") == 3
    assert "Belum terbit" in words


def test_other_events_are_named_and_only_those_one_may_open_are_links(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    with app.app_context():
        other = db.session.get_one(Event, cast.other_event.id)
        build_registration(event=other, person=db.session.get_one(Person, cast.dedi.id))
    ani, aminah = page_client().sign_in(cast.ani), page_client().sign_in(cast.aminah)
    page = ani.get(_address(cast))
    assert "Bimtek TKSK" in words_of(page)
    assert f"/kegiatan/{cast.other_slug}/peserta/" not in page.get_data(as_text=True)
    assert f"/kegiatan/{cast.other_slug}/peserta/" in aminah.get(_address(cast)).get_data(as_text=True)


def test_certificates_of_several_years_add_up_and_stand_as_a_chart(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    with app.app_context():
        person = db.session.get_one(Person, cast.dedi.id)
        older = build_event(slug="pelatihan-2022", name="Pelatihan Dasar PSM", first_day=date(2022, 3, 7))
        for number, event in ((413, older), (412, db.session.get_one(Event, cast.event.id))):
            row = (
                db.session.get_one(Registration, cast.dedi_registration.id)
                if event.id == cast.event.id
                else build_registration(event=event, person=person)
            )
            build_certificate(event=event, registration=row, number=number)
    words = words_of(page_client().sign_in(cast.aminah).get(_address(cast)))
    assert "12 JP dari dua kegiatan." in words
    assert "400.9.12.3/412/Dinsos/2024" in words
    assert "JP per tahun" in words
    assert "6 2022 0 2023 6 2024" in words


def test_a_participant_of_another_event_is_not_found(cast: Cast, page_client: MakeClient) -> None:
    client = page_client().sign_in(cast.aminah)
    client.get(f"/kegiatan/{cast.other_slug}/peserta/{cast.dedi_registration.uid}", status=404)


def test_the_list_leads_to_the_page(cast: Cast, page_client: MakeClient) -> None:
    page = page_client().sign_in(cast.ani).get(f"/kegiatan/{cast.slug}/peserta")
    assert _address(cast) in page.get_data(as_text=True)


def test_the_number_of_statements_is_the_same_for_one_event_and_many_people(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    client, numbers = page_client().sign_in(cast.ani), []
    for size in (0, 12):
        with app.app_context():
            event = db.session.get_one(Event, cast.event.id)
            for _ in range(size):
                row = build_registration(event=event)
                build_ticket(event=event, registration=row)
        with counted_statements(app) as statements:
            client.get(_address(cast))
        numbers.append(len(statements))
    assert numbers[0] == numbers[1]
    assert numbers[0] <= 24
