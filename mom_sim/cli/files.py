"""Files that appear whole or not at all, and are known to be possible before a long run."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

STANDARD_OUTPUT = "-"


def check_targets(targets: Sequence[tuple[str, str | None]]) -> None:
    """Refuse, before anything runs, files that could not be written afterwards.

    Parameters
    ----------
    targets : sequence of (str, str or None)
        Name of the option and the file that it names; None where it was not given.

    Raises
    ------
    click.BadParameter
        With the reason.
    """
    seen: dict[str, str] = {}
    for option, target in targets:
        if target is None:
            continue
        key = target if target == STANDARD_OUTPUT else str(Path(target).resolve())
        if key in seen:
            raise click.BadParameter(f"{seen[key]} has the same target", param_hint=option)
        seen[key] = option
        try:
            trouble = None if target == STANDARD_OUTPUT else _trouble_with_file(Path(target))
        except OSError as error:
            trouble = _cannot("be used", error)
        if trouble:
            raise click.BadParameter(f"{target}: {trouble}", param_hint=option)


def check_inputs_kept(targets: Sequence[tuple[str, str | None]], inputs: Sequence[str]) -> None:
    """Refuse, before anything runs, results that would take the place of what they are made from.

    Parameters
    ----------
    targets : sequence of (str, str or None)
        Name of the option and the file or folder that it names; None where it was not given.
    inputs : sequence of str
        Files that the study was read from.

    Raises
    ------
    click.BadParameter
        If one of them is a target, or lies in a folder that is one.
    """
    read = [Path(name).resolve() for name in inputs]
    for option, target in targets:
        if target is None or target == STANDARD_OUTPUT:
            continue
        place = Path(target).resolve()
        for path in read:
            if place in path.parents or (place.exists() and path.exists() and place.samefile(path)):
                raise click.BadParameter(
                    f"{target}: {path.name} is read by this study; name another place",
                    param_hint=option,
                )


def check_log_folder(option: str, target: str | None) -> None:
    """Refuse, before anything runs, a folder that a log could not go to.

    Parameters
    ----------
    option : str
    target : str or None

    Raises
    ------
    click.BadParameter
        If it is a file, cannot be written, or holds something that is not an earlier log.
    """
    if target is None:
        return
    try:
        trouble = _trouble_with_log_folder(Path(target).resolve())
    except OSError as error:
        trouble = _cannot("be used", error)
    if trouble:
        raise click.BadParameter(f"{target}: {trouble}", param_hint=option)


def write_text(target: str, text: str) -> None:
    """Write a file as a whole, or print it where the target is ``-``.

    Parameters
    ----------
    target : str
    text : str

    Raises
    ------
    OSError
        If the disk does not take it; an earlier file of that name is as it was.
    """
    if target == STANDARD_OUTPUT:
        click.echo(text, nl=False)
        return
    from mom_sim.experiments.whole_files import whole_file

    with (
        whole_file(target) as temporary,
        open(temporary, "w", encoding="utf-8", newline="") as file,
    ):
        file.write(text)


def write_json(target: str | None, content: Any) -> None:
    """Write plain data as `write_text` does, or nothing where there is no target.

    Parameters
    ----------
    target : str or None
    content : Any
        Without NaN or infinity, which JSON does not have.

    Raises
    ------
    OSError
        As of `write_text`.
    """
    if target is not None:
        write_text(target, json.dumps(content, indent=2, allow_nan=False) + "\n")


def _trouble_with_file(path: Path) -> str | None:
    path = path.resolve()
    if path.is_dir():
        return "is a folder; name a file in it"
    if path.exists() and not path.is_file():
        return "is not a regular file; name another one, or - for standard output"
    return _trouble_with_parent(path.parent)


def _trouble_with_log_folder(folder: Path) -> str | None:
    from mom_sim.errors import LogError
    from mom_sim.log.export import KNOWN_FILES
    from mom_sim.log.export_folder import read_label

    if folder.is_dir():
        names = {path.name for path in folder.iterdir()}
        foreign = sorted(names - KNOWN_FILES)
        if foreign:
            return f"holds {foreign[0]!r}, which is not of a log; name another folder"
        if names:
            try:
                read_label(folder)
            except LogError:
                return "is not empty and not an earlier log; name another folder"
    elif folder.exists():
        return "is a file; name a folder for the log"
    return _trouble_with_parent(_nearest_folder(folder.parent))


def _trouble_with_parent(folder: Path) -> str | None:
    if not folder.is_dir():
        return f"there is no folder {folder.name or folder}; make it first"
    try:
        # Permissions do not tell all: some file systems take nothing from anybody.
        with tempfile.TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return f"the folder {folder} {_cannot('be written to', error)}"


def _cannot(what: str, error: OSError) -> str:
    return f"cannot {what} ({error.strerror or type(error).__name__}); name another place"


def _nearest_folder(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder
