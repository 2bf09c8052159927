"""The built-in designs of a certificate: their names, switches and measures."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from eventmgr.shared.type_fitting import (
    GARAMOND,
    GARAMOND_600,
    JAKARTA_400,
    JAKARTA_500,
    JAKARTA_700,
    NEWSREADER_DISPLAY,
)


class Design(StrEnum):
    """Stored with every certificate as it was issued; never renamed."""

    #: the woven border, centred, three families of type
    SONGKET = "songket"
    #: white, left-aligned, one bar, one family of type
    PLAIN = "plain"


#: the template's name in the office, and how people choose it
DESIGN_NAMES = {Design.SONGKET: "Songket", Design.PLAIN: "Sederhana"}
DESIGN_WORDS = {
    Design.SONGKET: "bingkai tenun, untuk dibagikan dan dipajang",
    Design.PLAIN: "putih dengan satu garis, hemat tinta untuk pencetak kantor",
}


def design_content(design: Design) -> dict[str, Any]:
    """What a template version of this design freezes; only the woven one has the warm sheet."""
    return {"design": design.value, "is_tinted": design is Design.SONGKET}


@dataclass(frozen=True, slots=True)
class NameStyle:
    """How large a name may be: sizes in pt, `width` in mm, `title_share` of the name's size for titles."""

    face: str
    title_face: str
    width: float
    one_line: tuple[float, float]
    two_lines: tuple[float, float]
    #: the most for a name that has no second line of titles to give away
    broken: float
    title_share: float


@dataclass(frozen=True, slots=True)
class Spacing:
    """Measures of one setting of the table: type size in pt, the rest in mm."""

    name: str
    size: float
    line: float
    row: float
    day_row: float


@dataclass(frozen=True, slots=True)
class BackStyle:
    """The table of the back: widths in mm of what may wrap, and its two settings."""

    face: str
    title_width: float
    speakers_width: float
    loose: Spacing
    tight: Spacing


@dataclass(frozen=True, slots=True)
class SentenceStyle:
    """The sentence of the front: width in mm, size in pt, and lines before it is set smaller."""

    face: str
    event_face: str
    width: float
    size: float
    event_size: float
    lines: int


@dataclass(frozen=True, slots=True)
class PostStyle:
    """The signer's office above the signature: width in mm, size in pt; over one line it is set smaller."""

    face: str
    width: float
    size: float


@dataclass(frozen=True, slots=True)
class Style:
    """Everything of a design that is computed before drawing; the rest is its style sheet."""

    name: NameStyle
    back: BackStyle
    sentence: SentenceStyle
    post: PostStyle


STYLES = {
    Design.SONGKET: Style(
        NameStyle(
            NEWSREADER_DISPLAY, NEWSREADER_DISPLAY, 228.0, (66.0, 42.0), (41.0, 24.0), 31.0, title_share=0.62
        ),
        BackStyle(
            GARAMOND,
            92.0,
            57.0,
            Spacing("loose", 12.5, 5.2, 10.23, 12.3),
            Spacing("tight", 11.5, 5.0, 7.7, 9.7),
        ),
        SentenceStyle(GARAMOND, GARAMOND_600, 228.0, 13.5, 13.5, 3),
        PostStyle(GARAMOND, 66.0, 13.5),
    ),
    Design.PLAIN: Style(
        NameStyle(JAKARTA_700, JAKARTA_500, 181.0, (52.0, 30.0), (34.0, 20.0), 28.0, title_share=0.6),
        BackStyle(
            JAKARTA_400,
            101.0,
            59.0,
            Spacing("loose", 10.0, 4.6, 10.23, 12.3),
            Spacing("tight", 9.5, 4.4, 7.7, 9.7),
        ),
        SentenceStyle(JAKARTA_400, JAKARTA_700, 182.0, 11.8, 14.5, 5),
        PostStyle(JAKARTA_400, 94.0, 11.5),
    ),
}
