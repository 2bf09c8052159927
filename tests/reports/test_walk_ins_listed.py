"""Who was written down at the door stands in the list, with what the help desk has still to ask for."""

from collections.abc import Callable

from flask import Flask

from eventmgr.checkin.deliveries import WalkInOp
from eventmgr.checkin.walk_in_actions import write_down
from eventmgr.events.models import Event
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
