"""QR codes: fixed size on paper, readable again, and honest about what does not fit."""

import io

import pytest
from PIL import Image

from eventmgr.shared.qr import QrTooLongError, qr_matrix, qr_png, qr_svg_path
from tests.support.qr_reading import qr_codes_in

TICKET = "1ABCDEFGHJKMNPQRSTVWXYZ012345"


def test_a_ticket_code_fits_version_two_level_q() -> None:
    assert len(TICKET) == 29
    assert len(qr_matrix(TICKET, version=2, level="Q")) == 25


def test_a_text_that_does_not_fit_is_refused() -> None:
    with pytest.raises(QrTooLongError):
        qr_matrix(TICKET * 2, version=2, level="Q")


def test_an_address_nobody_can_choose_may_take_a_larger_version() -> None:
    long_address = "https://sertifikat.dinas-sosial.kota-padang.contoh.go.id/v/" + "A" * 26
    assert len(qr_matrix(long_address, version=4, level="M", may_grow=True)) > 33


def test_the_png_is_one_pixel_a_module_and_reads_back() -> None:
    png = qr_png(qr_matrix(TICKET, version=2, level="Q"), quiet=4)
    picture = Image.open(io.BytesIO(png))
    assert picture.size == (33, 33)
    large = picture.convert("L").resize((330, 330), Image.Resampling.NEAREST)
    assert qr_codes_in(large) == [TICKET]


def test_the_svg_path_covers_exactly_the_dark_modules() -> None:
    matrix = qr_matrix(TICKET, version=2, level="Q")
    path = qr_svg_path(matrix, quiet=4)
    covered = sum(int(run.split("h")[1].split("v")[0]) for run in path.path.split("M")[1:])
    assert covered == sum(sum(row) for row in matrix)
    assert path.size == 33
