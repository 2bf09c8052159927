"""Letterhead, place, pattern words and gaps."""

import pytest

from eventmgr.office.rules import city_of, gaps_of, letterhead_lines, needs_words, place_of


@pytest.mark.parametrize(
    ("name", "government", "lines"),
    [
        ("Dinas Sosial Kota Padang", "Pemerintah Kota Padang", ("PEMERINTAH KOTA PADANG", "DINAS SOSIAL")),
        (
            "Dinas Sosial Kabupaten Agam",
            "Pemerintah Kabupaten Agam",
            ("PEMERINTAH KABUPATEN AGAM", "DINAS SOSIAL"),
        ),
        ("Dinas Sosial", "", ("", "DINAS SOSIAL")),
        (
            "Dinas Sosial Kota Padang",
            "Provinsi Sumatera Barat",
            ("PROVINSI SUMATERA BARAT", "DINAS SOSIAL KOTA PADANG"),
        ),
        ("Kota Padang", "Pemerintah Kota Padang", ("PEMERINTAH KOTA PADANG", "KOTA PADANG")),
    ],
)
def test_the_place_stands_once_on_the_letterhead(name: str, government: str, lines: tuple[str, str]) -> None:
    assert letterhead_lines(name, government) == lines


def test_letters_are_dated_at_the_city() -> None:
    assert place_of("PEMERINTAH KOTA PADANG") == "Padang"
    assert city_of("Pemerintah  Kota Padang Panjang") == "Kota Padang Panjang"
    assert place_of("Pemerintah Provinsi") == ""


def test_a_token_of_the_office_needs_its_word() -> None:
    assert needs_words("{klas}/{nomor}/{tahun}", klas=" ", unit="") == "klas"
    assert needs_words("{nomor}/{unit}/{tahun}", klas="", unit="") == "unit"
    assert needs_words("{nomor}/{tahun}", klas="", unit="") == ""


def test_gaps_stand_in_the_order_of_the_steps() -> None:
    assert gaps_of(has_name=False, has_official=True, has_register=False, has_address=False) == (
        "name",
        "register",
        "address",
    )
