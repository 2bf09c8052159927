"""Categories: made, changed, removed while nothing stands on them."""

from collections.abc import Callable

from flask import Flask

from eventmgr.people.models import Assignment, Category
from eventmgr.shared.db import db, write
from tests.builders import KELURAHAN
from tests.cast import Cast
from tests.page_client import PageClient, counted_statements, words_of

MakeClient = Callable[[], PageClient]
PATH = "/pengaturan/unsur"
LURAH = {"code": "Lurah", "name": "Lurah", "kind": "peserta", "region_level": "kelurahan"}


def _category(app: Flask, code: str) -> Category:
    with app.app_context():
        found = db.session.query(Category).filter_by(code=code).one()
        db.session.expunge(found)
        return found


def test_a_category_is_made_once_and_its_code_is_its_own(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    admin = page_client().sign_in(cast.aminah)
    admin.get(f"{PATH}/baru")
    for _click in range(2):
        admin.post(f"{PATH}/baru", LURAH, status=303)
    taken = words_of(admin.post(f"{PATH}/baru", LURAH | {"code": "psm"}, status=422))
    assert "Kode PSM sudah dipakai untuk Pekerja Sosial Masyarakat." in taken
    assert "2 unsur peserta" in words_of(admin.get(PATH))


def test_odd_input_is_said_at_its_field(cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    admin.get(f"{PATH}/baru")
    for change, words in (
        ({"code": ""}, "Isi kode"),
        ({"code": "<b>"}, "Kode hanya huruf"),
        ({"name": ""}, "Isi nama unsur."),
        ({"kind": "raja"}, "Pilihan ini tidak ada."),
        ({"region_level": "bulan"}, "Pilihan ini tidak ada."),
    ):
        assert words in words_of(admin.post(f"{PATH}/baru", LURAH | change, status=422)), change


def test_a_used_category_keeps_its_level_and_stays(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    admin, psm = page_client().sign_in(cast.aminah), _category(app, "PSM")
    with app.app_context(), write() as session:
        session.add(Assignment(person_id=cast.dedi.id, category_id=psm.id, region_code=KELURAHAN))
    path = f"{PATH}/{psm.id}"
    admin.get(path)
    typed = {"code": "PSM", "name": "Pekerja Sosial", "kind": "peserta", "revision": "1"}
    assert "tidak dapat diubah" in words_of(admin.post(path, typed | {"region_level": "city"}, status=422))
    admin.post(path, typed | {"region_level": "kelurahan"}, status=303)
    stale = admin.post(path, typed | {"region_level": "kelurahan", "name": "X"}, status=422)
    assert "Aminah Zahra mengubah ini pukul 07.40." in words_of(stale)
    assert "tidak dapat dihapus" in words_of(admin.post(f"{path}/hapus", status=422))


def test_an_unused_category_can_be_removed(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    admin.get(f"{PATH}/baru")
    admin.post(f"{PATH}/baru", LURAH, status=303)
    path = f"{PATH}/{_category(app, 'Lurah').id}"
    admin.post(f"{path}/hapus", status=303)
    admin.get(path, status=404)


def test_the_list_asks_the_same_statements_for_many(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    admin, counts = page_client().sign_in(cast.aminah), []
    for more in (0, 12):
        with app.app_context(), write() as session:
            session.add_all(
                Category(office_id=cast.aminah.office_id, code=f"U{number}", name="Unsur", kind="mitra")
                for number in range(more)
            )
        with counted_statements(app) as statements:
            admin.get(PATH)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 10, counts
