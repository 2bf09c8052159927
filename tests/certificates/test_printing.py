"""Two spawned processes draw what one draws, and one bad record holds back only itself."""

import re

import pypdfium2
import pytest

from eventmgr.certificates import printing
from eventmgr.certificates.printing import Order, draw, draw_all
from tests.certificates.papers import content


def names_in(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text: str = document[0].get_textpage().get_text_bounded()
    document.close()
    return re.sub(r"\s+", " ", text)


def test_the_pool_gives_every_order_its_own_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "WORTH_A_POOL", 2)
    orders = [Order(number, content(name=f"Orang {number}").to_record()) for number in range(4)]
    drawn = {item.certificate_id: item for piece in draw_all(orders) for item in piece}
    assert drawn.keys() == {0, 1, 2, 3}
    for number, item in drawn.items():
        assert f"Orang {number} " in names_in(item.pdf)
        assert item.picture.startswith(b"\x89PNG")


def test_a_record_that_is_none_fails_alone() -> None:
    good = Order(1, content().to_record())
    bad = Order(2, {**content().to_record(), "days": "tidak ada"})
    drawn = draw([good, bad])
    assert [(item.certificate_id, item.failed) for item in drawn] == [(1, False), (2, True)]
