"""The quick look at a page finds whatever the parser by the book finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.page_syntax import parse_faults, syntax_faults

PAGE = """<!doctype html>
<html lang="id">
<head><meta charset="utf-8"><title>Peserta &amp; petugas</title>
<script type="application/json">{"a": "<b & c>"}</script></head>
<body class="desk">
<h1>Peserta &middot; 323</h1>
<p>Kelurahan <b>Lubuk <i>Buaya</i></b>.<br>Koto Tangah</p>
<form method="post"><label for="cari">Cari</label><input id="cari" name="cari" required>
<select name="hari"><option value="1" selected>Hari 1</option><option value="2">Hari 2</option></select>
</form>
<table><thead><tr><th>Nama</th></tr></thead><tbody><tr><td><a href="/p">Dedi</a></td></tr></tbody></table>
<ul><li>satu</li><li>dua</li></ul>
<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>
</body>
</html>
"""
MARKS: tuple[str, ...] = (
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<td>",
    "</table>",
    "<a>",
    "<b/>",
    "&",
    "&amp",
    "&apa;",
    "<",
    ">",
    '"',
)
MARKS += (
    ' class="x"',
    "x",
    "\x00",
    "<body>",
    "</body>",
    "<form>",
    "<!-- -->",
    "<title>",
    "</script>",
    "<br>",
    "=",
)


def test_a_page_without_a_fault_has_none_the_second_time_either() -> None:
    assert (syntax_faults(PAGE), syntax_faults(PAGE), parse_faults(PAGE)) == ([], [], [])


@pytest.mark.parametrize(
    ("sound", "wrong"),
    [
        ("</b>.", "."),
        ("<p>Kelurahan", "<p><div>x</div>Kelurahan"),
        ("<table><thead>", "<table><b>x</b><thead>"),
        ("&middot;", "&nosuch;"),
        ("<a href", '<a href="/q" href'),
        ("</body>", "</div></body>"),
        ("<form", "<form><form"),
        ("<body", "<body><body"),
        ("<li>dua", "<li><li/>dua"),
    ],
)
def test_a_fault_is_found_though_all_the_rest_was_sound_before(sound: str, wrong: str) -> None:
    assert syntax_faults(PAGE) == []
    broken = PAGE.replace(sound, wrong, 1)
    assert syntax_faults(broken) == parse_faults(broken) != []


@given(
    cut=st.tuples(st.integers(0, len(PAGE)), st.integers(0, 30)),
    mark=st.sampled_from((*MARKS, "")),
    at=st.integers(0, len(PAGE)),
)
def test_whatever_is_cut_out_and_put_in_the_parser_finds_no_more(
    cut: tuple[int, int], mark: str, at: int
) -> None:
    assert syntax_faults(PAGE) == []
    page = PAGE[: cut[0]] + PAGE[cut[0] + cut[1] :]
    page = page[:at] + mark + page[at:]
    assert syntax_faults(page) == parse_faults(page)
