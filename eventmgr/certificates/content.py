"""What stands on one certificate: plain data, frozen as the snapshot and printed from it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from eventmgr.certificates.designs import Design

#: In the place of a logo's file: the drawn shield of the demo, which is nobody's coat of arms.
SAMPLE_LOGO = "contoh"


class Mark(StrEnum):
    """What a paper says about itself."""

    NONE = "none"
    #: Issued in the demo office: watermark, and words that it has no force.
    DEMO = "demo"
    #: Not issued: as DEMO, and the place of the stamp is drawn.
    PREVIEW = "preview"


@dataclass(frozen=True)
class SessionLine:
    """One row of the back: subject, speakers in one text, JP."""

    title: str
    speakers: str
    jp: int


@dataclass(frozen=True)
class DayBlock:
    """One day of the back with the sessions that count; `label` is "Senin, 18 November 2024"."""

    label: str
    sessions: tuple[SessionLine, ...]

    @property
    def jp(self) -> int:
        """Sum of the day."""
        return sum(session.jp for session in self.sessions)


@dataclass(frozen=True)
class CertificateContent:
    """Everything that is printed, in the words in which it is printed."""

    #: Letterhead: "PEMERINTAH KOTA PADANG", "DINAS SOSIAL".
    government: str
    office: str
    number: str
    short_code: str
    #: Verbatim, as stored; titles may be empty.
    name: str
    front_title: str
    back_title: str
    #: "Pekerja Sosial Masyarakat (PSM)" and "Kelurahan …, Kecamatan …".
    role: str
    place: str
    #: "peserta", "narasumber", "panitia".
    capacity: str
    event_name: str
    organizer: str
    date_range: str
    venue: str
    days: tuple[DayBlock, ...]
    #: The event counts its full JP for everyone (else: from the sessions attended).
    is_full_credit: bool
    #: "Padang, 20 November 2024", "Kepala Dinas Sosial Kota Padang,", "HERIZA SYAFANI".
    signed_at: str
    signer_post: str
    signer_name: str
    #: Two more lines under the name where the office prints them, else empty.
    signer_rank: str
    signer_nip: str
    #: Address of the QR; empty prints the paper without one ("tanpa alamat publik").
    verify_url: str
    #: "contoh.padang.go.id/v/" as printed under the code; empty without an address.
    verify_place: str
    mark: Mark = Mark.NONE
    #: Warm sheet for files people share; False is white for office laser printers.
    is_tinted: bool = True
    #: Papers of before there were two were all woven.
    design: Design = Design.SONGKET
    #: Uid of the coat of arms' file, SAMPLE_LOGO, or empty for a letterhead without one.
    logo: str = ""
    #: Not printed: the days of presence as the rule saw them ("2024-11-18"), to say later what changed.
    attended: tuple[str, ...] = ()
    #: How JP were counted where the event does not count them in full; papers of before this all said so.
    credit_note: str = "JP dihitung dari sesi yang kehadirannya tercatat pada presensi."

    @property
    def jp(self) -> int:
        """Sum of all days."""
        return sum(day.jp for day in self.days)

    @property
    def has_back(self) -> bool:
        """Whether there are subjects for the back of the paper."""
        return any(day.sessions for day in self.days)

    @property
    def full_name(self) -> str:
        """Front title, name and back title as they read: "Dr. Hj. Rahmi, S.Sos"."""
        front = f"{self.front_title} " if self.front_title else ""
        return f"{front}{self.name}" + (f", {self.back_title}" if self.back_title else "")

    def to_record(self) -> dict[str, Any]:
        """The frozen record: plain data for the snapshot column."""
        return {**asdict(self), "mark": self.mark.value, "design": self.design.value}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "CertificateContent":
        """The content of a frozen record; raises KeyError or TypeError when it is not one."""
        days = tuple(
            DayBlock(day["label"], tuple(SessionLine(**session) for session in day["sessions"]))
            for day in record["days"]
        )
        return cls(
            **{
                **record,
                "days": days,
                "mark": Mark(record["mark"]),
                "design": Design(record.get("design", Design.SONGKET)),
                "attended": tuple(record.get("attended", ())),
            }
        )
