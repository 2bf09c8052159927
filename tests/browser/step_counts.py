"""What the main tasks cost in clicks (a chosen file is one) and typed fields, begun at the event's home.

The walks count it while they do it; README tells it.
"""

from dataclasses import dataclass


@dataclass
class Steps:
    """What a task cost: clicks, and typed fields."""

    clicks: int = 0
    fields: int = 0


COUNTS = {
    "daftar menjadi kartu tercetak": Steps(clicks=8, fields=0),
    "mengganti peserta": Steps(clicks=4, fields=3),
    "mengoreksi kedatangan": Steps(clicks=5, fields=1),
    "menerbitkan semua sertifikat": Steps(clicks=2, fields=0),
    "peserta sampai pada sertifikatnya": Steps(clicks=1, fields=0),
}
