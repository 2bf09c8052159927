"""What the private link of a person is, made anew from the keyring; only its hash is stored."""

from eventmgr.shared.codes import link_token
from eventmgr.shared.keyring import Keyring


def private_path(ring: Keyring, uid: str, key_id: int, version: int) -> str:
    """The path of a person's private page: "/p/" and 26 characters."""
    return f"/p/{link_token(ring.derive('private-link', key_id), uid, version)}"
