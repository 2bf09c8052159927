"""Text as it is searched and as it is shown without giving much away."""

import re
import unicodedata

_DAY_NUMBER = re.compile(r"\b([Hh]ari) (?=\d)")
_NOT_WORD = re.compile(r"[^0-9a-z]+")


def fold_for_search(text: str) -> str:
    """Small letters without accents, dots and doubled spaces, so that "S.Pd.I" is found by "spdi".

    Folded here and not in the database: SQLite's LIKE does not fold É.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(_NOT_WORD.sub(" ", plain.replace("'", "").replace(".", "")).split())


def like_pattern(text: str) -> str:
    """A folded search term as a LIKE pattern; folding has removed % and _."""
    return f"%{fold_for_search(text)}%"


def mask_nik(nik: str) -> str:
    """1371••••••••9003"""
    return f"{nik[:4]}••••••••{nik[-4:]}"


def local_phone(e164: str) -> str:
    """+6281234567890 as people write it: 081234567890."""
    return "0" + e164[3:] if e164.startswith("+62") else e164


def mask_phone(e164: str) -> str:
    """0812••••78"""
    local = local_phone(e164)
    return f"{local[:4]}••••{local[-2:]}"


def full_name(name: str, front_title: str | None, back_title: str | None) -> str:
    """The name with its titles, as it was typed: "Dr. Rina Oktavia, S.Sos"."""
    front = f"{front_title} " if front_title else ""
    back = f", {back_title}" if back_title else ""
    return f"{front}{name}{back}"


def whole_days(words: str) -> str:
    """Words of a title in which no line breaks between "Hari" and its number; of the same type as given."""
    return type(words)(_DAY_NUMBER.sub("\\1\u00a0", words))


def counted(number: int) -> str:
    """A number with dots for thousands: 4.200."""
    return f"{number:,}".replace(",", ".")


#: What every file system of today takes for one name.
LONGEST_FILE_NAME = 255


def file_name(stem: str, suffix: str) -> str:
    """A file name on any system: odd characters become hyphens, and a long stem is cut between two letters.

    `suffix` (".pdf") is always whole. Right: 300 letters "é" with ".pdf" give 125 of them and ".pdf", which
    are 254 bytes. Wrong: cutting at a number of letters (600 bytes), or in the middle of one.
    """
    safe = re.sub(r"[^\w. ,'-]", "-", stem)
    room = LONGEST_FILE_NAME - len(suffix.encode())
    cut = safe.encode()[:room].decode(errors="ignore").strip()
    return f"{cut or 'berkas'}{suffix}"


def name_with_ending(name: str, ending: str, *, otherwise: str) -> str:
    """An uploaded file's name without folders and odd signs, ending as its content says.

    Right: `../foto/surat dokter.exe` with "pdf" is `surat dokter.pdf`; without a letter it is `otherwise`.
    """
    bare = name.replace("\\", "/").rpartition("/")[2]
    clean = "".join(letter if letter.isalnum() or letter in " ._-()," else "_" for letter in bare)
    stem = clean.rpartition(".")[0] or clean
    return f"{stem.strip(' .')[:120] or otherwise}.{ending}"
