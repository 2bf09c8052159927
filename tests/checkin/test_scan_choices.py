"""The start screen offers what fits the hour."""

from datetime import UTC, date, datetime, timedelta

from eventmgr.checkin.queries import CheckpointRow
from eventmgr.checkin.scan_choices import Offer, offer

ZONE = "Asia/Jakarta"
FIRST = date(2024, 11, 18)
#: 06.30 in Padang
OPENING = datetime(2024, 11, 17, 23, 30, tzinfo=UTC)


def row(number: int, *, day: int = 1, opens: timedelta = timedelta(0), hours: float = 3.5) -> CheckpointRow:
    opens_at = OPENING + timedelta(days=day - 1) + opens
    return CheckpointRow(
        id=number,
        slug=f"titik-{number}",
        name=f"Titik {number}",
        kind="arrival",
        day_id=day,
        date=FIRST + timedelta(days=day - 1),
        opens_at=opens_at,
        closes_at=opens_at + timedelta(hours=hours),
        counts_for_day=True,
        day_closed_at=None,
    )


ROWS = [row(1), row(2, opens=timedelta(hours=6.5), hours=0.5), row(3, day=2)]


def offered(at: datetime, *, state: str = "open", rows: list[CheckpointRow] = ROWS) -> Offer:
    return offer(rows, {2: "Ruang Singkarak"}, state=state, zone=ZONE, at=at)


def chosen(found: Offer) -> list[str]:
    return [choice.slug for choice in (*found.today, *found.other) if choice.is_chosen]


def test_the_open_checkpoint_is_chosen_beforehand() -> None:
    found = offered(OPENING + timedelta(hours=1))
    assert chosen(found) == ["titik-1"]
    assert [choice.slug for choice in found.today] == ["titik-1", "titik-2"]
    assert [choice.slug for choice in found.other] == ["titik-3"]
    assert found.rehearsal_reason == ""


def test_between_two_the_next_one_is_chosen_and_in_the_evening_the_last() -> None:
    assert chosen(offered(OPENING + timedelta(hours=5))) == ["titik-2"]
    assert chosen(offered(OPENING + timedelta(hours=12))) == ["titik-2"]


def test_rows_name_hours_and_room_and_other_days_their_day() -> None:
    found = offered(OPENING)
    assert [choice.note for choice in found.today] == [
        "06.30 sampai 10.00",
        "13.00 sampai 13.30, Ruang Singkarak",
    ]
    assert [choice.note for choice in found.other] == ["Selasa 19 Nov, 06.30 sampai 10.00"]


def test_on_another_day_only_a_rehearsal_is_offered() -> None:
    before, after = offered(OPENING - timedelta(days=3)), offered(OPENING + timedelta(days=30))
    assert before.rehearsal_reason == after.rehearsal_reason == "Hari ini bukan hari kegiatan."
    assert chosen(before) == chosen(after) == ["titik-1"]
    assert before.today == ()


def test_the_day_is_the_events_and_not_the_servers() -> None:
    midnight = datetime(2024, 11, 17, 17, 0, tzinfo=UTC)
    assert offered(midnight).rehearsal_reason == ""
    assert offered(midnight - timedelta(seconds=1)).rehearsal_reason != ""


def test_an_event_that_is_not_open_can_only_be_rehearsed() -> None:
    assert offered(OPENING, state="draft").rehearsal_reason == "Kegiatan ini masih disiapkan."
    assert offered(OPENING, state="closed").rehearsal_reason == "Kegiatan ini sudah ditutup."
    assert offered(OPENING, state="archived").rehearsal_reason == "Kegiatan ini sudah diarsipkan."


def test_an_event_without_checkpoints_offers_none() -> None:
    assert offered(OPENING, rows=[]) == Offer((), (), "Hari ini bukan hari kegiatan.")
