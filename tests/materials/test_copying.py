"""Materials come along into a copied event when asked, to the session of the same place."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.events.models import AgendaSession, Event, EventDay
from eventmgr.materials.copying import copy_materials, describe_materials
from eventmgr.materials.models import Material, MaterialVersion
from eventmgr.shared.db import db, new_uid, write
from tests.builders import build_event
from tests.cast import Cast
from tests.page_client import PageClient

AT = datetime(2024, 11, 18, 1, 0, tzinfo=UTC)


def _last_session(event: Event) -> AgendaSession:
    return db.session.scalars(
        select(AgendaSession)
        .where(AgendaSession.event_id == event.id)
        .order_by(AgendaSession.starts_at.desc())
    ).all()[0]


@pytest.fixture
def put_up() -> Callable[..., Material]:
    def add(event: Event, **changes: object) -> Material:
        fields: dict[str, object] = {
            "uid": new_uid(),
            "event_id": event.id,
            "title": "Paparan",
            "gate": "present",
            "opens": "now",
            "version": 3,
            **changes,
        }
        with write() as session:
            material = Material(**fields)
            session.add(material)
            session.flush()
            for number in (1, 2, 3):
                link = f"https://contoh.go.id/{number}"
                session.add(MaterialVersion(material_id=material.id, number=number, link=link, at=AT))
        return material

    return add


def _copied(source: Event, target: Event) -> list[Material]:
    with write() as session:
        copy_materials(session, source.id, target.id)
    query = select(Material).where(Material.event_id == target.id).order_by(Material.id)
    return list(db.session.scalars(query))


def test_the_version_read_now_comes_to_the_session_of_the_same_place(
    any_app: Flask, put_up: Callable[..., Material]
) -> None:
    with any_app.app_context():
        source, target = build_event(slug="lama"), build_event(slug="baru-saja")
        last = _last_session(source)
        old = put_up(source, day_id=last.day_id, session_id=last.id, opens="session")
        assert describe_materials(source.id) == (
            "1 materi",
            "versi yang sekarang; yang dibuka pada tanggal tertentu disembunyikan dulu",
        )
        (made,) = _copied(source, target)
        assert (made.session_id, made.opens, made.gate) == (_last_session(target).id, "session", "present")
        assert made.uid != old.uid
        link = db.session.scalars(
            select(MaterialVersion.link).where(MaterialVersion.material_id == made.id)
        ).one()
        assert link == "https://contoh.go.id/3"


def test_an_hour_of_the_old_event_is_not_taken_for_one_of_the_new(
    app: Flask, put_up: Callable[..., Material]
) -> None:
    with app.app_context():
        source, target = build_event(slug="lama"), build_event(slug="baru-saja")
        put_up(source, opens="at", opens_at=AT)
        (made,) = _copied(source, target)
        assert (made.opens, made.opens_at) == ("hidden", None)


def test_what_has_no_day_in_a_shorter_event_belongs_to_all_of_it_and_is_hidden(
    app: Flask, put_up: Callable[..., Material]
) -> None:
    with app.app_context():
        source, target = build_event(slug="lama"), build_event(slug="pendek", days=1)
        days = db.session.scalars(
            select(EventDay.id).where(EventDay.event_id == source.id).order_by(EventDay.date)
        ).all()
        put_up(source, day_id=days[2], opens="session")
        (made,) = _copied(source, target)
        assert (made.day_id, made.session_id, made.opens) == (None, None, "hidden")


def test_what_was_taken_down_stays_behind(app: Flask, put_up: Callable[..., Material]) -> None:
    with app.app_context():
        source, target = build_event(slug="lama"), build_event(slug="baru-saja")
        put_up(source, removed_at=AT)
        assert describe_materials(source.id) is None
        assert _copied(source, target) == []


def test_materials_are_offered_but_not_proposed(
    app: Flask, cast: Cast, put_up: Callable[..., Material], page_client: Callable[[], PageClient]
) -> None:
    with app.app_context():
        put_up(db.session.get_one(Event, cast.event.id))
    page = page_client().sign_in(cast.ani).page(f"/kegiatan/baru?dari={cast.slug}")
    (box,) = page.xpath("//input[@type='checkbox'][contains(@value, 'materials') or @name='materials']")
    assert box.get("checked") is None
