"""A new office is led through its settings; each step may be skipped and is found again."""

from collections.abc import Callable

from flask import Flask

from eventmgr.accounts.models import User
from eventmgr.office.queries import real_office
from eventmgr.office.settings_queries import setup_gaps
from eventmgr.shared.clock import now
from eventmgr.shared.db import write
from tests.builders import PASSWORD
from tests.cast import Cast
from tests.page_client import PageClient, words_of

MakeClient = Callable[[], PageClient]
PATH = "/pengaturan/mulai"


def test_the_first_own_password_of_an_admin_leads_into_the_steps(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    with app.app_context(), write() as session:
        for user in (cast.aminah, cast.ani):
            session.get_one(User, user.id).must_change = True
    typed = {"old": PASSWORD, "new": "kata sandi yang baru", "again": "kata sandi yang baru"}
    admin, ani = page_client().sign_in(cast.aminah), page_client().sign_in(cast.ani)
    admin.get("/kata-sandi")
    assert admin.post("/kata-sandi", typed).headers["Location"].endswith(PATH)
    ani.get("/kata-sandi")
    assert ani.post("/kata-sandi", typed).headers["Location"].endswith("/kegiatan")


def test_the_steps_lead_from_gap_to_gap_until_nothing_is_open(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    admin = page_client().sign_in(cast.aminah)
    assert admin.get(PATH, status=302).headers["Location"].endswith("/nama")
    page = admin.page(f"{PATH}/nama")
    revision = page.xpath("//input[@name='revision']/@value")[0]
    typed = {"name": "Dinas Sosial Kota Padang", "government": "Pemerintah Kota Padang"}
    admin.post(f"{PATH}/nama", typed | {"address": "Jl. Delima", "revision": revision}, status=303)
    assert admin.get(PATH, status=302).headers["Location"].endswith("/pejabat")
    admin.get(f"{PATH}/pejabat")
    admin.post(
        f"{PATH}/pejabat",
        {"name": "Heriza Syafani", "post": "Kepala Dinas", "request_uid": "e" * 32},
        status=303,
    )
    page = admin.page(f"{PATH}/nomor")
    revision = page.xpath("//input[@name='revision']/@value")[0]
    numbers = {"pattern": "{nomor}/{tahun}", "first": "10", "shown_first": "1", "revision": revision}
    admin.post(f"{PATH}/nomor", numbers, status=303)
    assert admin.get(PATH, status=302).headers["Location"].endswith("/alamat")
    revision = admin.page(f"{PATH}/alamat").xpath("//input[@name='revision']/@value")[0]
    admin.post(f"{PATH}/alamat", {"public_url": "http://x", "revision": revision}, status=422)
    empty = admin.follow(admin.post(f"{PATH}/alamat", {"public_url": "", "revision": revision}, status=303))
    assert "Alamat publik belum diisi." in words_of(empty)
    assert "disimpan" not in words_of(empty)
    without = {"without_public_url": "y", "revision": revision}
    admin.get(f"{PATH}/alamat")
    saved = admin.follow(admin.post(f"{PATH}/alamat", without, status=303))
    assert "Alamat publik disimpan." in words_of(saved)
    admin.get(f"{PATH}/alamat")
    same = admin.post(f"{PATH}/alamat", without | {"revision": str(int(revision) + 1)}, status=303)
    assert "Tidak ada yang berubah." in words_of(admin.follow(same))
    assert admin.get(PATH, status=302).headers["Location"].endswith("/kegiatan")
    with app.app_context():
        assert setup_gaps(real_office(), now().date()) == ()
        assert real_office().address == "Jl. Delima"


def test_a_step_can_be_skipped_and_an_unknown_one_is_not_found(cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    assert admin.page(f"{PATH}/nama").xpath("//a[.//span='Lewati']/@href") == [f"{PATH}/pejabat"]
    admin.get(f"{PATH}/istana", status=404)


def test_a_step_says_what_is_wrong_and_keeps_what_was_typed(cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    revision = admin.page(f"{PATH}/nama").xpath("//input[@name='revision']/@value")[0]
    bad = admin.post(f"{PATH}/nama", {"name": "", "government": "X", "revision": revision}, status=422)
    assert "Isi nama kantor." in words_of(bad)
    assert 'value="X"' in bad.get_data(as_text=True)
    stale = {"name": "Kantor", "government": "", "revision": "99"}
    assert "sudah diubah orang lain" in words_of(admin.post(f"{PATH}/nama", stale, status=422))


def test_the_list_of_events_says_to_admins_what_is_still_open(cast: Cast, page_client: MakeClient) -> None:
    admin, ani = page_client().sign_in(cast.aminah), page_client().sign_in(cast.ani)
    shown = words_of(admin.get("/kegiatan"))
    assert "Pengaturan kantor belum lengkap: nama dan kop, pejabat yang menandatangani" in shown
    assert "belum lengkap" not in words_of(ani.get("/kegiatan"))
