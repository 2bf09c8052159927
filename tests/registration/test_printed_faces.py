"""What changed on a card since it was printed, in words, with what the old card says."""

from dataclasses import replace

import pytest

from eventmgr.registration.printed_faces import Change, changes_between, face_hash, face_words
from tests.registration.test_card_sheet import card

OLD = card(name="Zurniati Djambak", back_title="")


@pytest.mark.parametrize(
    ("changed", "words", "old"),
    [
        ({"name": "Zurniati Jambak"}, "Ejaan nama", "Zurniati Djambak"),
        ({"name": "Masrul Malayu"}, "Nama diganti", "Zurniati Djambak"),
        ({"back_title": "S.Pd"}, "Gelar ditambah", "Zurniati Djambak"),
        ({"village": "Parak Laweh Pulau Air Nan XX"}, "Kelurahan diperbaiki", "Parak Laweh Pulau Aia Nan XX"),
        ({"village": "Gurun Laweh"}, "Pindah kelurahan", "Parak Laweh Pulau Aia Nan XX"),
        ({"village": "Jati", "district": "Pauh"}, "Pindah kelurahan", "Parak Laweh Pulau Aia Nan XX"),
        ({"category_code": "TKSK"}, "Unsur berubah", "PSM"),
        ({"date_range": "25 November 2024"}, "Tanggal kegiatan berubah", "18 s.d. 20 November 2024"),
    ],
)
def test_a_change_is_named_with_the_old_words(changed: dict[str, str], words: str, old: str) -> None:
    new = replace(OLD, **changed)
    assert changes_between(face_words(OLD), new) == [Change(words, old)]
    assert face_hash(new) != face_hash(OLD)


def test_several_changes_are_all_told() -> None:
    new = replace(OLD, name="Zurniati Jambak", village="Gurun Laweh")
    assert [one.words for one in changes_between(face_words(OLD), new)] == ["Ejaan nama", "Pindah kelurahan"]


def test_a_print_of_before_is_told_without_old_words() -> None:
    assert changes_between(None, OLD) == [Change("Isi kartu berubah", "")]
