"""The curve of arrivals as numbers for an SVG. Pure: hours in, coordinates out.

Two sizes are drawn from the same hours, for desk and phone, so that the words keep their size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventmgr.shared.dates import clock_time

_STEPS = (15, 30, 60, 120, 180, 240, 360)
_HALF_HOUR = timedelta(minutes=30)
#: how long before and after the opening the picture begins and ends
_BEFORE, _AFTER = timedelta(hours=2), timedelta(minutes=30)
#: as wide as the words beside a line may be, px
_LONGEST_WORDS = 110
#: two dots nearer than this, px, are drawn as one
_APART = 16
#: rows of the table below the chart
_MOST_ROWS = 24


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in px; `top` is the line of the whole, `base` the axis; `most_ticks` fit on it."""

    width: int
    height: int
    top: int
    base: int
    most_ticks: int


DESK = Size(736, 268, 24, 238, 6)
PHONE = Size(328, 236, 24, 204, 4)


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when the picture shows; both ends aware, on full half hours."""

    start: datetime
    end: datetime

    @property
    def seconds(self) -> float:
        return (self.end - self.start).total_seconds()


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place; `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that the SVG draws. `dot` is the last point, `half` where half had come."""

    size: Size
    line: str
    area: str
    ticks: tuple[Label, ...]
    now: Label | None
    dot: tuple[float, float]
    figure: Label
    half: tuple[float, float] | None
    half_label: Label | None
    opening: float | None
    opening_label: Label | None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came when. `hours` are sorted; `present` may be more, where an hour is not known."""

    hours: Sequence[datetime]
    present: int
    registered: int

    @property
    def half_at(self) -> datetime | None:
        """When half of the registered were there; None while they are not, or with few people."""
        index = (self.registered + 1) // 2 - (self.present - len(self.hours)) - 1
        return self.hours[index] if self.registered >= 8 and 0 <= index < len(self.hours) else None


def span_of(
    opens: datetime,
    closes: datetime,
    opening: datetime | None,
    hours: Sequence[datetime],
    now: datetime | None,
) -> Span:
    """The smallest span of half hours around the opening that holds every arrival, and the present moment.

    A door that is open all day must not make the picture a day long.
    """
    begin = max(opens, opening - _BEFORE) if opening else opens
    end = opening + _AFTER if opening else min(closes, opens + _BEFORE + _AFTER)
    known = [*hours[:1], *hours[-1:], *([now] if now else [])]
    begin, end = min([begin, *known]), max([end, *known])
    start = _floor(begin)
    return Span(start, max(_floor(end - timedelta(seconds=1)) + _HALF_HOUR, start + 2 * _HALF_HOUR))


def _floor(moment: datetime) -> datetime:
    return moment.replace(minute=0 if moment.minute < 30 else 30, second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns hours and numbers into coordinates."""

    size: Size
    span: Span
    registered: int

    def x(self, moment: datetime) -> float:
        return round(self.size.width * (moment - self.span.start).total_seconds() / self.span.seconds, 1)

    def y(self, number: int) -> float:
        height = self.size.base - self.size.top
        return round(self.size.base - height * number / max(1, self.registered), 1)


