"""Two admins who create the same at the same moment: the second finds the first's, on both databases."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from eventmgr.accounts.actions import create_user
from eventmgr.accounts.models import User
from eventmgr.audit.actor import Actor
from eventmgr.office.models import AddressCheck, Office, Official, RegionAlias
from eventmgr.office.official_actions import OfficialContent, add_official
from eventmgr.office.queries import real_office
from eventmgr.office.region_actions import add_alias
from eventmgr.office.settings_actions import order_address_check
from eventmgr.people.category_actions import CategoryContent, add_category
from eventmgr.people.models import Category
from eventmgr.shared.db import db, write
from eventmgr.shared.job_models import Job
from eventmgr.shared.jobs import enqueue
from eventmgr.shared.refusal import Refusal
from tests.builders import KELURAHAN
from tests.conftest import FIRST_MORNING

ADMIN = Actor("command", None, "uji")


def _official(office_id: int) -> None:
    add_official(ADMIN, FIRST_MORNING, office_id=office_id, typed=OfficialContent("Heriza", "Kepala Dinas"))


def _alias(office_id: int) -> None:
    add_alias(ADMIN, FIRST_MORNING, office_id=office_id, region_code=KELURAHAN, spelling="Kampung Ejaan Lain")


def _category(office_id: int) -> None:
    typed = CategoryContent("LKS", "Lembaga Kesejahteraan Sosial", "peserta", None)
    add_category(ADMIN, FIRST_MORNING, office_id=office_id, typed=typed)


def _user(office_id: int) -> None:
    create_user(
        ADMIN,
        FIRST_MORNING,
        office_id=office_id,
        email="baru@contoh.go.id",
        name="Baru",
        request_uid="a" * 32,
    )


def _address_check(office_id: int) -> None:
    office = db.session.get_one(Office, office_id)
    office_with_address = Office(id=office.id, public_url="https://kegiatan.contoh.go.id")
    order_address_check(ADMIN, FIRST_MORNING, office=office_with_address)


def _job(office_id: int) -> None:
    """As an attendance sheet is ordered: no lock is taken before."""
    with write() as session:
        enqueue(
            session,
            kind="reports.attendance_sheet",
            ids={},
            unique_key="uji",
            office_id=office_id,
            at=FIRST_MORNING,
        )


@pytest.mark.parametrize(
    ("create", "row"),
    [
        (_official, Official),
        (_alias, RegionAlias),
        (_category, Category),
        (_user, User),
        (_address_check, AddressCheck),
        (_job, Job),
    ],
)
def test_what_two_create_at_once_stands_once(
    any_app: Flask, create: Callable[[int], None], row: type[Any]
) -> None:
    with any_app.app_context():
        office_id = real_office().id
        before = db.session.scalar(select(func.count()).select_from(row)) or 0
    start, faults = threading.Barrier(4), []

    def press() -> None:
        with any_app.app_context():
            db.session.execute(select(1))
            db.session.rollback()
            start.wait()
            try:
                create(office_id)
            except (Refusal, SQLAlchemyError) as fault:
                faults.append(fault)

    admins = [threading.Thread(target=press) for _ in range(4)]
    for admin in admins:
        admin.start()
    for admin in admins:
        admin.join()
    with any_app.app_context():
        assert faults == []
        assert db.session.scalar(select(func.count()).select_from(row)) == before + 1
