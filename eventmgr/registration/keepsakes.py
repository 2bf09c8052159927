"""What stays valid for a person when a registration ends.

A certificate belongs to the person and outlasts a cancelling, but certificates belong to a room above this
one. So that room says here what it has: `register_keepsake(app, my_keepsake)`.
"""

from collections.abc import Callable, Collection

from flask import Flask, current_app

_EXTENSION = "eventmgr.registration_keepsakes"

#: ids of registrations in, what some of them hold out: "Sertifikat nomor 400.9/12/2024"
Keepsake = Callable[[Collection[int]], dict[int, str]]


def register_keepsake(app: Flask, keepsake: Keepsake) -> None:
    app.extensions.setdefault(_EXTENSION, []).append(keepsake)


def what_stays(registration_ids: Collection[int]) -> list[str]:
    """What these registrations hold that stays valid when they end; a statement for each room that asks."""
    keepsakes: list[Keepsake] = current_app.extensions.get(_EXTENSION, [])
    return [words for keepsake in keepsakes for words in keepsake(registration_ids).values()]