def chart_of(
    size: Size,
    span: Span,
    arrivals: Arrivals,
    *,
    zone: str,
    now: datetime | None,
    opening: tuple[datetime, str] | None,
) -> Chart:
    """Lay the curve out. `now` is None once the door is closed: the curve then runs on to the right edge."""
    scale = Scale(size, span, arrivals.registered)
    last = now or (arrivals.hours[-1] if arrivals.hours else span.start)
    dot = (scale.x(last), scale.y(arrivals.present))
    path = f"{_steps(scale, arrivals)}H{scale.x(now) if now else size.width}"
    half_at = arrivals.half_at
    half = (scale.x(half_at), scale.y((arrivals.registered + 1) // 2)) if half_at else None
    if half and abs(half[0] - dot[0]) < _APART:
        half = None
    line_x = scale.x(opening[0]) if opening and span.start < opening[0] < span.end else None
    return Chart(
        size=size,
        line=path,
        area=f"{path}V{size.base}H0Z",
        ticks=_ticks(scale, zone, dot[0] if now else None),
        now=_inside(size, Label(dot[0], size.height - 8, clock_time(now, zone))) if now else None,
        dot=dot,
        figure=_figure(size, dot, str(arrivals.present), is_over=now is None),
        half=half,
        half_label=_half_label(half, half_at, zone),
        opening=line_x,
        opening_label=_opening_label(size, line_x, opening[1], dot[0] if now else None)
        if opening and line_x is not None
        else None,
    )


def _steps(scale: Scale, arrivals: Arrivals) -> str:
    """The path up to the last arrival, one step a minute: smaller ones cannot be seen."""
    number = arrivals.present - len(arrivals.hours)
    path = [f"M0 {scale.y(number)}"]
    by_minute: dict[datetime, int] = {}
    for hour in arrivals.hours:
        minute = hour.replace(second=0, microsecond=0)
        by_minute[minute] = by_minute.get(minute, 0) + 1
    for minute, came in by_minute.items():
        number += came
        path.append(f"H{scale.x(minute)}V{scale.y(number)}")
    return "".join(path)


def _ticks(scale: Scale, zone: str, now_x: float | None) -> tuple[Label, ...]:
    """Full and half hours, as many as fit; one that the present moment would cover is left out."""
    size, span = scale.size, scale.span
    minutes = span.seconds / 60
    step = next((each for each in _STEPS[1:] if minutes / each <= size.most_ticks), _STEPS[-1])
    found = []
    moment = span.start
    while moment < span.end:
        x = scale.x(moment)
        if (now_x is None or abs(now_x - x) > 44) and x < size.width - 20:
            found.append(_inside(size, Label(x, size.height - 8, clock_time(moment, zone))))
        moment += timedelta(minutes=step)
    return tuple(found)


def _inside(size: Size, label: Label) -> Label:
    """A label that would pass an edge leans on it."""
    if label.x < 20:
        return Label(0, label.y, label.text, "start")
    if label.x > size.width - 20:
        return Label(size.width, label.y, label.text, "end")
    return label


def _figure(size: Size, dot: tuple[float, float], text: str, *, is_over: bool) -> Label:
    """The number beside the last point; below a curve that runs on, above it where the axis is near."""
    x, y = dot
    is_last = x > size.width - 96
    beside = min(y + 14, size.base - 26)
    if is_over or is_last:
        beside = y + 34 if y + 34 <= size.base - 26 else y - 34
    return Label(x - 14, beside, text, "end") if is_last else Label(x + 14, beside, text, "start")


def _half_label(half: tuple[float, float] | None, at: datetime | None, zone: str) -> Label | None:
    if half is None or at is None:
        return None
    text = f"separuh sudah hadir pukul {clock_time(at, zone)}"
    if half[0] > 248:
        return Label(half[0] - 14, half[1] - 6, text, "end")
    return Label(half[0] + 14, half[1] + 20, text, "start")


def _opening_label(size: Size, x: float, title: str, now_x: float | None) -> Label:
    """The session's title beside its line, or above the picture where the present moment would cross it.

    A long title is called the first session.
    """
    words = title if len(title) <= 16 else "Sesi pertama"
    if x <= size.width - _LONGEST_WORDS:
        return Label(x + 8, size.base - 12, words, "start")
    if now_x is not None and x - _LONGEST_WORDS < now_x < x:
        return Label(min(x + _LONGEST_WORDS / 2, size.width), size.top - 9, words, "end")
    return Label(x - 8, size.base - 12, words, "end")


def rows_of(span: Span, arrivals: Arrivals, zone: str, until: datetime | None) -> list[tuple[str, int, int]]:
    """The same as a table: (until when, how many came, how many were there), at most 24 rows."""
    minutes = span.seconds / 60
    step = timedelta(minutes=next((each for each in _STEPS if minutes / each <= _MOST_ROWS), 720))
    found = []
    there, at = arrivals.present - len(arrivals.hours), span.start
    place = 0
    while at < span.end and (until is None or at < until):
        end = min(at + step, until) if until else at + step
        came = 0
        while place < len(arrivals.hours) and (arrivals.hours[place] < end or end >= span.end):
            came, place = came + 1, place + 1
        there += came
        found.append((clock_time(end, zone), came, there))
        at += step
    return found
