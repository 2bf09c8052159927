"""What the page "Salinan data" shows: how the installation is, its backups, and a running one."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from zoneinfo import ZoneInfo

from flask import current_app

from eventmgr.config import ROOT, Settings
from eventmgr.office.address_standing import address_standing
from eventmgr.office.models import Office
from eventmgr.office.queries import real_office
from eventmgr.operations import queries, status_rules
from eventmgr.operations.backup_plan import (
    backup_folder,
    due_slot_or_none,
    last_backup_job_or_none,
    plan_or_none,
)
from eventmgr.operations.backup_rules import moment_of_or_none
from eventmgr.operations.command_line import STAND_IN, command_line
from eventmgr.operations.models import BackupPlan
from eventmgr.operations.status_rules import BackupFacts, Finding, size_words
from eventmgr.shared.dates import clock_time, local_date, weekday_date, zone_name
from eventmgr.shared.job_models import OPEN_STATES, Job
from eventmgr.shared.runtime import last_sign_of_work_or_none, pulse_or_none


@dataclass(frozen=True, slots=True)
class BackupFile:
    """One file of the list."""

    name: str
    made: str
    size: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A backup under way."""

    done: int
    total: int
    words: str


@dataclass(frozen=True, slots=True)
class StatusPage:
    """Everything that the page writes; `worst` is the mark over all."""

    findings: list[Finding]
    files: list[BackupFile]
    progress: Progress | None
    has_keyring: bool
    folder: str
    worst: str
    #: to be typed in the folder of the program, with BERKAS for the backup
    restore_command: str

    @property
    def heading(self) -> str:
        """The title: how many lines want somebody."""
        wrong = sum(finding.kind in ("look", "stop") for finding in self.findings)
        return f"{wrong} hal perlu diperhatikan" if wrong else "Semua berjalan baik"

    @property
    def password_place(self) -> str:
        """What to replace by the database's password in the command, "" when it needs none."""
        return STAND_IN if STAND_IN in self.restore_command else ""


def status_page(at: datetime) -> StatusPage:
    """Look at everything; a dozen statements."""
    settings: Settings = current_app.config["SETTINGS"]
    office, plan, job = real_office(), plan_or_none(), last_backup_job_or_none()
    files = _files(office)
    counts = queries.jobs_by_state()
    disk = shutil.disk_usage(settings.data_folder)
    is_sqlite = settings.database_url.startswith("sqlite")
    standing = address_standing(office, at)
    findings = [
        Finding("Versi", "ok", program_version()),
        status_rules.judge_database(
            kind="SQLite" if is_sqlite else "PostgreSQL",
            state=queries.database_state(),
            size=queries.database_size(),
            takes_writes=queries.database_takes_writes(),
        ),
        status_rules.judge_disk(free=disk.free, total=disk.total),
        status_rules.judge_worker(
            last_sign=last_sign_of_work_or_none(),
            at=at,
            queued=counts.get("queued", 0),
            running=counts.get("running", 0),
            held=counts.get("held", 0),
            release=command_line(settings, "jobs release"),
        ),
        _backup_finding(at, office, plan, job, files),
        status_rules.judge_clock(
            at=at,
            local_words=f"{_moment(at, office.zone)} {zone_name(office.zone)}",
            newest=queries.newest_trail_or_none(),
        ),
        status_rules.judge_address(
            office.public_url or settings.public_url, kind=standing.kind, words=standing.words
        ),
    ]
    kinds = {finding.kind for finding in findings}
    return StatusPage(
        findings,
        files,
        _progress_or_none(job),
        settings.keyring_file.is_relative_to(settings.data_folder),
        str(backup_folder()),
        next((kind for kind in ("stop", "look") if kind in kinds), "ok"),
        command_line(settings, "backup restore BERKAS"),
    )


def backup_warning(at: datetime) -> Finding | None:
    """What an admin should see before anything else: a backup that failed or was missed."""
    office = real_office()
    finding = _backup_finding(at, office, plan_or_none(), last_backup_job_or_none(), _files(office))
    return finding if finding.kind == "stop" else None


def program_version() -> str:
    """The version of the program, from its own description where it is not installed as a package."""
    try:
        return version("eventmgr")
    except PackageNotFoundError:
        lines = (ROOT / "pyproject.toml").read_text().splitlines()
        found = next((line for line in lines if line.startswith("version = ")), "version = tidak diketahui")
        return found.partition(" = ")[2].strip('"')


def running_or_none() -> Progress | None:
    """The backup under way, for the part of the page that is asked for again and again."""
    return _progress_or_none(last_backup_job_or_none())


def _progress_or_none(job: Job | None) -> Progress | None:
    if job is None or job.state not in OPEN_STATES or job.state == "held":
        return None
    pulse = pulse_or_none(job.id) if job.state == "running" else None
    if pulse is None or not pulse.total:
        return Progress(0, 1, "Salinan data disiapkan")
    return Progress(pulse.done, pulse.total, f"{pulse.done} dari {pulse.total} berkas tersalin")


def _files(office: Office) -> list[BackupFile]:
    found = []
    for path in backup_folder().iterdir():
        moment = moment_of_or_none(path.name)
        if moment is not None:
            at = moment.replace(tzinfo=ZoneInfo(office.zone))
            size = size_words(path.stat().st_size)
            found.append((at, BackupFile(path.name, _moment(at, office.zone), size)))
    return [file for _, file in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _moment(at: datetime, zone: str) -> str:
    """ "Senin, 18 November 2024, 01.30"."""
    return f"{weekday_date(local_date(at, zone))}, {clock_time(at, zone)}"


def _backup_finding(
    at: datetime, office: Office, plan: BackupPlan | None, job: Job | None, files: list[BackupFile]
) -> Finding:
    newest = files[0].name if files else ""
    moment = moment_of_or_none(newest)
    made_at = moment.replace(tzinfo=ZoneInfo(office.zone)) if moment is not None else None
    result = (job.result or {}) if job is not None else {}
    problem = str(result.get("problem", ""))
    if job is not None and job.state == "failed":
        problem = "Pekerjaannya berhenti karena kesalahan program; lihat catatan di layar server."
    due = due_slot_or_none(at)
    facts = BackupFacts(
        is_on=plan is not None and plan.is_on,
        made_at=made_at,
        size=(backup_folder() / newest).stat().st_size if newest else 0,
        problem=problem,
        copy_problem=str(result.get("copy_problem", "")),
        due_since=datetime.fromisoformat(due) if due is not None else None,
    )
    return status_rules.judge_backup(facts, at=at, made_words=files[0].made if files else "")


def plan_time(plan: BackupPlan) -> str:
    """ "01.30"."""
    return clock_time(
        datetime(2024, 1, 1, plan.minute_of_day // 60, plan.minute_of_day % 60, tzinfo=UTC), "UTC"
    )
