"""Regions and their other spellings."""

from collections.abc import Callable

from flask import Flask

from eventmgr.office.models import Region, RegionAlias
from eventmgr.shared.db import db
from tests.cast import Cast
from tests.page_client import PageClient, words_of

MakeClient = Callable[[], PageClient]
PATH = "/pengaturan/wilayah"


def _two_beside(app: Flask) -> tuple[Region, Region]:
    with app.app_context():
        first, second = db.session.query(Region).filter_by(parent_code="13.71.06").order_by("code").limit(2)
        for row in (first, second):
            db.session.expunge(row)
        return first, second


def test_a_spelling_is_added_once_and_removed(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    first, second = _two_beside(app)
    admin = page_client().sign_in(cast.aminah)
    assert "104 kelurahan di 11 kecamatan" in words_of(admin.get(PATH))
    typed = {"region_code": first.code, "spelling": "Kampuang Baru"}
    for _click in range(2):
        admin.post(PATH, typed, status=303)
    with app.app_context():
        alias = db.session.query(RegionAlias).filter_by(alias_norm="kampuang baru").one()
        assert (alias.scope_code, alias.region_code) == ("13.71.06", first.code)
    other = words_of(admin.post(PATH, typed | {"region_code": second.code}, status=422))
    assert f"sudah dipakai untuk {first.name}" in other
    admin.post(f"{PATH}/ejaan/{alias.id}/hapus", status=303)
    shown = admin.follow(admin.post(f"{PATH}/ejaan/{alias.id}/hapus", status=303))
    assert "memang sudah tidak ada" in words_of(shown)


def test_an_official_name_is_no_other_spelling(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    first, second = _two_beside(app)
    admin = page_client().sign_in(cast.aminah)
    admin.get(PATH)
    own = admin.post(PATH, {"region_code": first.code, "spelling": first.name.upper()}, status=422)
    assert "Itu sudah nama resminya." in words_of(own)
    beside = admin.post(PATH, {"region_code": first.code, "spelling": second.name}, status=422)
    assert f"Itu nama resmi {second.name}." in words_of(beside)
    empty = admin.post(PATH, {"region_code": first.code, "spelling": "??"}, status=422)
    assert "Tulis ejaannya" in words_of(empty)
    admin.post(PATH, {"region_code": "99", "spelling": "X"}, status=422)
