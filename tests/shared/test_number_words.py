"""Small numbers as words."""

from eventmgr.shared.number_words import number_word, ordinal_word


def test_up_to_ten_is_a_word_and_more_is_a_figure() -> None:
    assert [number_word(number) for number in (0, 1, 3, 10, 11)] == ["nol", "satu", "tiga", "sepuluh", "11"]


def test_the_first_has_a_word_of_its_own() -> None:
    assert [ordinal_word(number) for number in (1, 2, 3, 12)] == ["pertama", "kedua", "ketiga", "ke-12"]
