"""Name cards: eight a sheet, names as large as they go, every QR readable at 50 dpi."""

import re

import pypdfium2
import pytest

from eventmgr.cards.fitting import fit_card_name
from eventmgr.cards.sheet import CardContent, CardGroup, card_sheets, render_cards, unbroken_parts
from eventmgr.shared.codes import ticket_code
from tests.support.qr_reading import qr_codes_in

EVENT = "Sosialisasi Arah Kebijakan Pilar-pilar Sosial Tahun 2024"


def card(number: int = 1, *, name: str = "Masrul Caniago", back_title: str = "S.PdI") -> CardContent:
    """A PSM's card with working defaults."""
    return CardContent(
        name=name,
        front_title="",
        back_title=back_title,
        category_code="PSM",
        category_name="Pekerja Sosial Masyarakat",
        village="Parak Laweh Pulau Aia Nan XX",
        district="Lubuk Begalung",
        event_name=EVENT,
        date_range="18 s.d. 20 November 2024",
        qr_text=ticket_code(b"k" * 32, f"{number:032x}", 1),
        typed_code="K7QF2M9D",
    )


def group(count: int, label: str = "Kecamatan Lubuk Begalung") -> CardGroup:
    return CardGroup(label, tuple(card(number) for number in range(count)))


@pytest.fixture(scope="module")
def sheet() -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(render_cards([group(8)]))


def test_all_eight_codes_decode_at_50_dpi(sheet: pypdfium2.PdfDocument) -> None:
    picture = sheet[0].render(scale=50 / 72).to_pil()
    assert set(qr_codes_in(picture)) == {card(number).qr_text for number in range(8)}


def test_the_words_of_a_card_read_back(sheet: pypdfium2.PdfDocument) -> None:
    text = re.sub(r"\s+", " ", sheet[0].get_textpage().get_text_bounded())
    for words in (
        "Caniago, S.PdI",
        "Pekerja Sosial Masyarakat",
        "Kel. Parak Laweh Pulau Aia Nan XX",
        "Kec. Lubuk Begalung",
        "Arah Kebijakan Pilar-pilar Sosial Tahun 2024",
        "18 s.d. 20 November 2024",
        "K7QF-2M9D",
        "lembar 1 dari 1",
    ):
        assert words in text


def test_nine_cards_take_two_sheets_and_each_group_begins_anew() -> None:
    sheets = card_sheets([group(9), group(1, "Kecamatan Pauh")])
    assert [len(sheet.cards) for sheet in sheets] == [8, 1, 1]
    assert sheets[1].caption.startswith("Kecamatan Lubuk Begalung · lembar 2 dari 2")


def test_no_cards_are_refused() -> None:
    with pytest.raises(ValueError, match="no card"):
        render_cards([])


def test_nan_xx_stays_with_the_word_before_it() -> None:
    assert unbroken_parts("Tanjung Saba Pitameh Nan XX") == ("Tanjung", "Saba", "Pitameh Nan XX")


@pytest.mark.parametrize(
    ("name", "back_title", "lines", "smallest", "largest"),
    [
        ("Yusneli", "", 1, 32, 32),
        ("Doni Eka Putra", "A.Md", 1, 25, 32),
        ("Rizki Ramadhan Piliang", "S.Pd", 2, 24, 25),
        ("Rahmi Fadhila Chaniago Sikumbang Bagindo Rajo", "S.Sos, M.Si", 3, 16, 17),
        ("Wolfeschlegelsteinhausenbergerdorffwelche", "", 1, 8, 14),
    ],
)
def test_a_name_takes_the_larger_of_its_settings(
    name: str, back_title: str, lines: int, smallest: float, largest: float
) -> None:
    fitted = fit_card_name(name, back_title=back_title)
    assert len(fitted.lines) == lines
    assert smallest <= fitted.size <= largest
