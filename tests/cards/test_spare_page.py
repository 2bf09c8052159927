"""Spare cards at the desk: ordered, printed, seen by number, taken back."""

from collections.abc import Callable
from contextlib import closing

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.cards.name_cards import due_cards
from eventmgr.cards.page import cards_page
from eventmgr.cards.spare_actions import Given, give_spare, order_spares, release_spare
from eventmgr.events.models import Event
from eventmgr.registration.models import Registration, Ticket
from eventmgr.registration.queries import card_rows
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.db import db, write
from eventmgr.shared.job_models import Job
from eventmgr.shared.refusal import Refusal
from tests.builders import (
    CREATED,
    build_event,
    build_person,
    build_registration,
    build_spare_card,
    build_ticket,
)
from tests.cards.test_cards_page import run_jobs
from tests.cast import Cast
from tests.certificates.builders import COMMAND
from tests.conftest import FIRST_MORNING
from tests.page_client import PageClient, counted_statements, words_of

CARDS = "/kegiatan/sosialisasi-2024/kartu"
PAGE = f"{CARDS}/cadangan"


@pytest.fixture
def ani(cast: Cast, page_client: Callable[[], PageClient]) -> PageClient:
    return page_client().sign_in(cast.ani)


def event_of(cast: Cast) -> Event:
    return db.session.query(Event).filter_by(slug=cast.slug).one()


def give(cast: Cast, number: int, registration_uid: str) -> None:
    """The card with this number is handed out at the first morning's door."""
    event = event_of(cast)
    office_id, event_id = event.office_id, event.id
    with write() as session:
        card = session.query(Ticket).filter_by(event_id=event_id, spare_no=number).one()
        to = session.query(Registration).filter_by(uid=registration_uid).one()
        given = Given(FIRST_MORNING, "Presensi Hari 1", office_id)
        give_spare(session, COMMAND, FIRST_MORNING, card=card, to=to, given=given)


def spare_numbers() -> list[int | None]:
    db.session.rollback()
    return list(
        db.session.scalars(select(Ticket.spare_no).where(Ticket.state == "spare").order_by(Ticket.spare_no))
    )


def test_from_the_order_to_the_pdf_and_numbers_go_on(app: Flask, ani: PageClient) -> None:
    assert "Belum ada kartu cadangan" in words_of(ani.get(PAGE))
    ani.post(PAGE, {"seen": "0"}, status=303, form_page=PAGE)
    assert "Menunggu giliran" in words_of(ani.get(PAGE))
    assert run_jobs(app) == ["done"]
    assert ani.get(f"{PAGE}/kemajuan").headers["HX-Refresh"] == "true"
    with closing(pypdfium2.PdfDocument(ani.get(f"{PAGE}/berkas.pdf").get_data())) as document:
        assert len(document) == 3
        text = "".join(page.get_textpage().get_text_range() for page in document)
    with app.app_context():
        cards = db.session.scalars(select(Ticket).where(Ticket.state == "spare")).all()
        assert all(show_short_code(card.typed_code) in text for card in cards)
        assert all(card.printed_at is not None for card in cards)
    assert "20 kartu cadangan, belum ada yang dipakai" in words_of(ani.get(PAGE))
    ani.post(PAGE, {"seen": "20"}, status=303, form_page=PAGE)
    run_jobs(app)
    with app.app_context():
        assert spare_numbers() == list(range(1, 41))


def test_two_presses_and_an_old_page_make_twenty(app: Flask, ani: PageClient) -> None:
    for _ in range(2):
        ani.post(PAGE, {"seen": "0"}, status=303, form_page=PAGE)
    run_jobs(app)
    ani.post(PAGE, {"seen": "0"}, status=303, form_page=PAGE)
    with app.app_context():
        assert len(spare_numbers()) == 20
        assert db.session.scalar(select(func.count(Job.id))) == 1


def test_free_cards_are_printed_once_more_with_the_same_codes(
    app: Flask, cast: Cast, ani: PageClient
) -> None:
    with app.app_context():
        for number in (1, 2):
            build_spare_card(event=event_of(cast), number=number)
        give(cast, 1, cast.dedi_registration.uid)
    ani.post(PAGE, {"scope": "free"}, status=303, form_page=PAGE)
    run_jobs(app)
    with app.app_context():
        assert db.session.scalars(select(Job)).one().ids["numbers"] == [2]
        assert spare_numbers() == [2]


