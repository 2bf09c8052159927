"""The name card on the phone: the printed face as a page and as a picture to save."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image

from eventmgr.cards import picture as card_picture
from eventmgr.cards.name_cards import event_groups
from eventmgr.events.models import Event
from eventmgr.people.models import Person
from eventmgr.portal.card_view import card_or_none
from eventmgr.portal.queries import participations_of
from eventmgr.registration.models import Ticket
from eventmgr.shared import pdf
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.db import db, write
from tests.builders import code_of
from tests.cards.test_card_sheet import card
from tests.cast import Cast
from tests.page_client import PageClient, counted_statements, words_of
from tests.support.qr_reading import qr_codes_in

MakeClient = Callable[[], PageClient]


def test_the_page_shows_the_card_and_leads_back(page_client: MakeClient, cast: Cast) -> None:
    client = page_client()
    page = client.page(cast.dedi_link)
    (address,) = page.xpath("//a[text()='Kartu sebagai gambar']/@href")
    page = client.page(address)
    (picture,) = page.xpath("//main//img")
    code = show_short_code(cast.dedi_ticket.typed_code)
    assert picture.get("alt").startswith("Kartu peserta: Dedi Kurniawan, PSM, Kel. ")
    assert picture.get("alt").endswith(f"kode {code}")
    (saved,) = page.xpath("//a[normalize-space()='Simpan gambar kartu']/@href")
    assert (
        client.get(picture.get("src")).headers["Content-Disposition"]
        == f'inline; filename="Kartu {code}.png"'
    )
    answer = client.get(saved)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="Kartu {code}.png"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.mimetype == "image/png"


def test_the_picture_holds_the_qr_of_the_printed_card_and_needs_no_pdf(
    app: Flask, page_client: MakeClient, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_slow(_html: str) -> bytes:
        raise AssertionError("a request must not wait for WeasyPrint")

    monkeypatch.setattr(pdf, "render_pdf", too_slow)
    data = page_client().get(f"{cast.dedi_link}/kartu.png").data
    with app.app_context():
        assert qr_codes_in(Image.open(io.BytesIO(data))) == [code_of(cast.dedi_ticket)]
        (group,) = event_groups(db.session.get_one(Event, cast.event.id))
        (part,) = participations_of(cast.dedi.id)
        assert card_or_none(db.session.get_one(Person, cast.dedi.id), part) == group.cards[0]


def test_without_a_card_there_is_no_picture(app: Flask, page_client: MakeClient, cast: Cast) -> None:
    with app.app_context(), write() as session:
        session.get_one(Ticket, cast.dedi_ticket.id).state = "void"
    client = page_client()
    assert "Kartu sebagai gambar" not in words_of(client.get(cast.dedi_link))
    for path in ("kartu", "kartu.png"):
        client.get(f"{cast.dedi_link}/{path}", status=404)


def test_the_picture_costs_a_few_statements(app: Flask, page_client: MakeClient, cast: Cast) -> None:
    with counted_statements(app) as statements:
        page_client().get(f"{cast.dedi_link}/kartu.png")
    assert len(statements) <= 4


@pytest.mark.parametrize("name", ["Upik", "Rahmi Fadhila Chaniago Sikumbang Bagindo Rajo Sutan Marajo"])
def test_the_shortest_and_the_longest_name_stay_inside_their_box(name: str) -> None:
    content = card(name=name, back_title="" if name == "Upik" else "S.Sos, M.Si")
    picture = Image.open(io.BytesIO(card_picture.card_png(content))).convert("L")
    unit = card_picture.SCALE
    assert picture.size == (90 * unit, 66 * unit)
    box = picture.crop((0, 8 * unit, 90 * unit, 29 * unit)).point(lambda value: 255 * (value < 200)).getbbox()
    assert box is not None
    left, top, right, bottom = (edge / unit for edge in box)
    assert left >= 4.8
    assert right <= 85.2
    assert top >= 0.4
    assert bottom <= 20.5
    assert right - left > 20
