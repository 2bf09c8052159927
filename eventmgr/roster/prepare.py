"""From a plan to finished rows: keys, hashes, ciphers and codes are all made here, before `write()`."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from eventmgr.audit.actions import AuditLine, SealedLine, seal
from eventmgr.people.actions import CHANGEABLE, PersonDraft, prepare_person, search_text_of
from eventmgr.registration.ticket_rows import new_ticket_row
from eventmgr.roster.diff import Change
from eventmgr.roster.plan import Plan, PlannedRow
from eventmgr.roster.queries import RosterContext
from eventmgr.roster.rows import Facts
from eventmgr.shared.db import new_uid
from eventmgr.shared.keyring import Keyring
from eventmgr.shared.text import mask_nik


@dataclass
class PreparedImport:
    """Rows for bulk statements. Whatever needs the id of a row that is not stored yet names its uid."""

    people: list[dict[str, Any]] = field(default_factory=list)
    person_updates: list[dict[str, Any]] = field(default_factory=list)
    #: what stays guarded, by person, where the file's value was taken on purpose
    hand_fields: dict[int, list[str]] = field(default_factory=dict)
    #: with "person_uid" in the place of person_id
    assignments: list[dict[str, Any]] = field(default_factory=list)
    ended_assignments: list[int] = field(default_factory=list)
    decrees: dict[int, str] = field(default_factory=dict)
    #: with "person_uid" in the place of person_id
    registrations: list[dict[str, Any]] = field(default_factory=list)
    registration_updates: list[dict[str, Any]] = field(default_factory=list)
    #: with "registration_uid" in the place of registration_id
    tickets: list[dict[str, Any]] = field(default_factory=list)
    #: subject_uid of each is the person's
    audit: list[SealedLine] = field(default_factory=list)
    known_ids: dict[str, int] = field(default_factory=dict)
    #: how changed rows were before and are now: kind, id, key, cipher
    before: list[tuple[str, int, int, bytes]] = field(default_factory=list)


@dataclass(frozen=True)
class Preparer:
    """Turns planned rows into stored ones. `today` is the event's local date."""

    ring: Keyring
    context: RosterContext
    at: datetime
    today: date
    taken_codes: set[str]

    def prepare(self, plan: Plan) -> PreparedImport:
        """Make everything that the plan stores; rows with errors and unchanged ones make nothing."""
        result = PreparedImport()
        lines: list[AuditLine] = []
        for planned in plan.rows:
            if planned.outcome not in ("new", "changed"):
                continue
            if planned.known is None:
                lines.append(self._add_person(result, planned.row.facts))
            else:
                result.known_ids[planned.known.uid] = planned.known.id
                lines.append(self._change_person(result, planned))
        result.audit = seal(lines)
        return result

    def _add_person(self, result: PreparedImport, facts: Facts) -> AuditLine:
        draft = PersonDraft(
            facts.nik,
            facts.name,
            facts.sex,
            facts.birth_place,
            facts.birth_date,
            facts.address,
            facts.phone,
        )
        row = prepare_person(self.ring, self.context.office_id, draft)
        result.people.append(row)
        self._begin_assignment(result, row["uid"], facts, None)
        self._register(result, row["uid"], facts)
        details = {name: [None, _plain(value)] for name, value in _told(facts).items() if value}
        return self._line("import.added", row["uid"], None, details)

    def _change_person(self, result: PreparedImport, planned: PlannedRow) -> AuditLine:
        known, facts, difference = planned.known, planned.row.facts, planned.difference
        if known is None:
            raise ValueError("a changed row without a known person")
        if difference.person:
            values = {name: known.value(name) for name in CHANGEABLE}
            values |= {change.field: change.new for change in difference.person}
            values["sex"] = values["sex"] or ""
            front, back = _text(values["front_title"]), _text(values["back_title"])
            search = search_text_of(str(values["name"]), front, back)
            result.person_updates.append({"id": known.id, **values, "search_text": search})
            changes = list(difference.person)
            if difference.released:
                kept = sorted(known.hand_fields - difference.released)
                result.hand_fields[known.id] = kept
                changes.append(Change("hand_fields", sorted(known.hand_fields), kept))
            self._remember(result, "person", known.id, changes)
        self._change_assignment(result, planned)
        if known.registration is None:
            self._register(result, known.uid, facts)
        elif difference.registration:
            self._move_registration(result, planned)
        details = {change.field: [_plain(change.old), _plain(change.new)] for change in difference.changes}
        action = "import.changed" if known.registration else "import.registered"
        return self._line(action, known.uid, known.id, details)

    def _change_assignment(self, result: PreparedImport, planned: PlannedRow) -> None:
        known, facts, difference = planned.known, planned.row.facts, planned.difference
        old_id = difference.old_assignment_id
        if known is None or difference.assignment == "none":
            return
        if difference.assignment == "decree" and old_id is not None:
            result.decrees[old_id] = facts.sk_number
            changes = [change for change in (difference.assignment_change,) if change is not None]
            self._remember(result, "assignment", old_id, changes)
            return
        if old_id is not None:
            result.ended_assignments.append(old_id)
            self._remember(result, "assignment", old_id, [Change("to_date", None, self.today)])
        started = self.today if difference.assignment == "move" else None
        self._begin_assignment(result, known.uid, facts, started)

    def _move_registration(self, result: PreparedImport, planned: PlannedRow) -> None:
        held = planned.known.registration if planned.known else None
        if held is None:
            return
        facts = planned.row.facts
        changed = {change.field for change in planned.difference.registration}
        category = facts.category_code if "category_code" in changed else held.category_code
        region = facts.region_code if "region_code" in changed else held.region_code
        result.registration_updates.append(
            {
                "moved_id": held.id,
                "new_category": self.context.category_ids[category],
                "new_region": region or None,
            }
        )
        self._remember(result, "registration", held.id, planned.difference.registration)

    def _begin_assignment(
        self, result: PreparedImport, person_uid: str, facts: Facts, started: date | None
    ) -> None:
        result.assignments.append(
            {
                "person_uid": person_uid,
                "category_id": self.context.category_ids[facts.category_code],
                "region_code": facts.region_code or None,
                "sk_number": facts.sk_number or None,
                "from_date": started,
            }
        )

    def _register(self, result: PreparedImport, person_uid: str, facts: Facts) -> None:
        registration_uid = new_uid()
        result.registrations.append(
            {
                "uid": registration_uid,
                "event_id": self.context.event_id,
                "person_uid": person_uid,
                "category_id": self.context.category_ids[facts.category_code],
                "region_code": facts.region_code or None,
                "unit_text": "",
                "state": "registered",
                "created_at": self.at,
                "revision": 1,
            }
        )
        result.tickets.append({"registration_uid": registration_uid, **self._new_ticket()})

    def _new_ticket(self) -> dict[str, Any]:
        return new_ticket_row(self.ring, self.context.event_id, self.taken_codes)

    def _remember(
        self, result: PreparedImport, kind: str, subject_id: int, changes: Iterable[Change]
    ) -> None:
        told = {change.field: [_plain(change.old), _plain(change.new)] for change in changes}
        key_id, cipher = self.ring.encrypt("detail", json.dumps(told, ensure_ascii=False))
        result.before.append((kind, subject_id, key_id, cipher))

    def _line(
        self, action: str, person_uid: str, person_id: int | None, details: dict[str, list[Any]]
    ) -> AuditLine:
        return AuditLine(
            action,
            "person",
            person_uid,
            self.context.office_id,
            self.context.event_id,
            person_id=person_id,
            details=details,
        )


def _told(facts: Facts) -> dict[str, Any]:
    """What the trail keeps of a new person: the NIK only masked, even though the trail is encrypted."""
    return {
        "name": facts.name.joined,
        "nik": mask_nik(facts.nik),
        "birth_date": facts.birth_date,
        "phone": facts.phone,
        "address": facts.address,
        "category_code": facts.category_code,
        "region_code": facts.region_code,
        "sk_number": facts.sk_number,
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _text(value: Any) -> str | None:
    return str(value) if value else None
