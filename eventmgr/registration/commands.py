"""`people import`, `registration list`, `registration cards`: a contract that scripts rely on."""

from pathlib import Path
from typing import Any

import click

from eventmgr.audit.actor import Actor
from eventmgr.events.named import event_named
from eventmgr.registration.card_actions import note_printed
from eventmgr.registration.cards import cards_pdf
from eventmgr.registration.import_actions import import_roster
from eventmgr.registration.queries import registrations_of
from eventmgr.registration.roster_missing_queries import missing_rows
from eventmgr.registration.roster_plan import Plan
from eventmgr.registration.roster_problems import Problem
from eventmgr.shared.clock import now
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.commands import REFUSED_INPUT, CommandResult, json_command
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.sheets import MAX_BYTES

_FILE = click.Path(dir_okay=False, path_type=Path)


def _bytes_of(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        words = f"Berkas {file} tidak dapat dibaca. Periksa nama dan letaknya."
        raise Refusal("file_unreadable", words) from error


@json_command("import")
@click.argument("file", type=_FILE)
@click.option("--event", "slug", required=True, help="Slug kegiatan, misalnya sosialisasi-2024.")
@click.option("--dry-run", is_flag=True, help="Periksa saja, tidak menyimpan apa pun.")
@click.option("--skip-errors", is_flag=True, help="Simpan baris lain walaupun ada baris bermasalah.")
@click.option("--missing", is_flag=True, help="Sebut juga siapa yang terdaftar tetapi tidak ada di berkas.")
def import_people(file: Path, slug: str, dry_run: bool, skip_errors: bool, missing: bool) -> CommandResult:
    """Impor daftar peserta FILE (.xlsx, .xls, .ods, .csv) ke sebuah kegiatan."""
    event = event_named(slug)
    preview = import_roster(
        Actor("command", None, "perintah people import", event.office_id),
        now(),
        event=event,
        data=_bytes_of(file),
        file_name=file.name,
        skip_errors=skip_errors,
        dry_run=dry_run,
    )
    plan = preview.plan
    stopped = bool(plan.errors) and not skip_errors
    data = _import_data(plan)
    if stopped:
        data["error"] = {"code": "rows_with_errors", "message": _stopped_words(plan)}
    lines = _import_lines(plan, dry_run, stopped)
    if missing:
        people = missing_rows(preview.missing, {}, event.zone)
        data["missing"] = [
            {"name": one.name, "category": one.category, "region_code": one.region_code or None}
            for one in people
        ]
        lines += [f"Tidak ada di berkas: {one.name} · {one.category} · {one.region}" for one in people]
    return CommandResult(data, lines, REFUSED_INPUT if stopped else 0)


def _import_data(plan: Plan) -> dict[str, Any]:
    counts = plan.counts
    return {
        "read": len(plan.rows),
        "created": counts["new"],
        "updated": counts["changed"],
        "unchanged": counts["same"],
        "errors": [problem.as_json() for problem in plan.errors],
        "warnings": [problem.as_json() for problem in plan.warnings],
    }


def _stopped_words(plan: Plan) -> str:
    return f"{plan.counts['error']} baris bermasalah. Tidak ada yang disimpan."


def _import_lines(plan: Plan, dry_run: bool, stopped: bool) -> list[str]:
    counts = plan.counts
    lines = [_problem_line(problem) for problem in (*plan.errors, *plan.warnings)]
    lines.append(
        f"{len(plan.rows)} baris dibaca: {counts['new']} baru, {counts['changed']} berubah, "
        f"{counts['same']} sama, {counts['error']} bermasalah, {len(plan.warnings)} peringatan."
    )
    if stopped:
        lines.append(_stopped_words(plan))
    elif dry_run:
        lines.append("Hanya diperiksa. Tidak ada yang disimpan.")
    return lines


def _problem_line(problem: Problem) -> str:
    kind = "peringatan" if problem.is_warning else "bermasalah"
    return f"{problem.sheet} baris {problem.row}, {problem.column}: {problem.message} ({kind})"


@json_command("list")
@click.option("--event", "slug", required=True, help="Slug kegiatan.")
def list_registrations(slug: str) -> CommandResult:
    """Daftar pendaftaran sebuah kegiatan."""
    rows = registrations_of(event_named(slug).id)
    data = [
        {
            "name": row.whole_name,
            "category": row.category_code,
            "region": row.region_name,
            "region_code": row.region_code,
            "state": row.state,
            "typed_code": show_short_code(row.typed_code) if row.typed_code else None,
        }
        for row in rows
    ]
    lines = [
        f"{row.whole_name} · {row.category_code} · {row.region_name} · {row.state} · "
        f"{show_short_code(row.typed_code) if row.typed_code else '-'}"
        for row in rows
    ]
    return CommandResult({"registrations": data}, [*lines, f"{len(rows)} pendaftaran."])


@json_command("cards")
@click.option("--event", "slug", required=True, help="Slug kegiatan.")
@click.option("--out", "out", required=True, type=_FILE, help="Berkas PDF yang ditulis.")
def print_cards(slug: str, out: Path) -> CommandResult:
    """Buat kartu peserta semua orang sebagai satu PDF."""
    event, at = event_named(slug), now()
    actor = Actor("command", None, "perintah registration cards", event.office_id)
    drawn = cards_pdf(event)
    try:
        out.write_bytes(drawn.data)
    except OSError as error:
        raise Refusal("file_unwritable", f"Berkas {out} tidak dapat ditulis: {error.strerror}.") from error
    note_printed(actor, at, event=event, faces=drawn.faces, words=drawn.words)
    number = len(drawn.faces)
    data = {"cards": number, "sheets": drawn.sheets, "out": str(out)}
    return CommandResult(data, [f"{number} kartu pada {drawn.sheets} lembar ditulis ke {out}."])


@click.group("people")
def people() -> None:
    """Orang: impor daftar peserta."""


@click.group("registration")
def registration() -> None:
    """Pendaftaran: daftar dan kartu peserta."""


people.add_command(import_people)
registration.add_command(list_registrations)
registration.add_command(print_cards)
commands = [people, registration]
