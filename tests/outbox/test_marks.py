"""Marks of texts that somebody sent by hand, on both databases."""

from flask import Flask

from eventmgr.office.queries import real_office
from eventmgr.outbox.actions import PURPOSE, HandSent, mark_sent, seal_hand_sent, take_back
from eventmgr.outbox.queries import sent_by_keys
from eventmgr.shared.db import write
from eventmgr.shared.keyring import keyring
from tests.builders import CREATED


def sealed(address: str = "+6281234567878") -> HandSent:
    return seal_hand_sent(
        keyring(),
        office_id=real_office().id,
        dedupe_key="wa_link:a:1",
        subject=("registration", "a"),
        address=address,
        body="Halo",
    )


def test_a_text_is_marked_once_taken_back_and_marked_again(any_app: Flask) -> None:
    with any_app.app_context():
        sent = sealed()
        with write() as session:
            assert mark_sent(session, CREATED, sent, by="Ani")
            assert not mark_sent(session, CREATED, sent, by="Budi")
        assert sent_by_keys(["wa_link:a:1"])["wa_link:a:1"].sent_by == "Ani"
        with write() as session:
            assert take_back(session, "wa_link:a:1")
            assert not take_back(session, "wa_link:a:1")
        assert sent_by_keys(["wa_link:a:1"]) == {}
        with write() as session:
            assert mark_sent(session, CREATED, sealed("+6281300000000"), by="Budi")
        row = sent_by_keys(["wa_link:a:1"])["wa_link:a:1"]
        assert keyring().decrypt(PURPOSE, row.key_id, row.address_cipher) == "+6281300000000"
