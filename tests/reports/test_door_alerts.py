"""What happens at the door and wants the coordinator stands on the home and on the live board."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from eventmgr.audit.actor import Actor
from eventmgr.checkin.actions import check_in, undo
from eventmgr.checkin.deliveries import HoldOp, ScanOp, UndoOp
from eventmgr.checkin.gate_keeping import hold
from eventmgr.events.models import Event
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.reports.alert_queries import held_cards, walk_ins_to_look_at
from eventmgr.shared.db import db, new_uid, write
from tests.builders import build_event, build_registration, build_user
from tests.cast import Cast
from tests.conftest import FIRST_MORNING as NOW
from tests.page_client import PageClient, words_of

HOME = "/kegiatan/sosialisasi-2024"


def hold_a_card(event: Event, registration: Registration, actor: Actor, *, kept: bool = True) -> str:
    """The guest is in; somebody else comes with the same card. The uid of the hold comes back."""
    uids = [new_uid(), new_uid()]
    for number, uid in enumerate(uids):
        scan = ScanOp(
            uid=uid,
            checkpoint="hari-1",
            at_device=NOW + timedelta(minutes=number),
            source="search",
            operator="Rina Oktavia",
            registration_uid=registration.uid,
        )
        check_in(event.id, scan, actor=actor, now=NOW)
    op = HoldOp(
        uid=new_uid(),
        checkpoint="hari-1",
        at_device=NOW + timedelta(minutes=2),
        operator="Rina Oktavia",
        scan=uids[1],
        card_kept=kept,
        note="Bukan orangnya",
    )
    assert hold(event.id, op, actor=actor, now=NOW).verdict == "held"
    return op.uid


def test_a_held_card_stands_until_it_is_taken_back_or_the_day_is_closed(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_event()
        registration = build_registration(event=event)
        user = build_user()
        actor = Actor("user", user.id, user.name)
        uid = hold_a_card(event, registration, actor)
        (card,) = held_cards(event.id)
        assert (card.registration_uid, card.is_kept, card.day) == (registration.uid, True, 1)
        op = UndoOp(uid=new_uid(), checkpoint="hari-1", at_device=NOW, undoes=uid, reason="salah_ketuk")
        undo(event.id, op, actor=actor, now=NOW, by_organizer=True)
        assert held_cards(event.id) == []


def test_walk_ins_stand_until_their_nik_is_there_or_their_seat(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_event()
        seated, waiting = build_registration(event=event), build_registration(event=event, state="reserve")
        with write() as session:
            for one in (seated, waiting):
                session.get_one(Registration, one.id).is_walk_in = True
            session.get_one(Person, seated.person_id).nik_hash = None
        found = walk_ins_to_look_at(event.id)
        assert [(one.registration_uid, one.is_waiting) for one in found] == [
            (waiting.uid, True),
            (seated.uid, False),
        ]
        with write() as session:
            session.get_one(Person, seated.person_id).nik_hash = "1" * 64
            session.get_one(Registration, waiting.id).state = "cancelled"
        assert walk_ins_to_look_at(event.id) == []


@pytest.mark.parametrize("page", [HOME, f"{HOME}/presensi", f"{HOME}/presensi/langsung?titik=hari-1"])
def test_the_coordinator_sees_it_with_a_way_to_it(
    app: Flask, cast: Cast, page_client: Callable[[], PageClient], page: str
) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        hold_a_card(event, cast.dedi_registration, Actor("user", cast.budi.id, "Budi"), kept=False)
        late = build_registration(event=event)
        with write() as session:
            session.get_one(Registration, late.id).is_walk_in = True
            session.get_one(Person, late.person_id).nik_hash = None
    html = page_client().sign_in(cast.ani).http.get(page).get_data(as_text=True)
    assert "Kartu dibawa orang lain" in html
    assert "Dedi Kurniawan" in html
    assert f"pilih={cast.dedi_registration.uid}.1" in html
    assert "1 orang dicatat di pintu, NIK belum ada" in html
    assert "Perlu perhatian" in words_of(page_client().sign_in(cast.vina).get(f"{HOME}/presensi"))
