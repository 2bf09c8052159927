"""The Excel file, read back: sums, hours, masked NIK, and no formula whatever a name begins with."""

import io
from typing import Any

import openpyxl
import python_calamine
from flask import Flask

from eventmgr.checkin.attendance_sheet import attendance_xlsx
from eventmgr.checkin.closing_actions import close_day
from eventmgr.events.models import Event
from eventmgr.shared.db import db, write
from tests.builders import KECAMATAN, build_category, build_person, build_registration
from tests.checkin.doors import MORNING, Door, build_door, registration_of, scan
from tests.checkin.matrix_days import NOON, Hand, day_of, event_of
from tests.page_client import counted_statements

NIK = "1371061506809003"


def sheets_of(door: Door) -> dict[str, list[list[Any]]]:
    data = attendance_xlsx(db.session.get_one(Event, door.event_id), MORNING).data
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_sheets_hold_sums_and_hours(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        event = db.session.get_one(Event, door.event_id)
        build_registration(event=event, person=build_person(name="=HYPERLINK(A1)", back_title=None, nik=NIK))
        tksk = build_person(name="Zainal Jambak")
        build_registration(
            event=event, person=tksk, category=build_category(code="TKSK"), region_code=KECAMATAN
        )
        scan(door)
        sheets = sheets_of(door)
        recap = sheets["Rekap"]
        assert recap[0][0] == "Sosialisasi Arah Kebijakan"
        assert recap[1][0] == "Keadaan 18 November 2024, pukul 07.40 WIB"
        assert recap[3][:4] == ["Kecamatan", "Kelurahan", "Presensi Hari 1, 18 Nov. 2024: hadir", "terdaftar"]
        assert [row[2:4] for row in recap[4:]] == [[0, 1], [1, 2], [1, 3]]
        assert recap[4][1] == "(tingkat kecamatan)", "a kecamatan's own people stand before its kelurahan"
        assert recap[-1][0] == "Semua"
        people = {row[1]: row for row in sheets["Per orang"][4:]}
        assert people["Masrul Malayu, S.Sos"][6:] == ["07.40", "–", "–", 1, ""]
        assert people["=HYPERLINK(A1)"][5] == "1371••••••••9003"
        assert people["Zainal Jambak, S.Sos"][2:5] == ["TKSK", people["=HYPERLINK(A1)"][3], ""]


def test_names_are_never_formulas_and_counts_are_numbers(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        event = db.session.get_one(Event, door.event_id)
        for name in ("=1+1", "+62", "-1", "@SUM(A1)", '=cmd|"/c calc"!A1'):
            build_registration(event=event, person=build_person(name=name))
        data = attendance_xlsx(event, MORNING).data
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        types = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert types <= {"s", "n"}


def test_who_was_cancelled_while_the_day_is_open_is_in_no_sheet(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        scan(door)
        with write():
            registration_of(door).state = "cancelled"
        sheets = sheets_of(door)
        assert "Masrul" not in str(sheets)
        assert sheets["Rekap"][-1][2:4] == [0, 0]


def test_the_statements_do_not_grow_with_the_people(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        costs = []
        for _ in range(2):
            with counted_statements(app) as statements:
                sheets_of(door)
            costs.append(len(statements))
            event = db.session.get_one(Event, door.event_id)
            for _ in range(5):
                build_registration(event=event)
        assert costs[0] == costs[1]


def test_the_matrix_has_a_mark_a_day_with_notes_and_sums_that_add_up(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        event = db.session.get_one(Event, door.event_id)
        for name in ("Asnimar", "Rosna Roza"):
            build_registration(event=event, person=build_person(name=name))
        Hand(door).note("sakit", "=Demam", numbers=(1, 2))
        Hand(door).correct(number=1, reason="Datang sebentar")
        close_day(door.organizer, NOON, event=event_of(door), day=day_of(door))
        rows = sheets_of(door)["Kehadiran"]
        head = rows.index(next(row for row in rows if row[0] == "No."))
        assert rows[head][5:8] == ["18 Nov. 2024", "Pukul", "Catatan"]
        people = {row[1].partition(",")[0]: row for row in rows[head + 1 :] if row[0] != ""}
        masrul = people["Masrul Malayu"]
        assert masrul[5:8] == ["H", "08.00", "=Demam; dikoreksi"], "presence wins over a note"
        assert masrul[8:11] == ["S", "", "=Demam"]
        assert masrul[-1] == 1
        assert [people["Asnimar"][column] for column in (5, 8, 11)] == ["A", "belum", "belum"]
        foot = {row[1]: [row[5], row[8], row[11]] for row in rows if row[0] == "" and row[1]}
        assert foot["Hadir (H)"] == [1, 0, 0]
        assert foot["Tanpa keterangan (A)"] == [2, 0, 0]
        assert foot["Semua peserta"] == [3, 3, 3]
        del foot["Semua peserta"]
        assert [sum(figures) for figures in zip(*foot.values(), strict=True)] == [3, 3, 3]
