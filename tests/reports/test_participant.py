"""The page of one participant: days, certificate, masked facts, and the private link for organizers."""

from collections.abc import Callable

from tests.cast import Cast
from tests.page_client import PageClient, words_of

MakeClient = Callable[[], PageClient]


def _address(cast: Cast) -> str:
    return f"/kegiatan/{cast.slug}/peserta/{cast.dedi_registration.uid}"


def test_the_organizer_finds_the_private_link_and_it_opens(cast: Cast, page_client: MakeClient) -> None:
    page = page_client().sign_in(cast.ani).get(_address(cast))
    assert f'href="http://127.0.0.1:8000{cast.dedi_link}"' in page.get_data(as_text=True)
    assert "Dedi Kurniawan" in words_of(page_client().get(cast.dedi_link))


def test_who_may_only_look_does_not_get_the_link(cast: Cast, page_client: MakeClient) -> None:
    page = page_client().sign_in(cast.vina).get(_address(cast))
    assert "/p/" not in page.get_data(as_text=True)


def test_nik_and_telephone_are_masked(cast: Cast, page_client: MakeClient) -> None:
    page = page_client().sign_in(cast.ani).get(_address(cast))
    words = words_of(page)
    assert "••••••••" in words
    assert "0812••••78" in words
    assert "+6281234567878" not in words


def test_days_without_a_scan_say_so(cast: Cast, page_client: MakeClient) -> None:
    words = words_of(page_client().sign_in(cast.ani).get(_address(cast)))
    assert "0 dari 3 hari" in words
    assert words.count("belum hadir") == 3
    assert "Belum ada sertifikat." in words


def test_a_participant_of_another_event_is_not_found(cast: Cast, page_client: MakeClient) -> None:
    client = page_client().sign_in(cast.aminah)
    client.get(f"/kegiatan/{cast.other_slug}/peserta/{cast.dedi_registration.uid}", status=404)


def test_the_list_leads_to_the_page(cast: Cast, page_client: MakeClient) -> None:
    page = page_client().sign_in(cast.ani).get(f"/kegiatan/{cast.slug}/peserta")
    assert _address(cast) in page.get_data(as_text=True)
