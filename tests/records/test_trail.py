"""The trail: sentences, filters, and values that open on request only and leave a line."""

import ast
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from eventmgr.audit.actions import AuditLine, record_all, seal
from eventmgr.audit.actor import Actor
from eventmgr.audit.models import AuditLog
from eventmgr.config import ROOT
from eventmgr.records.trail_page import shown_value
from eventmgr.records.trail_words import GROUPS, SENTENCES, actions_of_group, sentence
from eventmgr.shared.db import db, write
from tests.cast import Cast
from tests.conftest import FIRST_MORNING
from tests.page_client import PageClient, counted_statements, words_of

MakeClient = Callable[[], PageClient]
PATH = "/pengaturan/jejak"
ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
DETAILS: dict[str, list[Any]] = {
    "phone": ["+6281234567890", "+6281299998888"],
    "nik": [None, "1371061506800001"],
    "name": ["A", "B"],
}


def _write_lines(app: Flask, cast: Cast, number: int = 1, *, action: str = "person.edited") -> int:
    with app.app_context():
        lines = [
            AuditLine(
                action, "person", cast.dedi.uid, cast.dedi.office_id, cast.event.id, details=dict(DETAILS)
            )
            for _ in range(number)
        ]
        with write() as session:
            record_all(session, Actor("user", cast.ani.id, "Ani Rahmawati"), FIRST_MORNING, seal(lines))
        return max(line.id for line in db.session.query(AuditLog))


def _named_actions() -> set[str]:
    """Every text that looks like an action inside a call that writes the trail."""
    found = set()
    for file in (ROOT / "eventmgr").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name not in ("AuditLine", "note", "_note") and not name.endswith("line"):
                continue
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    found.add(part.value)
    return {text for text in found if ACTION.fullmatch(text)}


def test_every_action_of_the_program_has_a_sentence() -> None:
    assert sorted(_named_actions() - SENTENCES.keys()) == []


def test_every_sentence_belongs_to_one_group() -> None:
    grouped = [action for key, _, _ in GROUPS for action in actions_of_group(key)]
    assert sorted(grouped) == sorted(SENTENCES)


def test_an_unknown_action_still_reads() -> None:
    assert sentence("dream.dreamt", "") == "mencatat dream.dreamt"
    assert sentence("person.edited", "") == "mengubah data yang sudah tidak ada"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "kosong"),
        (True, "ya"),
        ("+6281234567890", "0812••••90"),
        ("1371061506800001", "1371••••••••0001"),
        ("197903121998031003", "1979••••••••••1003"),
        (["1371061506800001", 3], '["1371••••••••0001", 3]'),
        ("Masrul", "Masrul"),
    ],
)
def test_numbers_of_people_are_masked(value: object, shown: str) -> None:
    assert shown_value(value) == shown


def test_a_line_reads_as_a_sentence_with_fields_and_without_values(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    _write_lines(app, cast)
    page = page_client().sign_in(cast.aminah).get(PATH)
    words = words_of(page)
    assert "Ani Rahmawati" in words
    assert "mengubah data Dedi Kurniawan" in words
    assert "NIK, nama, nomor WhatsApp" in words or "nama, NIK, nomor WhatsApp" in words
    assert "81299998888" not in page.get_data(as_text=True)


def test_values_open_on_request_masked_and_leave_a_line(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    line_id = _write_lines(app, cast)
    admin = page_client().sign_in(cast.aminah)
    closed = admin.get(f"{PATH}/{line_id}")
    assert "0812••••88" not in closed.get_data(as_text=True)
    words = words_of(admin.post(f"{PATH}/{line_id}", status=200))
    assert "0812••••88" in words
    assert "1371••••••••0001" in words
    assert "1371061506800001" not in words
    assert "membuka rincian jejak" in words_of(admin.get(PATH))


def test_filters_narrow_and_a_date_that_is_none_is_said(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    _write_lines(app, cast)
    admin = page_client().sign_in(cast.aminah)
    hit, miss = "mengubah data Dedi", "Tidak ada yang cocok"
    for query, expected in (
        ("nama=dedi", hit),
        ("nama=tidakada", miss),
        ("oleh=Ani+Rahmawati", hit),
        ("oleh=Orang+Lain", miss),
        (f"kegiatan={cast.event.id}", hit),
        (f"kegiatan={cast.other_event.id}", miss),
        ("tindakan=peserta", hit),
        ("tindakan=sertifikat", miss),
        ("dari=18-11-2024&sampai=18/11/24", hit),
        ("dari=19-11-2024", miss),
        (f"tentang=person:{cast.dedi.uid}", hit),
        ("tentang=person:0", miss),
        ("sebelum=1", miss),
        ("kegiatan=abc&sebelum=x%00", hit),
    ):
        assert expected in words_of(admin.get(f"{PATH}?{query}")), query
    assert "“31-02-2024” bukan tanggal" in words_of(admin.get(f"{PATH}?dari=31-02-2024"))


def test_older_lines_follow_without_a_gap_or_a_double(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    _write_lines(app, cast, 120)
    admin, path, seen = page_client().sign_in(cast.aminah), PATH, []
    while path:
        page = admin.page(path)
        seen += page.xpath("//table//th/a/@href")
        path = (page.xpath("//a[@rel='next']/@href") or [""])[0]
    assert len(seen) == len(set(seen)) == 120


def test_the_page_asks_as_many_statements_for_a_full_page_as_for_one_line(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    admin, counts = page_client().sign_in(cast.aminah), []
    for more in (1, 60):
        _write_lines(app, cast, more)
        with counted_statements(app) as statements:
            admin.get(f"{PATH}?nama=dedi")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 18, counts


def test_erased_values_say_so(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    line_id = _write_lines(app, cast)
    with app.app_context(), write() as session:
        session.execute(db.text("DELETE FROM audit_detail"))
    admin = page_client().sign_in(cast.aminah)
    admin.get(f"{PATH}/{line_id}")
    assert "tidak dapat dibuka lagi" in words_of(admin.post(f"{PATH}/{line_id}", status=200))
    admin.get(f"{PATH}/{line_id + 5000}", status=404)


def test_times_are_those_of_the_office(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    line_id = _write_lines(app, cast)
    admin = page_client().sign_in(cast.aminah)
    words = words_of(admin.get(f"{PATH}/{line_id}"))
    assert "Senin, 18 November 2024 pukul 07.40" in words
