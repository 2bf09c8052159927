"""Imported once by the fork server (see `nursery`)."""

from tests.support.nursery import load_program

load_program()
