"""The group of commands: an exit status for each kind of trouble, never a traceback unasked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from mom_sim.cli.options import GIVEN
from mom_sim.cli.printing import say
from mom_sim.cli.usage_faults import usage_fault
from mom_sim.errors import LogError, MomSimError, PlanError, ScenarioError, UnworkableError

DONE, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses. 130 is 128 + SIGINT, as shells have it."""


class CommandGroup(click.Group):
    """Lists commands in the order in which they were added, and turns errors into exit statuses."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, the most used first."""
        return list(self.commands)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, and keep them as they were given for the provenance."""
        ctx.meta[GIVEN] = list(args)
        return super().parse_args(ctx, args)

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read what stands before the command."""
        with _told_in_one_line():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command.

        Parameters
        ----------
        ctx : click.Context

        Raises
        ------
        click.exceptions.Exit
            With the status that fits the trouble, after one message on standard error.
        """
        try:
            with _told_in_one_line():
                return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            say("interrupted")
            ctx.exit(INTERRUPTED)
        except (ScenarioError, UnworkableError) as error:
            say(str(error))
            ctx.exit(BAD_INPUT)
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            say(_what_failed(error))
            ctx.exit(FAILED)


@contextmanager
def _told_in_one_line() -> Iterator[None]:
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        raise usage_fault(error) from None


def _what_failed(error: Exception) -> str:
    if isinstance(error, PlanError):
        return f"this scenario was accepted and still did not compile: {error}; please report it"
    if isinstance(error, LogError):
        return f"log: {error}"
    if isinstance(error, MomSimError):
        return f"the run stopped: {error}"
    if isinstance(error, OSError) and error.strerror:
        return (
            f"{Path(str(error.filename)).name}: {error.strerror}"
            if error.filename
            else error.strerror
        )
    what = " ".join(str(error).split())
    named = f"{type(error).__name__}: {what}" if what else type(error).__name__
    return f"unexpected trouble: {named}; `mom-sim --debug ...` shows where, please report it"
