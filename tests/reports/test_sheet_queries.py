"""Who stands on an attendance sheet, in which order, and ordering one, on both databases."""

from flask import Flask

from eventmgr.audit.actor import Actor
from eventmgr.registration.models import Registration
from eventmgr.reports.attendance_paper import SheetWish
from eventmgr.reports.sheet_actions import order_sheet, wish_of
from eventmgr.reports.sheet_queries import drawn_jobs, last_sheet_job_or_none, sheet_people
from eventmgr.shared.clock import now
from eventmgr.shared.db import write
from tests.builders import build_event, build_person, build_registration


def test_the_whole_kecamatan_comes_first_and_those_of_no_region_last_by_unit(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_event()
        for name, code, unit in (
            ("Asnimar", None, "Tagana"),
            ("Bustami", "13.71.06.1010", ""),
            ("Desmawati", None, "Karang Taruna"),
            ("Zainal", "13.71.06", ""),
            ("Elfitri", None, "Tagana"),
        ):
            made = build_registration(event=event, person=build_person(name=name))
            with write() as session:
                there = session.get_one(Registration, made.id)
                there.region_code, there.unit_text = code, unit
        people = [(one.name, one.unit) for one in sheet_people(event.id, None)]
    assert people == [
        ("Zainal", ""),
        ("Bustami", ""),
        ("Desmawati", "Karang Taruna"),
        ("Asnimar", "Tagana"),
        ("Elfitri", "Tagana"),
    ]


def test_an_order_is_read_back_as_it_was_given(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_event()
        wish = SheetWish(number=2, blank=True, by_district=True, signer_id=7)
        order_sheet(Actor("command", None, "uji coba"), now(), event=event, wish=wish)
        job = last_sheet_job_or_none(event.id)
        assert job is not None
        assert wish_of(job.ids) == wish
        assert drawn_jobs(event.id) == []
