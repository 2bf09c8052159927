"""Undoing an import: what may be taken back, and what somebody has used since. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: Why somebody stays, by what holds them: a table that points to them, or one of our own words.
REASONS = {
    "scan": "sudah dipindai di pintu",
    "attendance": "kehadirannya sudah dicatat",
    "absence": "ada catatan izin atau sakit",
    "closed_day": "sudah terhitung pada hari yang ditutup",
    "certificate": "sudah punya sertifikat",
    "certificate_decision": "sertifikatnya sudah diputuskan",
    "printed": "kartunya sudah dicetak",
    "card": "kartunya sudah diganti",
    "edited": "datanya diubah sesudah impor",
    "imported": "diubah lagi oleh impor sesudahnya",
    "registration": "menggantikan orang lain, atau sudah digantikan",
    "elsewhere": "pendaftarannya dihapus, orangnya tetap karena ikut kegiatan lain",
    "session_speaker": "pendaftarannya dihapus, orangnya tetap karena menjadi narasumber",
    "person": "pendaftarannya dihapus, orangnya tetap karena digabung dengan orang lain",
    "assignment": "pendaftarannya dihapus, orangnya tetap karena punya penugasan lain",
}
OTHERWISE = "sudah dipakai di bagian lain"
#: these keep a person whom the import made, but not the registration
_OF_THE_PERSON_ONLY = frozenset({"elsewhere", "session_speaker", "person", "assignment"})


@dataclass(frozen=True)
class Bundle:
    """Everything that one import did for one person. Ids; changes are {field: [old, new]}.

    ``held`` says what holds the person or the new registration, "" when nothing does; ``now`` gives the
    present values of what was changed, by kind and id.
    """

    person_id: int
    person_uid: str
    is_new: bool
    held: str = ""
    made_registration: int | None = None
    made_assignments: tuple[int, ...] = ()
    changes: Mapping[tuple[str, int], Mapping[str, Sequence[Any]]] = field(default_factory=dict)
    now: Mapping[tuple[str, int], Mapping[str, Any]] = field(default_factory=dict)


@dataclass
class UndoPlan:
    """What will be taken back. ``restored`` maps kind and id to the values that come back, ``present`` to
    those that stand there now.

    ``kept`` names who stays, or keeps what the file brought: person's uid and a key of REASONS.
    """

    people: list[int] = field(default_factory=list)
    registrations: list[int] = field(default_factory=list)
    assignments: list[int] = field(default_factory=list)
    restored: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    kept: list[tuple[str, str]] = field(default_factory=list)
    removed_uids: list[str] = field(default_factory=list)
    restored_people: dict[str, int] = field(default_factory=dict)
    present: dict[tuple[str, int], Mapping[str, Any]] = field(default_factory=dict)

    @property
    def does_something(self) -> bool:
        """Anything at all can be taken back."""
        return bool(self.people or self.registrations or self.assignments or self.restored)


def plan_undo(bundles: Collection[Bundle]) -> UndoPlan:
    """Decide for each person by themselves.

    A person or registration that anything has used since stays with all that came with it. A changed field
    goes back to its old value if it still holds what the import put there; otherwise somebody meant it.
    """
    plan = UndoPlan()
    for bundle in bundles:
        keeps_all = bool(bundle.held) and bundle.held not in _OF_THE_PERSON_ONLY
        if bundle.held:
            plan.kept.append((bundle.person_uid, bundle.held))
        if keeps_all:
            continue
        if bundle.made_registration is not None:
            plan.registrations.append(bundle.made_registration)
        if bundle.made_registration is not None or bundle.is_new:
            plan.removed_uids.append(bundle.person_uid)
        if bundle.is_new and not bundle.held:
            plan.people.append(bundle.person_id)
        if not (bundle.is_new and bundle.held):
            plan.assignments.extend(bundle.made_assignments)
        _restore(plan, bundle)
    return plan


def _restore(plan: UndoPlan, bundle: Bundle) -> None:
    meant_since = False
    for subject, changes in bundle.changes.items():
        present = bundle.now.get(subject)
        if present is None:
            continue
        back = {name: old for name, (old, new) in changes.items() if present.get(name) == new}
        meant_since = meant_since or len(back) < len(changes)
        if back:
            plan.restored[subject] = back
            plan.present[subject] = present
            plan.restored_people[bundle.person_uid] = bundle.person_id
    if meant_since and not bundle.held:
        plan.kept.append((bundle.person_uid, "edited"))
