"""What changed on a card since it was printed, in words, with what the old card says."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from eventmgr.audit.actor import Actor
from eventmgr.cards.actions import note_printed
from eventmgr.cards.name_cards import due_cards, event_groups
from eventmgr.cards.printed_faces import Change, changes_between, face_hash, face_words
from eventmgr.people.models import Person
from eventmgr.registration.queries import card_rows
from eventmgr.registration.ticket_actions import give_new_card
from eventmgr.registration.ticket_queries import last_voided
from eventmgr.shared.clock import now
from eventmgr.shared.db import write
from tests.builders import build_event, build_registration, build_ticket
from tests.cards.test_card_sheet import card

OLD = card(name="Zurniati Djambak", back_title="")


@pytest.mark.parametrize(
    ("changed", "words", "old"),
    [
        ({"name": "Zurniati Jambak"}, "Ejaan nama", "Zurniati Djambak"),
        ({"name": "Masrul Malayu"}, "Nama diganti", "Zurniati Djambak"),
        ({"back_title": "S.Pd"}, "Gelar ditambah", "Zurniati Djambak"),
        ({"village": "Parak Laweh Pulau Air Nan XX"}, "Kelurahan diperbaiki", "Parak Laweh Pulau Aia Nan XX"),
        ({"village": "Gurun Laweh"}, "Pindah kelurahan", "Parak Laweh Pulau Aia Nan XX"),
        ({"village": "Jati", "district": "Pauh"}, "Pindah kelurahan", "Parak Laweh Pulau Aia Nan XX"),
        ({"category_code": "TKSK"}, "Unsur berubah", "PSM"),
        ({"date_range": "25 November 2024"}, "Tanggal kegiatan berubah", "18 s.d. 20 November 2024"),
    ],
)
def test_a_change_is_named_with_the_old_words(changed: dict[str, Any], words: str, old: str) -> None:
    new = replace(OLD, **changed)
    assert changes_between(face_words(OLD), new) == [Change(words, old)]
    assert face_hash(new) != face_hash(OLD)


def test_several_changes_are_all_told() -> None:
    new = replace(OLD, name="Zurniati Jambak", village="Gurun Laweh")
    assert [one.words for one in changes_between(face_words(OLD), new)] == ["Ejaan nama", "Pindah kelurahan"]


def test_a_print_of_before_is_told_without_old_words() -> None:
    assert changes_between(None, OLD) == [Change("Isi kartu berubah", "")]


def test_on_both_databases_a_print_is_remembered_in_words_and_a_lost_card_in_time(any_app: Flask) -> None:
    with any_app.app_context():
        event, actor = build_event(), Actor("user", None, "Ani")
        one, two = (build_registration(event=event) for _ in range(2))
        tickets = [build_ticket(event=event, registration=row) for row in (one, two)]
        faces = [one_card for group in event_groups(event) for one_card in group.cards]
        ids = [row.ticket_id or 0 for row in card_rows(event.id)]
        note_printed(
            actor,
            now(),
            event=event,
            faces={key: face_hash(face) for key, face in zip(ids, faces, strict=True)},
            words={key: face_words(face) for key, face in zip(ids, faces, strict=True)},
        )
        assert due_cards(event, card_rows(event.id)) == []
        with write() as session:
            session.get_one(Person, one.person_id).back_title = "M.Si"
        code = tickets[1].typed_code
        give_new_card(actor, now(), event=event, uid=two.uid, seen_code=code, reason="hilang")
        due = {card.row.id: card for card in due_cards(event, card_rows(event.id))}
        assert due[one.id].changes[0].words == "Gelar diperbaiki"
        assert due[two.id].why == "replaced"
        assert set(last_voided(event.id)) == {two.id}
