"""The rows of new tickets. Keys, hashes and codes are made here, before `write()`."""

from typing import Any

from eventmgr.shared.codes import code_hash, new_short_code, ticket_code
from eventmgr.shared.db import new_uid
from eventmgr.shared.keyring import Keyring


def new_ticket_row(
    ring: Keyring, event_id: int, taken_codes: set[str], *, version: int = 1
) -> dict[str, Any]:
    """An active ticket without its registration. `taken_codes` are the event's short codes; it grows by one.

    A `version` above 1 is printed on the card as a replacement.
    """
    uid, key_id = new_uid(), ring.current_id
    typed_code = new_short_code()
    while typed_code in taken_codes:
        typed_code = new_short_code()
    taken_codes.add(typed_code)
    return {
        "uid": uid,
        "event_id": event_id,
        "version": version,
        "key_id": key_id,
        "token_hash": code_hash(ticket_code(ring.derive("ticket", key_id), uid, version)),
        "typed_code": typed_code,
        "state": "active",
    }
