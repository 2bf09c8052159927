"""The macros, read off the page that is made with all of them."""

from collections.abc import Callable

import lxml.html
import pytest
from flask import Flask, render_template_string

from tests.cast import Cast
from tests.page_client import PageClient

Client = Callable[[], PageClient]


@pytest.fixture
def sheet(page_client: Client, cast: Cast) -> lxml.html.HtmlElement:
    """The component sheet as an admin sees it; the client holds it against the house rules."""
    return page_client().sign_in(cast.aminah).page("/panduan-tampilan")


def test_the_sheet_is_for_admins(page_client: Client, cast: Cast) -> None:
    page_client().sign_in(cast.ani).get("/panduan-tampilan", status=403)
    page_client().get("/panduan-tampilan", status=302)


def test_a_wrong_field_says_so_in_words_and_to_a_reader(sheet: lxml.html.HtmlElement) -> None:
    field = sheet.get_element_by_id("s-nik")
    assert field.get("aria-invalid") == "true"
    assert field.get("aria-describedby") == "s-nik-salah"
    message = sheet.get_element_by_id("s-nik-salah")
    assert message.text_content() == "NIK terisi 15 dari 16 angka"


def test_a_hint_is_tied_to_its_field(sheet: lxml.html.HtmlElement) -> None:
    field = sheet.get_element_by_id("name")
    assert field.get("aria-describedby") == "name-petunjuk"
    assert field.get("aria-invalid") is None


def test_the_summary_leads_to_the_fields(sheet: lxml.html.HtmlElement) -> None:
    (summary,) = sheet.xpath("//div[@class='error-summary']")
    assert summary.get("role") == "alert"
    assert "Dua isian perlu diperbaiki" in summary.text_content()
    for link in summary.xpath(".//a/@href"):
        assert sheet.get_element_by_id(link.removeprefix("#")) is not None


def test_progress_speaks_in_words(sheet: lxml.html.HtmlElement) -> None:
    bars = sheet.xpath("//progress[@class='weave']")
    assert [bar.get("value") for bar in bars] == ["12", "0", "120", "301", "187"]
    assert all(bar.get("aria-valuetext") for bar in bars)


def test_every_component_shows_its_states_with_their_words(sheet: lxml.html.HtmlElement) -> None:
    told = {
        section.findtext(".//h2"): [line.text_content() for line in section.xpath(".//p[@class='caption']")]
        for section in sheet.xpath("//section[@class='sample']")
    }
    assert told["Unggah berkas"] == [
        *("kosong", "berkas di atasnya", "mengunggah", "selesai", "gagal", "ditolak"),
    ]
    assert told["Halaman berikut"] == ["pertama", "tengah", "terakhir"]
    for name in ("Tombol", "Saringan"):
        assert {"disorot", "fokus"} <= set(told[name])
    assert len(sheet.xpath("//*[@data-shown='hover']")) >= 5
    assert len(sheet.xpath("//*[@data-shown='focus']")) >= 8


def test_marks_are_decoration_beside_a_word(sheet: lxml.html.HtmlElement) -> None:
    marks = sheet.xpath("//*[local-name()='svg'][contains(@class, 'mark')]")
    assert marks
    assert all(mark.get("aria-hidden") == "true" for mark in marks)


def test_the_road_names_its_current_station(sheet: lxml.html.HtmlElement) -> None:
    (current,) = sheet.xpath("//ol[@class='stepper']/li[@aria-current='step']")
    assert "Presensi hari\u00a01" in current.text_content()


def render(app: Flask, text: str) -> str:
    with app.test_request_context():
        return render_template_string(text)


def test_a_post_form_always_carries_its_token(app: Flask) -> None:
    made = render(
        app,
        '{% from "components/form.html" import form %}{% call form("/x", request_uid="abc") %}y{% endcall %}',
    )
    assert 'name="csrf_token" value="' in made
    assert '<input type="hidden" name="request_uid" value="abc">' in made


def test_a_get_form_carries_none(app: Flask) -> None:
    made = render(
        app, '{% from "components/form.html" import form %}{% call form(method="get") %}y{% endcall %}'
    )
    assert "csrf_token" not in made


def test_what_people_typed_is_escaped_everywhere(app: Flask) -> None:
    made = render(
        app,
        '{% from "components/list.html" import list_row, person_name %}'
        '{% from "components/state.html" import notice, state_mark %}'
        '{% set bad = "<b onclick=x>" %}'
        "{{ list_row(bad, bad, none, bad, bad, bad) }}{{ person_name(bad, bad, bad) }}"
        '{{ notice("ok", bad) }}{{ state_mark("ok", bad) }}',
    )
    assert "<b onclick" not in made


def test_nan_xx_and_titles_never_break_from_the_name(app: Flask) -> None:
    made = render(
        app,
        '{% from "components/list.html" import person_name %}{{ person_name("Aia Nan XX", none, "S.Pd") }}',
    )
    assert "Aia\u00a0Nan\u00a0XX" in made
    assert '<span class="degree">,&nbsp;S.Pd</span>' in made


def test_flashed_words_become_notices(page_client: Client, cast: Cast) -> None:
    client = page_client().sign_in(cast.ani)
    with client.http.session_transaction() as cookie:
        cookie["_flashes"] = [("stop", "Belum terkirim."), ("aneh", "Tersimpan.")]
    page = client.page("/kegiatan")
    assert [notice.get("class") for notice in page.xpath("//div[contains(@class,'notice ')]")] == [
        "notice stop",
        "notice ok",
    ]
