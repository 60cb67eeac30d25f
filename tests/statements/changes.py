"""Changes to a scenario, written as YAML and merged mapping by mapping."""

from __future__ import annotations

from typing import Any

import yaml


def merged(document: Any, changes: Any) -> Any:
    """Merge changes into a document; a null removes its key, a list takes the place of a list."""
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
    """YAML of several changes in one."""
    document: Any = {}
    for text in texts:
        document = merged(document, yaml.safe_load(text) or {})
    return yaml.safe_dump(document, sort_keys=False)
