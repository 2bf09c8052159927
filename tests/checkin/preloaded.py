"""Imported once by the fork server (see `nursery`)."""

from tests.checkin.nursery import load_program

load_program()
