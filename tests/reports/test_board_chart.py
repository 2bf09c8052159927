"""The curve of arrivals: hours in, coordinates out."""

from datetime import UTC, datetime, timedelta

from eventmgr.reports.board_chart import DESK, PHONE, Arrivals, Chart, Span, chart_of, rows_of, span_of

ZONE = "Asia/Jakarta"
SEVEN = datetime(2024, 11, 18, 0, 0, tzinfo=UTC)
NINE = SEVEN + timedelta(hours=2)
MIDNIGHT = datetime(2024, 11, 17, 17, 0, tzinfo=UTC)


def minutes(*numbers: int) -> list[datetime]:
    return [SEVEN + timedelta(minutes=number) for number in numbers]


def draw(
    hours: list[datetime], registered: int, *, now: datetime | None, present: int | None = None
) -> Chart:
    span = Span(SEVEN, NINE + timedelta(minutes=30))
    arrivals = Arrivals(hours, len(hours) if present is None else present, registered)
    return chart_of(DESK, span, arrivals, zone=ZONE, now=now, opening=(NINE, "Pembukaan"))


def test_the_span_stands_around_the_opening_and_holds_every_arrival() -> None:
    whole_day = MIDNIGHT + timedelta(hours=23, minutes=59)
    assert span_of(MIDNIGHT, whole_day, NINE, minutes(10, 50), None) == Span(
        SEVEN, NINE + timedelta(minutes=30)
    )
    early = span_of(MIDNIGHT, whole_day, NINE, minutes(-50, 300), None)
    assert early == Span(SEVEN - timedelta(hours=1), SEVEN + timedelta(hours=5))
    without = span_of(SEVEN, NINE, None, [], None)
    assert without == Span(SEVEN, NINE)
    now = NINE + timedelta(hours=3, minutes=1)
    assert span_of(SEVEN, whole_day, NINE, [], now).end == NINE + timedelta(hours=3, minutes=30)


def test_the_curve_climbs_to_the_line_of_the_whole() -> None:
    chart = draw(minutes(30, 30, 60, 75), 4, now=SEVEN + timedelta(minutes=90))
    assert chart.line == f"M0 238.0H147.2V131.0H294.4V77.5H368.0V{DESK.top}.0H441.6"
    assert chart.area.endswith(f"V{DESK.base}H0Z")
    assert chart.dot == (441.6, 24.0)
    assert chart.now is not None
    assert chart.now.text == "08.30"


def test_who_is_there_without_an_hour_lifts_the_beginning() -> None:
    assert draw(minutes(30), 4, now=NINE, present=3).line.startswith("M0 131.0H")


def test_half_is_told_only_once_half_is_there() -> None:
    few = draw(minutes(10, 20, 30), 10, now=NINE)
    assert few.half is None
    many = draw(minutes(10, 20, 30, 40, 50, 60), 10, now=NINE)
    assert many.half is not None
    assert many.half_label is not None
    assert many.half_label.text == "separuh sudah hadir pukul 07.50"


def test_the_present_hour_takes_the_place_of_a_label_that_it_would_cover() -> None:
    ticks = [tick.text for tick in draw(minutes(10), 4, now=SEVEN + timedelta(minutes=62)).ticks]
    assert ticks == ["07.00", "07.30", "08.30", "09.00"]


def test_no_words_leave_the_picture() -> None:
    for at in (0, 3, 75, 147, 149, 150):
        chart = draw(minutes(0), 400, now=SEVEN + timedelta(minutes=at))
        assert chart.now is not None
        for label in (*chart.ticks, chart.now):
            half = 20 if label.anchor == "middle" else 0
            assert half <= label.x <= DESK.width - half
        assert chart.figure.anchor == ("end" if chart.dot[0] > DESK.width - 96 else "start")


def test_the_number_of_arrivals_never_covers_the_axis() -> None:
    for came in (0, 4, 40, 80, 320, 323):
        for now in (None, SEVEN + timedelta(minutes=60), NINE + timedelta(minutes=29)):
            figure = draw(minutes(*[30] * came), 323, now=now).figure
            assert figure.y + 18 <= DESK.base


def test_a_closed_door_lets_the_curve_run_on() -> None:
    chart = draw(minutes(30, 60), 4, now=None)
    assert chart.line.endswith(f"H{DESK.width}")
    assert chart.now is None
    assert chart.dot[0] == 294.4


def test_the_phone_draws_fewer_labels() -> None:
    arrivals = Arrivals(minutes(10), 1, 4)
    span = Span(SEVEN, NINE + timedelta(minutes=30))
    chart = chart_of(PHONE, span, arrivals, zone=ZONE, now=None, opening=None)
    assert len(chart.ticks) <= PHONE.most_ticks
    assert chart.opening is None


def test_the_name_of_the_opening_keeps_clear_of_the_present_moment() -> None:
    span = Span(SEVEN, NINE + timedelta(minutes=30))
    came, opening = Arrivals([], 3, 9), (NINE, "Pembukaan")
    for now, is_above in ((NINE - timedelta(minutes=19), True), (NINE + timedelta(minutes=10), False)):
        label = chart_of(PHONE, span, came, zone=ZONE, now=now, opening=opening).opening_label
        assert label is not None
        assert (label.y < PHONE.top) == is_above
        assert label.x <= PHONE.width


def test_the_table_adds_up() -> None:
    span = Span(SEVEN, NINE)
    rows = rows_of(span, Arrivals(minutes(5, 20, 20, 119), 5, 9), ZONE, None)
    assert sum(came for _, came, _ in rows) == 4
    assert rows[0] == ("07.15", 1, 2)
    assert rows[-1] == ("09.00", 1, 5)
    running = rows_of(span, Arrivals(minutes(5, 20), 2, 9), ZONE, SEVEN + timedelta(minutes=21))
    assert running[-1] == ("07.21", 1, 2)
