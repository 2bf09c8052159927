"""Making and changing people in bulk. Everything that is slow (keys, hashes) is done before `write()`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from eventmgr.people.models import Assignment, Person
from eventmgr.people.name_rules import NameParts
from eventmgr.shared.codes import code_hash, link_token
from eventmgr.shared.db import insert_rows, new_uid, reserve_ids, table_of
from eventmgr.shared.keyring import Keyring
from eventmgr.shared.text import fold_for_search, full_name

#: what `update_people` may set; the rest of a person has its own actions
CHANGEABLE = ("front_title", "name", "back_title", "sex", "birth_place", "birth_date", "address", "phone")
_people = table_of(Person)
_assignments = table_of(Assignment)


@dataclass(frozen=True)
class PersonDraft:
    """A person to be made; empty text means unknown. `nik` is sixteen digits that were checked, or empty."""

    nik: str
    name: NameParts
    sex: str = ""
    birth_place: str = ""
    birth_date: date | None = None
    address: str = ""
    phone: str = ""


def search_text_of(name: str, front_title: str | None, back_title: str | None) -> str:
    """What LIKE looks into: the whole name, folded."""
    return fold_for_search(full_name(name, front_title, back_title))


def prepare_person(ring: Keyring, office_id: int, draft: PersonDraft) -> dict[str, Any]:
    """The row of a new person: NIK encrypted and hashed, private link made. Call it before `write()`."""
    uid, key_id = new_uid(), ring.current_id
    cipher = ring.encrypt("nik-cipher", draft.nik, key_id)[1] if draft.nik else None
    link = link_token(ring.derive("private-link", key_id), uid, 1)
    return {
        "uid": uid,
        "office_id": office_id,
        "name": draft.name.name,
        "front_title": draft.name.front_title,
        "back_title": draft.name.back_title,
        "search_text": search_text_of(draft.name.name, draft.name.front_title, draft.name.back_title),
        "sex": draft.sex,
        "birth_place": draft.birth_place or None,
        "birth_date": draft.birth_date,
        "address": draft.address or None,
        "phone": draft.phone or None,
        "hand_fields": [],
        "nik_cipher": cipher,
        "nik_hash": ring.keyed_hash("nik-hash", draft.nik, key_id) if draft.nik else None,
        "key_id": key_id,
        "link_version": 1,
        "link_hash": code_hash(link),
        "state": "active",
        "revision": 1,
    }


def insert_people(session: Session, rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Store prepared rows with one statement inside `write()`; ids by uid.

    Raises IntegrityError when somebody with one of the NIK came in meanwhile.
    """
    if not rows:
        return {}
    ids = reserve_ids(session, _people.name, len(rows))
    numbered = [{"id": person_id, **row} for person_id, row in zip(ids, rows, strict=True)]
    insert_rows(session, _people, numbered)
    return {row["uid"]: row["id"] for row in numbered}


def update_people(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Set all CHANGEABLE fields of people inside `write()`; each row holds them, `id` and `search_text`."""
    if not rows:
        return
    statement = (
        update(_people)
        .where(_people.c.id == bindparam("person_id"))
        .values(
            {name: bindparam(f"new_{name}") for name in (*CHANGEABLE, "search_text")}
            | {"revision": _people.c.revision + 1}
        )
    )
    session.connection().execute(
        statement,
        [
            {"person_id": row["id"]} | {f"new_{name}": row[name] for name in (*CHANGEABLE, "search_text")}
            for row in rows
        ],
    )


def set_hand_fields(session: Session, kept: Mapping[int, Sequence[str]]) -> None:
    """Set which fields of people stay guarded against imports, by person, inside `write()`."""
    if kept:
        session.connection().execute(
            update(_people)
            .where(_people.c.id == bindparam("guarded_id"))
            .values(hand_fields=bindparam("guarded")),
            [{"guarded_id": person_id, "guarded": list(fields)} for person_id, fields in kept.items()],
        )


def begin_assignments(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Store assignments inside `write()`: person_id, category_id, region_code, sk_number, from_date."""
    insert_rows(session, _assignments, [{"to_date": None, **row} for row in rows])


def end_assignments(session: Session, assignment_ids: Sequence[int], on: date) -> None:
    """End assignments inside `write()`; they stay, because old papers speak of them."""
    if assignment_ids:
        session.connection().execute(
            update(_assignments).where(_assignments.c.id == bindparam("ended_id")).values(to_date=on),
            [{"ended_id": assignment_id} for assignment_id in assignment_ids],
        )


def set_decrees(session: Session, decrees: Mapping[int, str]) -> None:
    """Set the SK number of assignments, by their id, inside `write()`."""
    if decrees:
        session.connection().execute(
            update(_assignments)
            .where(_assignments.c.id == bindparam("decree_of"))
            .values(sk_number=bindparam("decree")),
            [{"decree_of": key, "decree": number} for key, number in decrees.items()],
        )
