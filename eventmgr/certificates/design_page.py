"""The page of the design: how it looks, which other there is, and where each printed thing comes from."""

from dataclasses import dataclass
from datetime import datetime

from eventmgr.certificates.content import CertificateContent
from eventmgr.certificates.design_preview import SampleState, in_design, sample_of, state_of
from eventmgr.certificates.designs import DESIGN_NAMES, DESIGN_WORDS, Design
from eventmgr.certificates.queries import rule_or_none
from eventmgr.events.models import Event
from eventmgr.shared.text import counted


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """One thing that stands on the paper; `field` is its place in the form of the rule, or "" elsewhere."""

    title: str
    note: str
    act: str
    endpoint: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A design: what is said of it, and its sample (None while there is nobody to draw)."""

    design: Design
    name: str
    words: str
    sample: SampleState | None


@dataclass(frozen=True, slots=True)
class DesignPage:
    """`chosen` is that of the rule, or what a rule would begin with while there is none."""

    chosen: Choice
    others: tuple[Choice, ...]
    has_rule: bool
    printed: tuple[PrintedPart, ...]


def design_page(event: Event, at: datetime) -> DesignPage:
    """Gather the page; its statements do not grow with the people."""
    sample = sample_of(event)
    chosen = sample.content.design if sample is not None else Design.SONGKET
    choices = {
        design: Choice(
            design,
            DESIGN_NAMES[design],
            DESIGN_WORDS[design],
            state_of(in_design(sample, design), at) if sample is not None else None,
        )
        for design in Design
    }
    return DesignPage(
        chosen=choices[chosen],
        others=tuple(choice for choice in choices.values() if choice.design is not chosen),
        has_rule=rule_or_none(event.id) is not None,
        printed=_printed(sample.content) if sample is not None else (),
    )


def _printed(content: CertificateContent) -> tuple[PrintedPart, ...]:
    rule, office = "certificates.edit_rule", "settings.office"
    lines = [
        part for part in (content.signer_rank, content.signer_nip and f"NIP {content.signer_nip}") if part
    ]
    arms = "dengan lambang" if content.logo else "tanpa lambang"
    code = f"QR menuju {content.verify_place}" if content.verify_url else "Kode dan nomor, tanpa QR"
    sessions = sum(len(day.sessions) for day in content.days)
    subjects = f"{counted(sessions)} materi, {content.jp} JP"
    back = subjects if content.has_back else "Kosong, belum ada sesi ber-JP"
    return (
        PrintedPart(
            "Kop",
            f"{content.government.title()}, {content.office.title()}, {arms}",
            "Pengaturan",
            office,
            "nama",
        ),
        PrintedPart("Nomor", f"Berikutnya {content.number}", "Ubah", rule, "first_number"),
        PrintedPart("Nama, unsur, dan wilayah", "Dari daftar peserta, seperti tertulis", "", ""),
        PrintedPart("Tempat dan tanggal", content.signed_at, "Ubah", rule, "dated_on"),
        PrintedPart(
            f"Penanda tangan: {content.signer_name}",
            ", ".join([content.signer_post.rstrip(","), *lines]),
            "Ubah",
            rule,
            "official",
        ),
        PrintedPart("Keaslian", code, "Ubah", rule, "without_public_url"),
        PrintedPart("Sisi belakang", back, "Jadwal", "events_agenda.agenda"),
    )
