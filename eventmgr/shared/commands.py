"""What every command shares: `--json`, exit codes, errors in words, tables made when they are missing.

Exit codes: 0 success, 1 error, 2 refused input, 3 refused scan. With `--json` exactly one JSON object
goes to standard output; failures are {"error": {"code", "message"}}.
"""

import functools
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import click
from flask.cli import with_appcontext

from eventmgr.shared.migrate import migrate_if_behind
from eventmgr.shared.refusal import Refusal

logger = logging.getLogger(__name__)
SUCCESS, ERROR, REFUSED_INPUT, REFUSED_SCAN = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class CommandResult:
    """`data` is what `--json` prints, `lines` what a person reads."""

    data: dict[str, Any]
    lines: Sequence[str] = field(default_factory=list)
    exit_code: int = SUCCESS


class JsonCommand(click.Command):
    """A command whose usage errors, too, are one JSON object when `--json` was asked for."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        wants_json = "--json" in args
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            if not wants_json:
                raise
            _print_json({"error": {"code": "usage", "message": error.format_message()}})
            raise click.exceptions.Exit(REFUSED_INPUT) from error


def json_command(
    name: str, *, migrate: bool = True
) -> Callable[[Callable[..., CommandResult]], click.Command]:
    """Make a function that returns a CommandResult into a command with `--json`.

    Put click's options below this decorator. With `migrate` the database is brought up to date first.
    """

    def decorate(function: Callable[..., CommandResult]) -> click.Command:
        @functools.wraps(function)
        def run(*args: Any, as_json: bool, **options: Any) -> None:
            try:
                if migrate:
                    migrate_if_behind()
                result = function(*args, **options)
            except Refusal as refusal:
                _fail(refusal.code, refusal.message, as_json, REFUSED_INPUT)
            except (click.ClickException, click.exceptions.Exit):
                raise
            except Exception as error:
                logger.exception("command %s failed", name)
                # The text of an error may hold personal data; its kind does not.
                _fail("unexpected", f"Perintah berhenti karena galat {type(error).__name__}.", as_json, ERROR)
            else:
                _print_result(result, as_json)

        command = click.command(name, cls=JsonCommand)(with_appcontext(run))
        option = click.Option(["--json", "as_json"], is_flag=True, help="Cetak satu objek JSON.")
        command.params.append(option)
        return command

    return decorate


def _print_json(data: dict[str, Any]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False))


def _print_result(result: CommandResult, as_json: bool) -> None:
    if as_json:
        _print_json(result.data)
    else:
        for line in result.lines:
            click.echo(line)
    if result.exit_code:
        raise click.exceptions.Exit(result.exit_code)


def _fail(code: str, message: str, as_json: bool, exit_code: int) -> None:
    if as_json:
        _print_json({"error": {"code": code, "message": message}})
    else:
        click.echo(message, err=True)
    raise click.exceptions.Exit(exit_code)
