"""The sentence, the next step and the road in each phase of an event."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from eventmgr.reports.road_rules import road
from eventmgr.reports.rules import (
    DayFacts,
    HomeFacts,
    QuotaPlace,
    QuotaRow,
    draft_gaps,
    opening,
    phase_of,
    quota_rows,
)


def day(number: int, present: int = 0) -> DayFacts:
    on = date(2024, 11, 17 + number)
    return DayFacts(
        number=number,
        date=on,
        present=present,
        awaited=323,
        coming="Pembukaan pukul 09.00 di Ballroom",
        starts_at=datetime(2024, 11, on.day, 2, 0, tzinfo=UTC),
        ends_at=datetime(2024, 11, on.day, 9, 0, tzinfo=UTC),
    )


def facts(on: int = 10, hour: int = 1, **changes: Any) -> HomeFacts:
    """Facts on a day of November 2024 (hour in UTC) with 323 people and printed cards."""
    made = HomeFacts(
        moment=datetime(2024, 11, on, hour, 41, tzinfo=UTC),
        today=date(2024, 11, on),
        zone="Asia/Jakarta",
        place="Rocky Plaza Hotel Padang",
        days=[day(1), day(2), day(3)],
        registered=323,
        cards=323,
        cards_printed=323,
        certificates_valid=0,
        certificates_reserved=0,
        least_days=2,
    )
    return replace(made, **changes)


@pytest.mark.parametrize(
    ("made", "phase", "heading", "act"),
    [
        (facts(registered=0, cards_printed=0), "empty", "Daftar peserta masih kosong", "import"),
        (facts(cards_printed=0), "before", "Kartu belum dicetak", "cards"),
        (facts(cards_printed=320), "before", "3 kartu belum dicetak", "cards"),
        (facts(), "before", "Siap untuk hari pertama", ""),
        (facts(18), "during", "Hari pertama sedang berjalan", "board"),
        (facts(18, 10), "evening", "Hari pertama selesai", "attendance"),
        (facts(20, 5), "during", "Hari ketiga sedang berjalan", "board"),
        (facts(20, 10), "after", "Sertifikat belum diterbitkan", "certificates"),
        (facts(21, certificates_ready=301), "after", "301 sertifikat siap diterbitkan", "certificates"),
        (facts(21, certificates_reserved=40), "after", "40 sertifikat sedang dibuat", "certificates"),
        (facts(21, certificates_valid=301), "after", "301 sertifikat sudah terbit", "certificates"),
    ],
)
def test_each_phase_has_its_sentence_and_its_next_step(
    made: HomeFacts, phase: str, heading: str, act: str
) -> None:
    assert phase_of(made) == phase
    assert (opening(made).heading, opening(made).act) == (heading, act)


def test_a_day_between_two_event_days_waits_for_the_next() -> None:
    days = [day(1, 311), replace(day(2), date=date(2024, 11, 25), starts_at=None)]
    found = opening(facts(20, days=days))
    assert found.heading == "Menunggu hari kedua"
    assert found.lede == "311 dari 323 peserta hadir. Hari kedua Senin, 25 November 2024."


def test_the_running_day_says_when_it_begins_and_who_is_missing() -> None:
    found = opening(facts(18, days=[day(1, 287), day(2), day(3)]))
    assert found.lede == "Pembukaan pukul 09.00 di Ballroom."
    assert found.strong == "36 peserta belum datang."
    assert opening(facts(18, days=[day(1, 323)])).strong == "Semua peserta sudah datang."
    some = replace(day(1, 287), excused=8)
    assert opening(facts(18, days=[some])).strong == "28 peserta belum datang."
    rest = replace(day(1, 315), excused=8)
    assert opening(facts(18, days=[rest])).strong == "Tidak ada yang ditunggu lagi."


def test_a_closed_day_says_so_while_its_hours_still_run() -> None:
    closed = facts(18, days=[replace(day(1, 5), is_closed=True), day(2), day(3)])
    assert phase_of(closed) == "evening"
    assert opening(closed).heading == "Hari pertama ditutup: 5 hadir, 318 tidak"
    apart = facts(18, days=[replace(day(1, 5), is_closed=True, awaited=322), day(2), day(3)])
    assert opening(apart).heading == "Hari pertama ditutup: 5 hadir, 317 tidak"
    assert opening(closed).lede == "Hari kedua Selasa, 19 November 2024 pukul 09.00."
    assert road(closed)[2].note == "5 hadir"


def test_an_event_without_days_is_before() -> None:
    assert phase_of(facts(days=[])) == "before"
    assert "Tanggal kegiatan belum diisi." in opening(facts(days=[])).lede
    assert road(facts(days=[]))[-1].note == "belum"


def test_the_road_is_woven_up_to_today() -> None:
    steps = road(facts(19, days=[day(1, 311), day(2), day(3)], cards_printed=0))
    assert [(step.label, step.kind, step.band) for step in steps] == [
        ("Daftar peserta", "ok", "full"),
        ("Kartu", "look", "full"),
        ("Presensi hari 1", "ok", "full"),
        ("Hari 2", "current", "half"),
        ("Hari 3", "none", "none"),
        ("Sertifikat", "none", "none"),
    ]
    assert [step.note for step in steps] == [
        "323 nama", "belum dicetak", "311 hadir", "sedang berjalan", "Rabu, 20 Nov.", "setelah hari 3",
    ]  # fmt: skip


def test_one_station_at_most_is_the_current_one() -> None:
    for made in (facts(registered=0, cards_printed=0), facts(cards_printed=0), facts(18), facts(21)):
        assert sum(step.is_current for step in road(made)) <= 1


def test_the_quota_is_only_spoken_of_where_it_is_missed() -> None:
    full = [QuotaPlace(f"K{n}", "kelurahan", 3, 3) for n in range(9)]
    assert quota_rows(full) == []
    two_short = [QuotaPlace("Jati (Padang Timur)", "kelurahan", 3, 2), QuotaPlace("Olo", "kelurahan", 3, 2)]
    over = [QuotaPlace("Sawahan", "kelurahan", 3, 5), QuotaPlace("Pauh", "kecamatan", 1, 0)]
    assert quota_rows([*full, *two_short, *over]) == [
        QuotaRow("2 kelurahan kurang satu nama", "Jati (Padang Timur) dan Olo", 2, True),
        QuotaRow("1 kelurahan lebih 2 nama", "Sawahan", 2, False),
        QuotaRow("1 kecamatan kurang satu nama", "Pauh", 1, True),
    ]


def test_the_quota_is_a_station_where_the_event_has_one() -> None:
    short, over = QuotaRow("", "", 2, True), QuotaRow("", "", 1, False)
    said = [
        road(facts(has_quota=True, quota=rows))[1].note
        for rows in ([short, over], [over], [], [short, short])
    ]
    assert said == ["kurang 2 nama", "lebih 1 nama", "sesuai", "kurang 4 nama"]
    assert "Kuota" not in [step.label for step in road(facts())]
    assert road(facts(registered=0, has_quota=True))[1].note == "setelah ada peserta"


def test_many_places_are_counted_after_the_fourth() -> None:
    (row,) = quota_rows([QuotaPlace(f"K{n}", "kelurahan", 3, 1) for n in range(6)])
    assert row == QuotaRow("6 kelurahan kurang 12 nama", "K0, K1, K2, K3, dan 2 lagi", 12, True)


@pytest.mark.parametrize(
    ("made", "heading", "act"),
    [
        (facts(18, state="draft"), "Kegiatan belum dibuka", "settings"),
        (facts(25, state="draft"), "Kegiatan belum dibuka", "settings"),
        (facts(10, state="draft"), "Siap untuk hari pertama", ""),
        (facts(18, state="closed"), "Kegiatan sudah ditutup", "settings"),
        (facts(10, state="closed", registered=0, cards_printed=0), "Kegiatan sudah ditutup", "settings"),
        (
            facts(25, state="closed", certificates_ready=301),
            "301 sertifikat siap diterbitkan",
            "certificates",
        ),
        (facts(25, state="archived", certificates_valid=301), "Kegiatan sudah diarsipkan", "certificates"),
    ],
)
def test_the_state_has_a_say_in_the_sentence(made: HomeFacts, heading: str, act: str) -> None:
    assert (opening(made).heading, opening(made).act) == (heading, act)


def test_a_draft_says_what_it_lacks() -> None:
    bare = facts(days=[], registered=0, has_sessions=False, has_doors=False, has_contact=False)
    assert draft_gaps(bare) == ["tanggal", "jadwal", "titik presensi", "daftar peserta", "kontak panitia"]
    assert draft_gaps(facts()) == []


def test_the_road_of_a_draft_promises_no_attendance() -> None:
    steps = {step.label: step for step in road(facts(18, state="draft"))}
    assert (steps["Presensi hari 1"].kind, steps["Presensi hari 1"].note) == ("look", "hanya latihan")
    past = {step.label: step for step in road(facts(25, state="archived", registered=0, cards_printed=0))}
    assert (past["Daftar peserta"].kind, past["Hari 2"].kind, past["Sertifikat"].note) == (
        "none",
        "none",
        "belum terbit",
    )
