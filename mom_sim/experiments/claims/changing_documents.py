"""Changes to a scenario, written as YAML and merged mapping by mapping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml


def merged(document: Any, changes: Any) -> Any:
    """Merge changes into a document.

    Parameters
    ----------
    document, changes : Any
        Plain data. A null removes its key, a list takes the place of a list.

    Returns
    -------
    Any
        A new document; what is changed is not touched.
    """
    if not isinstance(document, dict) or not isinstance(changes, dict):
        return changes
    result = dict(document)
    for key, value in changes.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def together(*texts: str) -> str:
    """Make one YAML text of several changes.

    Parameters
    ----------
    *texts : str
        Later ones win.

    Returns
    -------
    str
    """
    document: Any = {}
    for text in texts:
        document = merged(document, yaml.safe_load(text) or {})
    return yaml.safe_dump(document, sort_keys=False)


def at_paths(values: Mapping[str, str]) -> dict[str, Any]:
    """Make the document that says something at some paths and nothing else.

    Parameters
    ----------
    values : mapping of str to str
        A YAML value by its path, keys with dots between them.

    Returns
    -------
    dict
    """
    document: dict[str, Any] = {}
    for path, value in values.items():
        found: Any = yaml.safe_load(value)
        for key in reversed(path.split(".")):
            found = {key: found}
        document = merged(document, found)
    return document
