"""The live board's sentence and phases from plain numbers."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from eventmgr.checkin.arrival_queries import AwaitedPerson, DistrictArrivals
from eventmgr.reports.board_rules import (
    LivePlace,
    NextSession,
    Standing,
    missing_groups,
    opening_of,
    phase_of,
    reminder,
    sentence,
)

ZONE = "Asia/Jakarta"
OPENS = datetime(2024, 11, 17, 23, 30, tzinfo=UTC)
PLACE = LivePlace(
    id=1,
    slug="hari-1",
    name="Presensi Hari 1",
    kind="arrival",
    opens_at=OPENS,
    closes_at=OPENS + timedelta(hours=4),
    day_id=1,
    date=date(2024, 11, 18),
    day_is_closed=False,
    day_number=1,
    rev=7,
)
MORNING = OPENS + timedelta(hours=2)
OPENING = NextSession(
    datetime(2024, 11, 18, 2, tzinfo=UTC), datetime(2024, 11, 18, 3, tzinfo=UTC), "Pembukaan", "Ballroom"
)


def standing(*numbers: tuple[str, int, int], at: datetime = MORNING, **changes: Any) -> Standing:
    districts = [DistrictArrivals(name, name, present, registered) for name, present, registered in numbers]
    fields: dict[str, Any] = {"place": PLACE, "districts": districts, "zone": ZONE, "at": at, **changes}
    return Standing(**fields)


def words(found: Standing) -> str:
    told = sentence(found)
    return " ".join(part for part in (told.heading, told.lede, told.strong) if part)


@pytest.mark.parametrize(
    ("at", "phase"),
    [
        (OPENS - timedelta(days=2), "future"),
        (OPENS - timedelta(minutes=10), "waiting"),
        (MORNING, "running"),
        (OPENS + timedelta(hours=4), "over"),
        (OPENS + timedelta(days=1), "over"),
    ],
)
def test_a_checkpoint_knows_its_phase(at: datetime, phase: str) -> None:
    assert phase_of(PLACE, at, ZONE) == phase


def test_the_sentence_names_where_a_quarter_of_the_missing_are() -> None:
    assert words(standing(("Pauh", 25, 28), ("Bungus Teluk Kabung", 7, 19))) == (
        "32 dari 47 sudah hadir 15 belum datang, 12 di antaranya dari Bungus Teluk Kabung."
    )
    spread = [(f"K{number}", 1, 2) for number in range(6)]
    assert words(standing(*spread)).endswith("6 belum datang, tersebar di 6 kecamatan.")
    assert words(standing(("Pauh", 1, 2), ("Olo", 2, 2))).endswith("1 belum datang, ia dari Pauh.")


def test_who_is_excused_is_told_apart_and_nobody_waits_for_them() -> None:
    some = Standing(PLACE, [DistrictArrivals("a", "Pauh", 2, 5, 1)], ZONE, MORNING)
    assert (
        words(some) == "2 dari 5 sudah hadir 1 izin, sakit, atau tugas; 2 belum datang, semuanya dari Pauh."
    )
    all_told = Standing(PLACE, [DistrictArrivals("a", "Pauh", 4, 5, 1)], ZONE, MORNING)
    assert words(all_told) == "4 dari 5 sudah hadir 1 izin, sakit, atau tugas, selain itu semua sudah datang."


def test_all_there_over_and_nobody() -> None:
    last = standing(("Pauh", 3, 3), last_at=MORNING)
    assert words(last) == (
        "Semua 3 peserta sudah hadir Presensi Hari 1, Senin, 18 November 2024, yang terakhir pukul 08.30."
    )
    evening = OPENS + timedelta(hours=10)
    assert words(standing(("Pauh", 2, 5), at=evening)) == "2 dari 5 hadir 3 tidak datang, semuanya dari Pauh."
    assert words(standing(("Pauh", 0, 5), at=evening)).startswith("Tidak ada presensi tercatat")
    assert words(standing(("Pauh", 0, 5))) == (
        "Belum ada yang hadir Presensi Hari 1 terbuka sejak pukul 06.30 WIB. 5 peserta ditunggu."
    )
    assert words(standing()).startswith("Belum ada peserta")


def test_before_the_day_scans_are_only_rehearsal() -> None:
    early = standing(("Pauh", 0, 5), at=OPENS - timedelta(days=3), rehearsals=12)
    assert words(early) == (
        "Presensi Hari 1 dibuka Senin, 18 November 2024 5 peserta terdaftar. Pindai sebelum hari itu hanya "
        "latihan, tidak menjadi kehadiran. 12 pindai latihan sejauh ini."
    )
    assert "dibuka pukul 06.30 WIB" in words(standing(("Pauh", 0, 5), at=OPENS - timedelta(minutes=5)))
    assert "masih rancangan" in words(standing(("Pauh", 0, 5), is_draft=True))


def person(name: str, district: str) -> AwaitedPerson:
    return AwaitedPerson(name, name, None, None, "PSM", "Kelurahan", district, district, None)


def test_the_missing_stand_by_kecamatan_most_first() -> None:
    people = [person(f"a{n}", "A") for n in range(3)] + [person(f"b{n}", "B") for n in range(9)]
    groups, left_out = missing_groups(people, show_all=False)
    assert [(group.name, group.number, len(group.people)) for group in groups] == [("B", 9, 9), ("A", 3, 1)]
    assert left_out == 2
    assert missing_groups(people, show_all=True)[1] == 0
    assert missing_groups([], show_all=False) == ([], 0)


def test_a_reminder_says_what_begins_when_and_where() -> None:
    text = reminder("Hendri, SKM", "Sosialisasi", OPENING, ZONE, "Ani, Dinas Sosial", MORNING)
    assert text == (
        "Assalamualaikum, Hendri, SKM. Pembukaan, Sosialisasi, dimulai pukul 09.00 di Ballroom. "
        "Kehadiran Bapak/Ibu kami tunggu. Terima kasih.\nAni, Dinas Sosial"
    )
    late = reminder("Hendri", "Sosialisasi", OPENING, ZONE, "Ani", OPENING.ends_at)
    assert "sudah dimulai pukul 09.00" in late
    assert "sedang berlangsung" in reminder("Hendri", "Sosialisasi", None, ZONE, "Ani", MORNING)


def test_people_come_for_the_first_session_after_the_door_opened() -> None:
    earlier = NextSession(OPENS - timedelta(hours=1), OPENS, "Sarapan", "")
    assert opening_of([earlier, OPENING], PLACE) == OPENING
    assert opening_of([], PLACE) is None
