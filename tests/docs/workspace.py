"""A folder in which a page's commands run as its reader would run them.

It holds copies of `scenarios/` and of the data in `docs/` and, as `.venv`, the environment that the
tests run in. Commands of ``mom-sim`` alone run in this process, which saves loading the package for
every one of them; all others run in a shell. ``make`` is asked only what it would do, in the
repository itself.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

from mom_sim.cli.main import main
from tests.docs.markdown_blocks import ROOT, Block, commands_of
from tests.docs.shown_output import renewed, still_appears

_PLAIN = re.compile(r"(\.venv/bin/)?mom-sim [^|&;<>$`()*?]*(> ?(?P<file>\S+))?")
_LONGEST_COMMAND = 300  # seconds; a guard against a command that waits for somebody


class Workspace:
    """Where a page's blocks are run, one after the other.

    Parameters
    ----------
    folder : Path
        Empty.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names: dict[str, Any] = {"__name__": "__docs__"}
        shutil.copytree(ROOT / "scenarios", folder / "scenarios")
        data_only = shutil.ignore_patterns("*.md", "*.py")
        shutil.copytree(ROOT / "docs", folder / "docs", ignore=data_only)
        (folder / ".venv").symlink_to(sys.prefix, target_is_directory=True)

    def run(self, block: Block, following: Block | None) -> list[str]:
        """Do what a reader does with a block.

        Parameters
        ----------
        block : Block
        following : Block or None
            A ``text`` block right after a ``python`` block is what that prints.

        Returns
        -------
        list of str
            What went otherwise than the page says; empty if nothing did.
        """
        if block.language == "console":
            return self._console(block)
        if block.language == "python":
            return self._python(block, following)
        if block.file is not None:
            (self.folder / block.file).write_text(block.text, encoding="utf-8")
        return []

    def renew(self, block: Block) -> list[str]:
        """Run a ``console`` block and return its lines with today's output."""
        lines: list[str] = []
        for command in commands_of(block):
            _, printed = self._command(command.text)
            lines += f"$ {command.text}".splitlines()
            lines += renewed(command.shown, printed) if command.shown else []
        return lines

    def printed_by(self, block: Block) -> str:
        """Run a ``python`` block and return what it prints."""
        printed = io.StringIO()
        code = compile("\n" * block.line + block.text, str(block.page), "exec")
        with chdir(self.folder), redirect_stdout(printed), _one_processor():
            exec(code, self._names)
        return printed.getvalue()

    def _console(self, block: Block) -> list[str]:
        faults: list[str] = []
        for command in commands_of(block):
            place = f"{block.page.relative_to(ROOT)}:{command.line}: {command.text}"
            status, printed = self._command(command.text)
            if status != block.status:
                faults.append(f"{place}\nended with {status}, not {block.status}:\n{printed}")
            elif command.shown and not still_appears(command.shown, printed):
                faults.append(
                    f"{place}\nprints something else than the page shows (`python -m "
                    f"tests.docs.renew` puts it in):\n{printed}"
                )
        return faults

    def _python(self, block: Block, following: Block | None) -> list[str]:
        try:
            printed = self.printed_by(block)
        except Exception as error:
            return [f"{block.place}: {type(error).__name__}: {error}"]
        if following is None or following.language != "text":
            return []
        if still_appears(following.lines, printed):
            return []
        return [f"{following.place}: what is printed is\n{printed}"]

    def _command(self, text: str) -> tuple[int, str]:
        text = text.replace("\\\n", " ")
        plain = _PLAIN.fullmatch(text)
        if plain:
            return self._in_process(text, plain["file"])
        words = text.split()
        if words[0] == "make":
            return self._shell(["make", "--dry-run", "--directory", str(ROOT), *words[1:]])
        return self._shell(["bash", "-euo", "pipefail", "-c", text])

    def _in_process(self, text: str, target: str | None) -> tuple[int, str]:
        arguments = shlex.split(text.split(">")[0])
        output, errors = io.StringIO(), io.StringIO()
        if target is None:
            errors = output
        with (
            chdir(self.folder),
            patch.object(sys, "argv", arguments),
            redirect_stdout(output),
            redirect_stderr(errors),
            _one_processor(),
        ):
            try:
                main()
                status = 0
            except SystemExit as end:
                status = end.code if isinstance(end.code, int) else int(end.code is not None)
        if target is None:
            return status, output.getvalue()
        (self.folder / target).write_text(output.getvalue(), encoding="utf-8")
        return status, errors.getvalue()

    def _shell(self, arguments: list[str]) -> tuple[int, str]:
        home = Path(sys.executable).parent
        done = subprocess.run(
            arguments,
            cwd=self.folder,
            env={**os.environ, "PATH": f"{home}{os.pathsep}{os.environ['PATH']}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            timeout=_LONGEST_COMMAND,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout


def _one_processor() -> Any:
    """Keep comparisons in this process: results do not depend on it."""
    return patch.object(os, "cpu_count", return_value=1)
