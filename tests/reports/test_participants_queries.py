"""The questions of the list on both databases."""

from datetime import date

import pytest
from flask import Flask

from eventmgr.reports.participants_page import read_filters
from eventmgr.reports.participants_queries import (
    SORTS,
    category_counts,
    count_participants,
    list_participants,
    listed_days,
    regions_in,
)
from tests.roster.import_steps import build_importable_event, import_bytes
from tests.roster.roster_files import REAL_FILE


def test_sums_filters_and_every_sort(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        import_bytes(event, REAL_FILE.read_bytes())
        day = listed_days(event.id)[0]
        day_id = day.id
        assert day.date == date(2024, 11, 18)
        sums = [(count.code, count.people, count.regions) for count in category_counts(event.id, day_id)]
        assert all(count.is_participant for count in category_counts(event.id, day_id))
        assert sums == [("PSM", 312, 104), ("TKSK", 11, 11)]
        regions = regions_in(event.id)
        assert len(regions) == 116  # 104 kelurahan, 11 kecamatan, the city
        for sort in SORTS:
            filters = read_filters({"cari": "tanjung", "urut": f"-{sort}", "hadir": "belum"})
            rows = list_participants(event.id, day_id, filters, regions, first=3, limit=10)
            assert len(rows) == 10
            assert count_participants(event.id, day_id, filters, regions) == 23


@pytest.mark.parametrize("typed", ["%", "_", "'", '"; DROP TABLE person', "\x00", "é" * 500, "1371"])
def test_no_search_breaks_the_question(any_app: Flask, typed: str) -> None:
    with any_app.app_context():
        event = build_importable_event()
        filters = read_filters({"cari": typed, "unsur": typed, "kecamatan": typed})
        assert count_participants(event.id, None, filters, regions_in(event.id)) == 0
