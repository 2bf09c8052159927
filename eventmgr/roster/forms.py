"""What an organizer sends from the import's pages. Each row of the preview is named by its key, "0-58"."""

from collections.abc import Iterable
from dataclasses import replace

from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict

from eventmgr.roster.import_preview import Preview
from eventmgr.roster.plan import PlannedRow
from eventmgr.roster.repairs import SAME_ROW, Place, Repair
from eventmgr.web.forms import CreatingForm

#: field of a repair by the name that stands before the row's key in the form
TYPED = {"nik": "nik", "wilayah": "region_code", "nama": "name", "tanggal": "birth_date", "orang": "same_as"}


class UploadForm(CreatingForm):
    """The file of a roster."""

    file = FileField("Daftar peserta", validators=[FileRequired("Pilih berkas daftar peserta.")])


def typed_repairs(form: MultiDict[str, str], preview: Preview) -> dict[Place, Repair]:
    """Repairs that differ from what is kept already, by row. Only rows of the page are in the form.

    `act` may do something to one row: "tinggal:KEY" leaves it out, "ikut:KEY" takes it in again, "ulang:KEY"
    forgets its repairs.
    """
    staged = preview.staged
    rows = {staged.key_of(row.place): row for row in preview.plan.rows}
    repairs = {key: staged.repairs.get(row.place, Repair()) for key, row in rows.items()}
    for key in _keys_in(form, rows):
        repairs[key] = _typed(form, key, rows[key], repairs[key])
    for key in form.getlist("baris"):
        if key in rows:
            repairs[key] = repairs[key].left_out() if f"ikut-{key}" not in form else repairs[key].taken_in()
    for right in [value for name, value in form.items() if name.startswith("benar-")]:
        if right in rows and rows[right].row.rivals:
            repairs[right] = replace(repairs[right], is_right=True)
        for rival in rows[right].row.rivals if right in rows else ():
            key = staged.key_of(rival)
            repairs[key] = replace(repairs[key], is_out=True, same_as=SAME_ROW)
    _act(form.get("act", ""), repairs)
    kept = {key: staged.repairs.get(row.place, Repair()) for key, row in rows.items()}
    return {rows[key].place: one for key, one in repairs.items() if one != kept[key]}


def _keys_in(form: MultiDict[str, str], rows: Iterable[str]) -> list[str]:
    named = {name.partition("-")[2] for name in form if "-" in name}
    named.update(form.getlist("jaga"))
    return [key for key in rows if key in named]


def _typed(form: MultiDict[str, str], key: str, planned: PlannedRow, repair: Repair) -> Repair:
    for name, field in TYPED.items():
        typed = form.get(f"{name}-{key}")
        if name == "wilayah":
            typed = (form.get(f"cari-{key}") or "").strip() or typed
        if typed is None or (name == "nik" and typed.strip() == planned.row.nik_typed and not repair.nik):
            continue
        if name == "orang" and typed == SAME_ROW:
            repair = replace(repair, is_out=True, same_as=SAME_ROW)
            continue
        repair = repair.with_text(field, typed)
    if key in form.getlist("jaga"):
        repair = replace(repair, take=frozenset(form.getlist(f"ambil-{key}")))
    return repair


def _act(act: str, repairs: dict[str, Repair]) -> None:
    doing, _, key = act.partition(":")
    if key not in repairs:
        return
    if doing == "tinggal":
        repairs[key] = repairs[key].left_out()
    elif doing == "ikut":
        repairs[key] = repairs[key].taken_in()
    elif doing == "ulang":
        repairs[key] = Repair()
