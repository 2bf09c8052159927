"""The bulk bar: cards, export, note and cancelling of a selection, over pages and by filter."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.events.models import Event
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from eventmgr.shared.job_models import Job
from tests.builders import build_person, build_registration, build_ticket
from tests.cast import Cast
from tests.page_client import PageClient, counted_statements, words_of

MakeClient = Callable[[], PageClient]
LIST = "/kegiatan/sosialisasi-2024/peserta"
ACT = f"{LIST}/pilihan"


@pytest.fixture
def uids(app: Flask, cast: Cast) -> list[str]:
    """Three participants with cards, all called Tanjung."""
    found = []
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        for name in ("Armaini Tanjung", "Dasnelly Tanjung", "Erniwati Tanjung"):
            row = build_registration(event=event, person=build_person(name=name, back_title=None))
            build_ticket(event=event, registration=row)
            found.append(row.uid)
    return found


@pytest.fixture
def ani(cast: Cast, page_client: MakeClient) -> PageClient:
    client = page_client().sign_in(cast.ani)
    client.get(LIST)
    return client


def act(client: PageClient, *, status: int = 200, **form: Any) -> Any:
    return client.post(ACT, form, status=status)


def test_who_may_look_has_no_ticks_and_may_do_nothing(
    cast: Cast, page_client: MakeClient, uids: list[str]
) -> None:
    client = page_client().sign_in(cast.vina)
    assert 'name="pilih"' not in client.get(LIST).get_data(as_text=True)
    client.post(ACT, {"act": "ekspor", "pilih": uids}, status=403)
    client.get(ACT, status=403)
    other = page_client().sign_in(cast.citra)
    other.get(ACT, status=404)


def test_each_tick_is_named_after_its_person(ani: PageClient, uids: list[str]) -> None:
    page = ani.page(LIST)
    assert page.xpath("//input[@name='pilih']/@aria-label")[0] == "Pilih Armaini Tanjung"


def test_nobody_ticked_is_said(ani: PageClient) -> None:
    answer = act(ani, act="kartu", status=303)
    assert "Belum ada peserta yang dipilih." in words_of(ani.follow(answer))


def test_cards_of_the_selection_alone_are_ordered(app: Flask, ani: PageClient, uids: list[str]) -> None:
    answer = act(ani, act="kartu", pilih=uids[:2], status=303)
    assert answer.headers["Location"].endswith("/kartu")
    assert "2 kartu sedang dibuat." in words_of(ani.follow(answer))
    with app.app_context():
        (ids,) = db.session.scalars(select(Job.ids)).all()
        chosen = db.session.scalars(select(Registration.id).where(Registration.uid.in_(uids[:2]))).all()
        assert sorted(ids["registration_ids"]) == sorted(chosen)


def test_a_print_that_runs_is_not_mixed_with_another(ani: PageClient, uids: list[str]) -> None:
    act(ani, act="kartu", pilih=uids[:2], status=303)
    answer = act(ani, act="kartu", pilih=uids[2:], status=303)
    assert "Cetak kartu yang lain sedang berjalan." in words_of(ani.follow(answer))


def test_the_export_holds_the_selection_over_all_pages(ani: PageClient, uids: list[str]) -> None:
    answer = act(ani, act="ekspor", pilih=[uids[0], f"{uids[2]} {uids[1]}"])
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    names = [row[1] for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert names == ["Armaini Tanjung", "Dasnelly Tanjung", "Erniwati Tanjung"]


def test_everybody_whom_the_filters_leave_needs_no_tick(ani: PageClient, uids: list[str]) -> None:
    answer = ani.get(f"{ACT}?cari=tanjung")
    assert answer.json is not None
    assert sorted(answer.json["pilihan"]) == sorted(uids)
    page = act(ani, act="catatan", semua="1", cari="tanjung")
    assert "Catatan petugas untuk 3 peserta" in words_of(page)


def test_a_crew_note_is_written_shown_and_cleared(ani: PageClient, uids: list[str]) -> None:
    act(ani, act="catatan", pilih=uids)
    answer = ani.post(f"{ACT}/catatan", {"pilih": " ".join(uids), "note": "Serahkan  kaus"}, status=303)
    words = words_of(ani.follow(answer))
    assert "Catatan petugas ditulis untuk 3 peserta." in words
    assert words.count("Serahkan kaus") == 3
    page = act(ani, act="catatan", pilih=uids)
    assert "Serahkan kaus" in page.get_data(as_text=True)
    answer = ani.post(f"{ACT}/catatan", {"pilih": " ".join(uids), "note": ""}, status=303)
    assert "Catatan petugas dihapus dari 3 peserta." in words_of(ani.follow(answer))
    ani.post(f"{ACT}/catatan", {"pilih": uids[0], "note": "x" * 201}, status=422)


def test_cancelling_needs_a_reason_and_names_how_many(app: Flask, ani: PageClient, uids: list[str]) -> None:
    page = act(ani, act="batal", pilih=uids)
    assert "Batalkan 3 pendaftaran" in words_of(page)
    assert "Armaini Tanjung; Dasnelly Tanjung; Erniwati Tanjung" in words_of(page)
    ani.post(f"{ACT}/batal", {"pilih": " ".join(uids), "reason": ""}, status=422)
    answer = ani.post(f"{ACT}/batal", {"pilih": " ".join(uids), "reason": "acara diundur"}, status=303)
    assert "3 pendaftaran dibatalkan." in words_of(ani.follow(answer))
    with app.app_context():
        states = db.session.scalars(select(Registration.state).where(Registration.uid.in_(uids))).all()
        assert set(states) == {"cancelled"}


def test_registrations_of_another_event_fall_out(
    app: Flask, cast: Cast, ani: PageClient, uids: list[str]
) -> None:
    with app.app_context():
        foreign = build_registration(event=db.session.get_one(Event, cast.other_event.id)).uid
    page = act(ani, act="batal", pilih=[foreign, uids[0], "bukan-uid", "\x00"])
    assert "Batalkan 1 pendaftaran" in words_of(page)
    ani.post(f"{ACT}/batal", {"pilih": f"{foreign} {uids[0]}", "reason": "undur"}, status=303)
    with app.app_context():
        row = db.session.scalars(select(Registration).where(Registration.uid == foreign)).one()
        assert row.state == "registered"


def test_the_list_takes_the_same_statements_with_ticks(
    app: Flask, cast: Cast, ani: PageClient, uids: list[str]
) -> None:
    numbers = []
    for size in (0, 30):
        with app.app_context():
            event = db.session.get_one(Event, cast.event.id)
            for _ in range(size):
                build_registration(event=event)
        with counted_statements(app) as statements:
            ani.get(LIST)
        numbers.append(len(statements))
    assert numbers[0] == numbers[1]
