"""Who was written down at the door stands in the list, with what the help desk has still to ask for."""

import io
from collections.abc import Callable

import openpyxl
from flask import Flask

from eventmgr.checkin.deliveries import WalkInOp
from eventmgr.checkin.walk_in_actions import write_down
from eventmgr.events.models import Event
from eventmgr.registration.queries import card_count, card_rows
from eventmgr.shared.db import db, new_uid
from tests.builders import KELURAHAN
from tests.cast import Cast
from tests.certificates.builders import COMMAND
from tests.conftest import FIRST_MORNING
from tests.page_client import PageClient, words_of

LIST = "/kegiatan/sosialisasi-2024/peserta"


def came(cast: Cast, name: str, category: str) -> str:
    """The uid of the registration that the door made."""
    event = db.session.query(Event).filter_by(slug=cast.slug).one()
    op = WalkInOp(
        uid=new_uid(),
        checkpoint="hari-1",
        name=name,
        category=category,
        region=KELURAHAN if category == "PSM" else None,
        at_device=FIRST_MORNING,
    )
    answer = write_down(event.id, op, actor=COMMAND, now=FIRST_MORNING)
    assert answer.guest is not None
    return answer.guest.registration_uid or ""


def test_the_list_and_the_person_say_what_is_missing_until_it_is_there(
    app: Flask, cast: Cast, page_client: Callable[[], PageClient]
) -> None:
    with app.app_context():
        uid = came(cast, "Yulmaini Syafitri, S.Pd", "PSM")
        came(cast, "Jati", "TAMU")
    ani = page_client().sign_in(cast.ani)
    words = words_of(ani.get(LIST))
    assert "Yulmaini Syafitri, S.Pd Dicatat di pintu, NIK dan nomor belum ada" in words
    assert "2 peserta" in words
    assert "Jati" not in words
    person = f"{LIST}/{uid}"
    assert "Dicatat di pintu, NIK dan nomor belum ada" in words_of(ani.get(person))
    form = {"nik": "1371064506800007", "reason": "dicocokkan dengan KTP"}
    ani.post(f"{person}/nik-baru", form, status=303, form_page=f"{person}/nik-baru")
    assert "Dicatat di pintu, nomor belum ada" in words_of(ani.get(person))


def test_guests_stand_under_their_unsur_and_outside_every_total(
    app: Flask, cast: Cast, page_client: Callable[[], PageClient]
) -> None:
    with app.app_context():
        uid = came(cast, "Jati", "TAMU")
    ani = page_client().sign_in(cast.ani)
    words = words_of(ani.get(LIST))
    assert "1 dari 1 peserta" in words
    assert "Jati" not in words
    words = words_of(ani.get(f"{LIST}?unsur=TAMU"))
    assert "1 peserta" in words
    assert "1 orang dari unsur Tamu, di luar 1 peserta" in words
    assert "Jati Dicatat di pintu TAMU" in words
    assert "Unsur: Tamu" in words
    assert "Jati" in words_of(ani.get(f"{LIST}?unsur=TAMU&cari=jati"))
    everybody = ani.get(f"{LIST}/pilihan?unsur=TAMU").get_json()["pilihan"]
    assert everybody == [uid]
    book = openpyxl.load_workbook(io.BytesIO(ani.get(f"{LIST}.xlsx?unsur=TAMU").get_data()))
    assert "Jati" in [row[1] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert "1 peserta" in words_of(ani.get("/kegiatan/sosialisasi-2024"))


def test_a_guest_has_no_name_card_and_every_page_counts_the_same(
    app: Flask, cast: Cast, page_client: Callable[[], PageClient]
) -> None:
    with app.app_context():
        uid = came(cast, "Jati", "TAMU")
        event = db.session.query(Event).filter_by(slug=cast.slug).one()
        assert [row.name for row in card_rows(event.id)] == ["Dedi Kurniawan"]
        assert card_count(event.id).total == 1
    ani = page_client().sign_in(cast.ani)
    assert "1 kartu belum dicetak" in words_of(ani.get("/kegiatan/sosialisasi-2024"))
    assert "Cetak 1 kartu" in words_of(ani.get("/kegiatan/sosialisasi-2024/kartu"))
    assert "Cetak kartu" not in words_of(ani.get(f"{LIST}/{uid}"))
    assert "Cetak kartu" in words_of(ani.get(f"{LIST}/{cast.dedi_registration.uid}"))
    answer = ani.post(f"{LIST}/pilihan", {"act": "kartu", "pilih": uid}, status=303, form_page=LIST)
    assert "tidak mempunyai kartu bernama" in words_of(ani.follow(answer))
