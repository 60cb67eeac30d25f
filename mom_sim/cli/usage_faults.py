"""A command line that cannot be meant, told as everything else: where, then what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mom_sim.cli.printing import say


class UsageFault(click.ClickException):
    """One line on standard error, and the exit status of bad input."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Say the line."""
        say(self.message)


def usage_fault(error: click.UsageError) -> UsageFault:
    """Put what click found into one line.

    Parameters
    ----------
    error : click.UsageError

    Returns
    -------
    UsageFault
        ``--option: message``; where no option or argument is meant, the command stands first.
    """
    command = error.ctx.command_path if error.ctx is not None else ""
    look = f"`{command} --help` shows what there is" if command else ""
    message = " ".join(error.format_message().split()).rstrip(".")
    if isinstance(error, click.MissingParameter):
        return _line(_place_of(error) or command, "missing", look)
    if isinstance(error, click.BadParameter):
        return _line(_place_of(error) or command, error.message.rstrip("."))
    if isinstance(error, click.NoSuchOption):
        hint = _meant(error.option_name, error.possibilities) or look
        return _line(error.option_name, "no such option", hint)
    if isinstance(error, click.BadOptionUsage):
        return _line(error.option_name, message.removeprefix(f"Option {error.option_name!r} "))
    name, possibilities = getattr(error, "command_name", ""), getattr(error, "possibilities", None)
    if name:  # click has a class of its own for this from 8.4 on
        hint = _meant(name, possibilities) or _with_a_scenario(error.ctx, name) or look
        return _line(name, "no such command", hint)
    return _line(command, message[:1].lower() + message[1:])


def _line(*parts: str) -> UsageFault:
    where, what, *rest = parts
    told = "; ".join(filter(None, (what, *rest)))
    return UsageFault(f"{where}: {told}" if where else told)


def _place_of(error: click.BadParameter) -> str:
    """Name of the option, or what an argument is called in the help."""
    if isinstance(error.param_hint, str):
        return error.param_hint
    if error.param is None:
        return ""
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.make_metavar(error.ctx) if error.ctx else str(error.param.name)


def _with_a_scenario(context: click.Context | None, name: str) -> str:
    """What can be done with a file that stands where the command belongs."""
    if context is None or not isinstance(context.command, click.Group):
        return ""
    if Path(name).suffix not in (".yaml", ".yml"):
        return ""
    command = next((one for one in ("run", "compare") if one in context.command.commands), "")
    return f"`{context.command_path} {command} {name}` runs it" if command else ""


def _meant(name: str, possibilities: list[str] | None) -> str:
    from mom_sim.scenario.quantities import did_you_mean

    return did_you_mean(name, possibilities or ()).removeprefix("; ")
