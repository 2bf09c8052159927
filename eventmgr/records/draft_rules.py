"""Whether a draft may be deleted whole. Pure."""

from dataclasses import dataclass

from eventmgr.shared.text import counted


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """What hangs on an event. `was_open`: it left the state of a draft once."""

    state: str
    was_open: bool
    scans: int
    absences: int
    certificates: int
    cards_printed: int
    links_sent: int
    slips_fetched: int
    registrations: int


def reasons_to_keep(facts: DraftFacts) -> list[str]:
    """Why the event may not be deleted, in sentences; empty when it may.

    What somebody outside the office may hold in their hands or was told must stay known here.
    """
    if facts.state != "draft":
        return ["Kegiatan ini bukan rancangan lagi. Tutup kegiatannya bila tidak dilanjutkan."]
    found = (
        ["Kegiatan ini pernah dibuka, jadi pesertanya mungkin sudah melihatnya."] if facts.was_open else []
    )
    for number, words in (
        (facts.scans, "pindai sudah tercatat, termasuk latihan"),
        (facts.absences, "keterangan tidak hadir sudah tercatat"),
        (facts.certificates, "sertifikat sudah bernomor"),
        (facts.cards_printed, "kartu sudah dicetak, dan mungkin sudah dibagikan"),
        (facts.links_sent, "tautan pribadi sudah dikirim"),
        (facts.slips_fetched, "kali slip tautan diunduh, dan mungkin sudah dibagikan"),
    ):
        if number:
            found.append(f"{counted(number)} {words}.")
    return found
