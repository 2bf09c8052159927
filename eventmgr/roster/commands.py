"""`people import`: a contract that scripts rely on."""

from pathlib import Path
from typing import Any

import click

from eventmgr.audit.actor import Actor
from eventmgr.events.named import event_named
from eventmgr.registration.entry_problems import Problem
from eventmgr.roster.import_actions import import_roster
from eventmgr.roster.missing_queries import missing_rows
from eventmgr.roster.plan import Plan
from eventmgr.shared.clock import now
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


@click.group("people")
def people() -> None:
    """Orang: impor daftar peserta."""


people.add_command(import_people)
commands = [people]
