"""A rule may count days, a share of the sessions, or JP; whatever it counts, the numbers add up."""

from collections.abc import Callable

import pytest
from flask import Flask

from eventmgr.certificates.issuing import condition_of, needed_rule, standing_of
from eventmgr.certificates.rules import Basis, Condition, Standing, credit_of, judge, tally
from eventmgr.events.models import Event
from eventmgr.office.models import NumberRegister, RegisterYear
from eventmgr.shared.db import db, write
from tests.builders import build_event
from tests.cast import Cast
from tests.certificates.builders import build_present, build_rule
from tests.page_client import PageClient, words_of

Client = Callable[[], PageClient]


@pytest.mark.parametrize(
    ("condition", "credit", "reason"),
    [
        (Condition(75, Basis.SHARE), 75, ""),
        (Condition(75, Basis.SHARE), 74, "too_little"),
        (Condition(16, Basis.JP), 16, ""),
        (Condition(16, Basis.JP), 15, "too_little"),
        (Condition(1, Basis.JP), 0, "too_little"),
    ],
)
def test_the_credit_decides_where_the_rule_counts_it(condition: Condition, credit: int, reason: str) -> None:
    assert judge(Standing(1, 1, credit=credit), condition).reason == reason
    assert judge(Standing(1, 0, credit=0), condition).reason == "never_present"


def test_a_share_is_rounded_down_and_an_empty_agenda_gives_nothing() -> None:
    jp = {1: 4, 2: 4, 3: 2}
    assert credit_of(Basis.SHARE, jp, frozenset({1, 2})) == 66
    assert credit_of(Basis.JP, jp, frozenset({1, 3})) == 6
    assert credit_of(Basis.SHARE, {}, frozenset()) == 0


@pytest.mark.parametrize("basis", list(Basis))
def test_a_condition_is_stored_and_read_again(basis: Basis) -> None:
    condition = Condition(3, basis)
    assert Condition.from_record(condition.to_record()) == condition
    with pytest.raises(ValueError, match="no condition"):
        Condition.from_record({})


def test_the_tally_adds_up_for_each_basis() -> None:
    people = [Standing(number, number % 4, credit=25 * (number % 4)) for number in range(40)]
    people += [Standing(100, 0, "grant", "moderator"), Standing(101, 3, "hold", "dua pintu", 90)]
    for condition in (Condition(2), Condition(60, Basis.SHARE), Condition(60, Basis.JP)):
        counted = tally(people, condition)
        assert counted.total == len(people)
        assert counted.granted == [100]


@pytest.mark.parametrize(
    ("least", "basis", "credit_rule", "eligible"),
    [
        (2, Basis.DAYS, "sessions", 2),
        (60, Basis.SHARE, "sessions", 2),
        (67, Basis.SHARE, "sessions", 1),
        (67, Basis.SHARE, "full", 1),
        (4, Basis.JP, "sessions", 2),
        (6, Basis.JP, "sessions", 1),
        (6, Basis.JP, "full", 3),
    ],
)
def test_three_days_of_two_jp_by_every_rule(
    any_app: Flask, least: int, basis: Basis, credit_rule: str, eligible: int
) -> None:
    with any_app.app_context():
        event = build_event()
        with write() as session:
            session.get_one(Event, event.id).credit_rule = credit_rule
        for days in range(4):
            build_present(event=event, days=days, name=f"Hadir {days}")
        build_rule(event=event, least=least, basis=basis)
        standing = standing_of(event.id, condition_of(needed_rule(event.id)))
        assert len(standing.tally.eligible) == eligible
        assert standing.tally.total == 4
        assert len(standing.tally.never) == 1


def test_the_form_takes_each_basis_and_refuses_what_nobody_could_reach(
    app: Flask, page_client: Client, cast: Cast
) -> None:
    path = f"/kegiatan/{cast.slug}/sertifikat"
    client = page_client().sign_in(cast.ani)
    good = {
        "basis": "jp",
        "least_days": "2",
        "least_share": "75",
        "least_jp": "4",
        "signer_name": "Heriza Syafani",
        "signer_post": "Kepala Dinas",
        "number_pattern": "{nomor}/{tahun}",
    }

    def post(**changes: str) -> str:
        return words_of(
            client.post(f"{path}/syarat", {**good, **changes}, status=422, form_page=f"{path}/syarat")
        )

    assert "jumlah JP di jadwal" in post(least_jp="99")
    assert "Tulis persen dari 1 sampai 100" in post(basis="share", least_share="101")
    assert "Tulis persen dari 1 sampai 100" in post(basis="share", least_share="0")
    assert "Tulis angka saja" in post(basis="share", least_share="")
    post(basis="ngawur")
    client.post(f"{path}/syarat", good, status=303, form_page=f"{path}/syarat")
    assert "mengumpulkan sekurang-kurangnya 4 JP" in words_of(client.get(path))
    share = {**good, "basis": "share", "least_jp": ""}
    client.post(f"{path}/syarat", share, status=303, form_page=f"{path}/syarat")
    assert "hadir sekurang-kurangnya 75 persen sesi" in words_of(client.get(path))
    own = words_of(page_client().get(cast.dedi_link))
    assert "Hadir paling sedikit 75 persen sesi" in own
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        build_present(event=event, days=1, name="Satu Hari")
    assert "1 hadir kurang dari 75 persen sesi" in words_of(client.get(path))
    assert "hadir 33 persen sesi" in words_of(client.get(f"{path}/nama/kurang"))


def test_before_there_is_a_rule_the_form_knows_the_office_s_next_number_and_how_it_is_written(
    app: Flask, page_client: Client, cast: Cast
) -> None:
    with app.app_context(), write() as session:
        register = NumberRegister(
            office_id=cast.event.office_id, name="Sertifikat", pattern="{klas}/{nomor}/{tahun}", klas="400.9"
        )
        session.add(register)
        session.flush()
        session.add(RegisterYear(register_id=register.id, year=2024, next_seq=118))
    page = page_client().sign_in(cast.ani).page(f"/kegiatan/{cast.slug}/sertifikat/syarat")
    assert page.xpath("//input[@name='first_number']/@value") == ["118"]
    (line,) = page.xpath("//p[@class='fixed-label' and .='Buku nomor']/following-sibling::p[1]")
    assert line.text == "Sertifikat, 400.9/118/2024"
