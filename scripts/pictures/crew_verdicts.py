"""Everything that the sync API may answer, with the names and hours of the references."""

from typing import Any

from tests.browser.scan_screen import person

#: what the USB scanner reads in a picture
CODE = "1AAAABBBBCCCCDDDDEEEEFFFFGGGG"
MASRUL = person(
    "Masrul Malayu", "S.Sos", region="Parak Laweh Pulau Aia Nan XX", parent_region="Kec. Lubuk Begalung"
)
LONGEST = person("Rahmat Hidayat Chaniago", "S.PdI", region="Tanjung Saba Pitameh Nan XX")
SHORTEST = person("Upik")
OK: dict[str, Any] = {"verdict": "ok", "person": MASRUL, "table": "Meja 3", "note": "Serahkan juga kaus XL"}

#: name of the picture → the answer
VERDICTS: dict[str, dict[str, Any]] = {
    "petugas-ok": OK,
    "petugas-ok-tanpa-meja": {"verdict": "ok", "person": LONGEST},
    "petugas-ok-pendek": {"verdict": "ok", "person": SHORTEST, "table": "Meja 3"},
    "petugas-sudah": {
        "verdict": "already",
        "person": MASRUL,
        "first_at": "07.52",
        "first_place": "Presensi Hari 1",
    },
    "petugas-tolak": {"verdict": "wrong_event", "person": LONGEST, "other_event": "Bimtek TKSK, 5 Desember"},
    "petugas-tolak-hari": {
        "verdict": "wrong_day",
        "person": MASRUL,
        "checkpoint_day": "Selasa 19 Nov",
        "opens_at": "06.30",
    },
    "petugas-tolak-belum-dibuka": {
        "verdict": "not_open",
        "person": MASRUL,
        "opens_at": "06.30",
        "minutes_to_open": 12,
    },
    "petugas-tolak-kegiatan-draf": {"verdict": "not_open", "reason": "event_draft", "person": MASRUL},
    "petugas-tolak-ditutup": {"verdict": "closed", "person": MASRUL, "closes_at": "10.00"},
    "petugas-tolak-hari-ditutup": {"verdict": "closed", "reason": "day_closed", "person": MASRUL},
    "petugas-tolak-bukan-di-sini": {"verdict": "not_here", "person": MASRUL, "audience": "TKSK"},
    "petugas-tolak-batal": {
        "verdict": "cancelled",
        "reason": "replaced",
        "person": LONGEST,
        "since": "15 Nov",
    },
    "petugas-tolak-kartu-lama": {"verdict": "old_card", "person": MASRUL, "since": "17 Nov"},
    "petugas-cadangan-kartu": {"verdict": "spare_card", "spare_number": 14},
    "petugas-tolak-cadangan": {"verdict": "reserve", "person": LONGEST},
    "petugas-tolak-tak-dikenal": {"verdict": "unknown"},
    "petugas-tolak-tanpa-kartu": {"verdict": "unknown", "reason": "no_ticket"},
    "petugas-tolak-putusan-baru": {"verdict": "made_up_later"},
}
#: name of the picture → how the server fails
SILENCES = {
    "petugas-tanpa-jaringan": "cut",
    "petugas-wifi-hotel": "portal",
    "petugas-server-rusak": "broken",
    "petugas-sudah-keluar": "signed_out",
    "petugas-muat-ulang": "stale",
    "petugas-tidak-diterima": "refused",
    "petugas-bukan-tugasnya": "dismissed",
}
