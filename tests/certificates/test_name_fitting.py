"""Names on the certificate are as large as the line allows."""

import pytest

from eventmgr.certificates.designs import STYLES, Design
from eventmgr.certificates.name_fitting import Part, fit_name
from eventmgr.shared.paper import millimetres
from eventmgr.shared.type_fitting import NEWSREADER_DISPLAY, text_width


def test_a_short_name_stands_at_66_points_on_one_line() -> None:
    fitted = fit_name("Nelfia")
    assert (fitted.size, len(fitted.lines)) == (66.0, 1)


def test_a_middling_name_shrinks_and_fills_the_line() -> None:
    name = "Rahmat Hidayat Chaniago"
    fitted = fit_name(name, back_title="S.PdI")
    assert 42 <= fitted.size < 66
    assert len(fitted.lines) == 1


def test_titles_after_a_long_name_go_to_a_second_line() -> None:
    fitted = fit_name("Rahmi Fadhila Chaniago Sikumbang", "Dr. Hj.", "S.Sos, M.Si, M.A.P")
    assert 24 <= fitted.size <= 41
    assert [run.text for run in fitted.lines[0]] == ["Dr. Hj.", " ", "Rahmi Fadhila Chaniago Sikumbang,"]
    assert [(run.part, run.text) for run in fitted.lines[1]] == [(Part.TITLE, "S.Sos, M.Si, M.A.P")]


def test_the_space_where_the_size_changes_belongs_to_the_larger_size() -> None:
    (line,) = fit_name("Ani", "Hj.", "S.PdI").lines
    assert [(run.part, run.text) for run in line] == [
        (Part.TITLE, "Hj."),
        (Part.NAME, " "),
        (Part.NAME, "Ani, "),
        (Part.TITLE, "S.PdI"),
    ]


def test_one_unbroken_word_only_shrinks() -> None:
    word = "Wolfeschlegelsteinhausenbergerdorffwelchevo"
    fitted = fit_name(word)
    assert len(fitted.lines) == 1
    assert 24 < fitted.size < 35
    assert (
        millimetres(text_width(word, NEWSREADER_DISPLAY) * fitted.size) <= STYLES[Design.SONGKET].name.width
    )


def test_a_name_too_wide_for_24_points_is_broken_at_a_space() -> None:
    fitted = fit_name("Muhammad Abdurrahman Sutan Bagindo Rajo Nan Kayo Tuanku Imam Bonjol Syarif Hidayat")
    assert len(fitted.lines) == 2
    assert fitted.size > 20


@pytest.mark.parametrize("design", list(Design))
def test_every_line_stays_within_its_width(design: Design) -> None:
    style = STYLES[design].name
    for length in range(1, 140, 7):
        fitted = fit_name("Wa" * (length // 2) + "x", "Dr.", "M.Si", style)
        for line in fitted.lines:
            width = sum(
                text_width(run.text, style.face)
                if run.part is Part.NAME
                else text_width(run.text, style.title_face) * style.title_share
                for run in line
            )
            if fitted.size > 9:
                assert millimetres(width * fitted.size) <= style.width


def test_the_plain_design_sets_a_short_name_at_52_points() -> None:
    fitted = fit_name("Nurbaiti", "", "S.PdI", STYLES[Design.PLAIN].name)
    assert (fitted.size, len(fitted.lines)) == (52.0, 1)
