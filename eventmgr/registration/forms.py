"""Forms of the roster import."""

from collections.abc import Mapping

from flask_wtf.file import FileField, FileRequired

from eventmgr.registration.roster_plan import Place, PlannedRow
from eventmgr.registration.roster_rows import Repair
from eventmgr.web.forms import CreatingForm


class UploadForm(CreatingForm):
    """The file of a roster."""

    file = FileField("Daftar peserta", validators=[FileRequired("Pilih berkas daftar peserta.")])


def typed_repairs(form: Mapping[str, str], rows: list[PlannedRow]) -> dict[Place, Repair]:
    """What was typed beside the rows of the page: "nik-12", "wilayah-12" for the row with index 12.

    A field that still holds what the file holds is no repair.
    """
    repairs: dict[Place, Repair] = {}
    for index, planned in enumerate(rows):
        nik = form.get(f"nik-{index}", "").strip()
        region = form.get(f"wilayah-{index}", "").strip()
        if nik == planned.row.nik_typed:
            nik = ""
        if nik or region:
            repairs[planned.place] = Repair(nik[:40], region[:13])
    return repairs
