"""Commands of all rooms; groups of one name (users of accounts and of events) become one."""

from collections.abc import Iterable

import click
from flask import Flask


def register_commands(app: Flask, commands: Iterable[click.Command]) -> None:
    for command in commands:
        known = app.cli.commands.get(command.name or "")
        if isinstance(known, click.Group) and isinstance(command, click.Group):
            for sub in command.commands.values():
                known.add_command(sub)
        elif isinstance(command, click.Group):
            # A group of our own, so that merging never adds to the one that a room exports.
            app.cli.add_command(click.Group(command.name, commands=dict(command.commands), help=command.help))
        else:
            app.cli.add_command(command)