def test_papers_of_an_archived_event_are_not_made(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_event()
        with write():
            event.state = "archived"
        with pytest.raises(Refusal) as caught:
            order_spares(COMMAND, CREATED, event=event, seen_last=0)
        assert caught.value.code == "event_archived"
        assert spare_numbers() == []


def test_both_pages_say_how_many_are_used_whose_and_where(app: Flask, cast: Cast, ani: PageClient) -> None:
    with app.app_context():
        for number in range(1, 4):
            build_spare_card(event=event_of(cast), number=number)
        build_ticket(event=event_of(cast), registration=build_registration(event=event_of(cast)))
        give(cast, 2, cast.dedi_registration.uid)
    for path in (PAGE, CARDS):
        page = ani.page(path)
        assert "3 kartu cadangan, 1 sudah dipakai" in " ".join(page.text_content().split())
        assert page.xpath("//ol[@class='spare-boxes']/li/@class") == ["free", "used", "free"]
        (row,) = page.xpath("//ul[@class='spare-rows']/li")
        words = " ".join(row.text_content().split())
        assert words.startswith("2 ")
        assert "Dedi Kurniawan Presensi Hari 1, Senin 07.40 Lepas" in words


def test_when_all_are_used_more_are_offered(app: Flask, cast: Cast, ani: PageClient) -> None:
    with app.app_context():
        build_spare_card(event=event_of(cast), number=1)
        give(cast, 1, cast.dedi_registration.uid)
    words = words_of(ani.get(PAGE))
    assert "1 kartu cadangan, semua sudah dipakai" in words
    assert "Cetak cadangan lagi" in words


def test_a_spare_card_in_somebody_s_hand_is_not_due_for_printing(app: Flask, cast: Cast) -> None:
    with app.app_context():
        build_spare_card(event=event_of(cast), number=1)
        give(cast, 1, cast.dedi_registration.uid)
        event = event_of(cast)
        assert due_cards(event, card_rows(event.id)) == []


def test_taking_a_card_back_frees_it_and_its_bearer_has_a_card_to_print(
    app: Flask, cast: Cast, ani: PageClient
) -> None:
    with app.app_context():
        build_spare_card(event=event_of(cast), number=4)
        give(cast, 4, cast.dedi_registration.uid)
    path = f"{PAGE}/4/lepas"
    words = words_of(ani.get(path))
    assert "Kartu cadangan 4 dapat dipakai lagi" in words
    assert "Dedi Kurniawan mendapat kartu baru dengan namanya" in words
    answer = ani.post(path, {"seen": cast.dedi_registration.uid}, status=303, form_page=path)
    assert "dilepas dan dapat dipakai lagi" in words_of(ani.follow(answer))
    with app.app_context():
        assert spare_numbers() == [4]
        event = event_of(cast)
        page = cards_page(event, FIRST_MORNING)
        (due,) = page.due
        assert due.uid == db.session.query(Registration).one().uid
        assert (due.why, due.words) == ("released", "Kartu cadangannya dilepas")
        assert page.due_words == "1 sesudah kartu cadangannya dilepas"
    ani.get(path, status=404)


def test_a_second_press_and_another_bearer_change_nothing(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_event()
        registration = build_registration(event=event)
        build_ticket(event=event, registration=registration)
        card = build_spare_card(event=event, number=4)
        uid, event_id, office_id = registration.uid, event.id, event.office_id
        with write() as session:
            given = Given(FIRST_MORNING, "Pintu", office_id)
            give_spare(session, COMMAND, FIRST_MORNING, card=card, to=registration, given=given)
        event = db.session.get_one(Event, event_id)
        assert not release_spare(COMMAND, CREATED, event=event, number=4, seen_registration="0" * 32)
        assert release_spare(COMMAND, CREATED, event=event, number=4, seen_registration=uid)
        assert not release_spare(COMMAND, CREATED, event=event, number=4, seen_registration=uid)
        states = db.session.scalars(select(Ticket.state).order_by(Ticket.id)).all()
        assert states == ["void", "spare", "active"]


def test_the_statements_do_not_grow_with_the_cards(app: Flask, cast: Cast, ani: PageClient) -> None:
    with counted_statements(app) as few:
        ani.get(PAGE)
    with app.app_context():
        event = event_of(cast)
        for number in range(1, 9):
            build_spare_card(event=event, number=number)
            uid = build_registration(event=event, person=build_person(name=f"Orang {number}")).uid
            give(cast, number, uid)
            event = event_of(cast)
    with counted_statements(app) as many:
        ani.get(PAGE)
    assert len(many) == len(few)
