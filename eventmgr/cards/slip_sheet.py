"""Paper slips with the private link, eight on an A4 sheet: pure functions from content to one PDF."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.cards.sheet import (
    CARD_HEIGHT,
    CARD_WIDTH,
    CARDS_A_SHEET,
    COLUMNS,
    MARGIN_X,
    MARGIN_Y,
    cut_marks,
    unbroken_parts,
)
from eventmgr.shared.paper import paper_html, points
from eventmgr.shared.pdf import render_pdf
from eventmgr.shared.qr import qr_matrix, qr_png_data_uri
from eventmgr.shared.type_fitting import JAKARTA_500, JAKARTA_700, line_count, text_width

#: Millimetres: the name over the whole slip, and the words beside the QR.
NAME_WIDTH, WORDS_WIDTH = 80.0, 49.0
#: Points: the name takes two lines at most; the address stands in one line or not at all.
NAME_SIZES, ADDRESS_SIZE = (16.0, 14.0, 12.5, 11.0, 9.5, 8.0, 6.5), 7.8
#: Letters of a link between two hyphens, which nobody needs to type, and such pieces on a line.
PIECE, PIECES_A_LINE = 4, 4


@dataclass(frozen=True)
class SlipContent:
    """What stands on one slip; `url` is secret."""

    name: str
    #: "PSM"
    role: str
    #: Names without "Kel." and "Kec."; empty where the role has none.
    village: str
    district: str
    event_name: str
    date_range: str
    url: str


@dataclass(frozen=True)
class SlipGroup:
    """Slips that begin on a sheet of their own: those of one kecamatan."""

    label: str
    slips: tuple[SlipContent, ...]


@dataclass(frozen=True)
class PlacedSlip:
    """A slip on its sheet; left and top in mm. `host` is "" where the address is too long to be typed."""

    content: SlipContent
    name_size: float
    event_words: tuple[str, ...]
    event_is_long: bool
    host: str
    token: tuple[str, ...]
    qr: str
    left: float
    top: float


@dataclass(frozen=True)
class SlipSheet:
    """One side of paper; `caption` stands under the slips, outside the cut."""

    slips: tuple[PlacedSlip, ...]
    caption: str


def slip_sheets(groups: Sequence[SlipGroup]) -> list[SlipSheet]:
    """All sheets in order; sheets are counted within their group."""
    sheets: list[SlipSheet] = []
    for group in groups:
        firsts = range(0, len(group.slips), CARDS_A_SHEET)
        chunks = [group.slips[first : first + CARDS_A_SHEET] for first in firsts]
        for number, chunk in enumerate(chunks, start=1):
            caption = f"{group.label} · lembar {number} dari {len(chunks)} · rahasia"
            sheets.append(SlipSheet(tuple(_place(slip, index) for index, slip in enumerate(chunk)), caption))
    return sheets


def render_slips(groups: Sequence[SlipGroup]) -> bytes:
    """One PDF of all sheets. Raises ValueError without a slip."""
    sheets = slip_sheets(groups)
    if not sheets:
        raise ValueError("there is no slip to print")
    return render_pdf(paper_html("cards/slip_sheet.html", sheets=sheets, marks=cut_marks()))


def typed_address(url: str) -> tuple[str, tuple[str, ...]]:
    """The address as it is typed, its host and the lines of its code; nothing when the host needs two lines.

    Right: "https://dinsos.contoh.go.id/p/K7QF…" gives ("dinsos.contoh.go.id/p/", ("K7QF-2M9D-…", …)); the
    hyphens may be typed or left out. An http address keeps its scheme: without it a browser tries https.
    """
    place, _, token = url.rpartition("/")
    host = f"{place.removeprefix('https://')}/"
    if text_width(host, JAKARTA_700) * ADDRESS_SIZE > points(WORDS_WIDTH):
        return "", ()
    pieces = [token[first : first + PIECE] for first in range(0, len(token), PIECE)]
    lines = (
        "-".join(pieces[first : first + PIECES_A_LINE]) for first in range(0, len(pieces), PIECES_A_LINE)
    )
    return host, tuple(lines)


def name_size(name: str) -> float:
    """The largest of NAME_SIZES at which a name takes two lines and no word is wider than one."""
    for size in NAME_SIZES:
        is_narrow = all(text_width(word, JAKARTA_700) * size <= points(NAME_WIDTH) for word in name.split())
        if is_narrow and line_count(name, JAKARTA_700, size=size, width=points(NAME_WIDTH)) <= 2:
            return size
    return NAME_SIZES[-1]


def _place(slip: SlipContent, index: int) -> PlacedSlip:
    host, token = typed_address(slip.url)
    # Version 4 holds 62 characters at level M; a longer address takes the next.
    event = f"{slip.event_name}, {slip.date_range}"
    matrix = qr_matrix(slip.url, version=4, level="M", may_grow=True)
    return PlacedSlip(
        content=slip,
        name_size=name_size(slip.name),
        event_words=unbroken_parts(slip.event_name),
        event_is_long=line_count(event, JAKARTA_500, size=6.5, width=points(NAME_WIDTH)) > 2,
        host=host,
        token=token,
        qr=qr_png_data_uri(matrix),
        left=MARGIN_X + (index % COLUMNS) * CARD_WIDTH,
        top=MARGIN_Y + (index // COLUMNS) * CARD_HEIGHT,
    )
