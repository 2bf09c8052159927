"""The model event: three days on the real subjects of 2024. Speakers are invented."""

from datetime import date, time, timedelta

from eventmgr.events.plans import DayPlan, EventPlan, SeatPlan, SessionPlan, SpeakerPlan

SLUG = "sosialisasi-2024"
NAME = "Sosialisasi Arah Kebijakan Pilar-pilar Sosial Tahun 2024"
PLACE = "Rocky Plaza Hotel Padang"
ZONE = "Asia/Jakarta"
FIRST_DAY = date(2024, 11, 18)

HEAD = SpeakerPlan("Heriza Syafani", "Kepala Dinas Sosial")
YULINDA = SpeakerPlan("Yulinda Rasyid", "Bidang Pemberdayaan Sosial")
HENDRA = SpeakerPlan("Hendra Gunawan, S.Sos, M.Si", "Widyaiswara")
MIRA = SpeakerPlan("Mira Handayani", "Pendamping PENA")
FAJAR = SpeakerPlan("Fajar Nugraha", "Pusat Data dan Informasi")
GROUPS = SpeakerPlan("11 kelompok, dipandu TKSK")

_BALLROOM, _SECOND_ROOM = "Ballroom", "Ruang Singgalang"


def _session(
    title: str,
    starts: tuple[int, int],
    ends: tuple[int, int],
    speaker: SpeakerPlan,
    jp: int = 2,
    room: str = _BALLROOM,
) -> SessionPlan:
    return SessionPlan(title, time(*starts), time(*ends), room, jp, speakers=(speaker,))


def _break(starts: tuple[int, int], ends: tuple[int, int] = (13, 0)) -> SessionPlan:
    return SessionPlan("Istirahat, salat, makan", time(*starts), time(*ends), kind="break")


DAYS = (
    (
        _session("Pembukaan", (9, 0), (9, 45), HEAD, jp=0),
        _session("Arah kebijakan pilar-pilar sosial 2025", (10, 0), (11, 30), YULINDA),
        _break((11, 30)),
        _session("Tugas dan fungsi PSM, Permensos 10/2019", (13, 0), (14, 30), HENDRA),
        _session("Peran TKSK di kecamatan", (14, 30), (16, 0), MIRA),
    ),
    (
        _session("Pemutakhiran data terpadu (DTKS)", (8, 30), (10, 0), FAJAR),
        _session("Musyawarah kelurahan", (10, 15), (11, 45), HENDRA),
        _break((11, 45)),
        _session("Rekonsiliasi data JKSS", (13, 0), (14, 30), FAJAR),
        _session("Latihan per kecamatan", (14, 30), (16, 0), GROUPS, room=_SECOND_ROOM),
    ),
    (
        _session("PENA, pemberdayaan ekonomi, Permensos 7/2023", (8, 30), (10, 0), MIRA),
        _session("Dari bantuan menuju kemandirian", (10, 15), (11, 45), YULINDA),
        _break((11, 45)),
        _session("Paparan rencana kecamatan", (13, 0), (14, 30), SpeakerPlan("11 TKSK")),
        _session("Penutupan", (14, 30), (15, 15), HEAD, jp=0),
    ),
)


def model_event(*, start: date | None, seats: tuple[SeatPlan, ...]) -> EventPlan:
    """The event as a plan.

    With a `start` of one's own the doors stand open all day, because one then wants to try the door at once,
    at whatever hour; on the real dates they keep the real hours.
    """
    door = (time(6, 30), time(10, 0)) if start is None else (time(0, 0), time(23, 59))
    first = start or FIRST_DAY
    return EventPlan(
        slug=SLUG,
        name=NAME,
        place=PLACE,
        zone=ZONE,
        days=tuple(
            DayPlan(first + timedelta(days=number), *door, items) for number, items in enumerate(DAYS)
        ),
        seats=seats,
        contact_name="Ani Rahmawati",
        contact_phone="+6281200000001",
    )
