"""The quota board's page, put together from seats, arrivals and people."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from eventmgr.audit.actor import Actor
from eventmgr.checkin.arrival_queries import arrivals_by_seat
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing, may_do
from eventmgr.office.models import Office, Region
from eventmgr.office.regions import RegionRow, regions_under
from eventmgr.registration.region_seat_queries import seat_rules, seats_by_region
from eventmgr.reports.participants_queries import ListedDay, listed_days
from eventmgr.reports.quota_panel import (
    Panel,
    Place,
    message_for,
    only_match_or_none,
    overview_panel,
    place_or_none,
    place_panel,
    search_panel,
    sender_of,
)
from eventmgr.reports.quota_queries import head_or_none, holders_of
from eventmgr.reports.quota_rules import LEVEL_WORDS, MOST_BARS, Board, board_of
from eventmgr.reports.quota_words import deadline, heading, lede
from eventmgr.shared.dates import local_date, short_date
from eventmgr.shared.db import db
from eventmgr.shared.number_words import number_word

NO_RULES = "Kegiatan ini belum mempunyai kuota"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: a region's code, a typed search, a category."""

    code: str = ""
    search: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks: organizers change and write, viewers look."""

    actor: Actor
    is_organizer: bool


@dataclass(frozen=True, slots=True)
class QuotaPage:
    """Everything on the page. `board` is None without quotas; `panel` is None for a place that is not there.

    `came_words` say whose arrivals fill the bars: "sudah datang" today, "datang 18 Nov." on another day or
    once the day is closed; `away_words` what is said of the others.
    """

    heading: str
    lede: str
    board: Board | None
    panel: Panel | None
    has_begun: bool
    came_words: str
    away_words: str
    may_change: bool
    search: str = ""

    @property
    def level(self) -> str:
        """What a cell is: kelurahan."""
        return LEVEL_WORDS[self.board.rule.level] if self.board else ""

    @property
    def row_level(self) -> str:
        """What a row is: kecamatan."""
        return LEVEL_WORDS[self.board.row_level] if self.board else ""

    @property
    def unit_words(self) -> str:
        """The first words of the key: "Tiga batang = satu kelurahan"."""
        seats = {cell.seats for cell in self.board.cells} if self.board else set()
        number = min(seats, default=0)
        if len(seats) != 1 or number > MOST_BARS:
            return "Satu batang = satu orang" if max(seats, default=0) <= MOST_BARS else "Panjang = kuota"
        return f"{number_word(number).capitalize()} batang = satu {self.level}"


def quota_page(event: Event, office: Office, at: datetime, asked: Asked, visitor: Visitor) -> QuotaPage:
    """A constant number of statements, however many people and regions there are."""
    days = listed_days(event.id)
    today = local_date(at, event.zone)
    shown = next((day for day in reversed(days) if day.date <= today), None)
    board = _board(event, office, shown.id if shown else None, asked.category)
    may_change = visitor.is_organizer and bool(may_do(Doing.PREPARE, event.state))
    if board is None:
        words = "Papan ini menunjukkan wilayah mana yang kurang atau lebih, begitu kuotanya diisi."
        return QuotaPage(NO_RULES, words, None, Panel(""), bool(shown), "", "", may_change)
    came, away = _day_words(shown, today)
    page = QuotaPage(
        heading(board), lede(board), board, None, shown is not None, came, away, may_change, asked.search
    )
    code = asked.code or only_match_or_none(board, asked.search) or ""
    if code:
        place = place_or_none(board, code)
        panel = _place_panel(event, office, at, page, place, shown, days, visitor) if place else None
        return replace(page, panel=panel)
    if asked.search:
        return replace(page, panel=search_panel(board, asked.search, has_begun=page.has_begun))
    return replace(page, panel=overview_panel(board))


def _day_words(shown: ListedDay | None, today: date) -> tuple[str, str]:
    """What is said of who came on the day shown, and of who did not; nobody waits once it is closed."""
    if shown is None:
        return "sudah datang", ""
    if shown.date == today and not shown.is_closed:
        return "sudah datang", "belum datang"
    return f"datang {short_date(shown.date)}", "tidak datang"


def _board(event: Event, office: Office, day_id: int | None, category: str) -> Board | None:
    rules = seat_rules(event.id)
    if not rules:
        return None
    regions = regions_under(office.region_code)
    own = db.session.get(Region, office.region_code) if office.region_code else None
    city = RegionRow(own.code, own.parent_code, own.level, own.name) if own else None
    places = [*regions, city] if city else regions
    plan = seats_by_region(event.id, rules, places)
    arrivals = arrivals_by_seat(event.id, day_id) if day_id is not None else {}
    return board_of(plan, regions, arrivals, city=city, category=category)


def _place_panel(
    event: Event,
    office: Office,
    at: datetime,
    page: QuotaPage,
    place: Place,
    shown: ListedDay | None,
    days: list[ListedDay],
    visitor: Visitor,
) -> Panel | None:
    if page.board is None:
        return None
    holders = holders_of(event.id, place.code, shown.id if shown else None)
    panel = place_panel(
        page.board, place, holders, event.zone, away=page.away_words, may_change=page.may_change
    )
    until = deadline(days[0].date if days else None, days[-1].date if days else None, at, event.zone)
    if until is None or not page.may_change or not panel.vacancies:
        return panel
    head = head_or_none(event.office_id, place.code, place.level, local_date(at, event.zone))
    sender = sender_of(visitor.actor.label, office.name, event)
    return replace(panel, message=message_for(place, holders, head, until=until, sender=sender))
