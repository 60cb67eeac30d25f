"""Addresses of questions, as the pages write them after `#`."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

SMALL = """\
name: Two regions
units: [north, south]
run: {horizon: 30 weeks, warm_up: 6 weeks, replications: 3, seed: 5}
people:
  strategy: {headcount: 1}
  content: {headcount: 2}
  design: {headcount: 2}
  brand: {headcount: 1}
campaigns:
  email: {demand: 150 per year}
"""
"""A scenario that is run in a moment."""

PAIR = ("centralized", "hybrid")

LONG = {"preset": "reference_company", "models": list(PAIR), "precision": "2%"}
"""A question that is sharpened for so long that it can be stopped, however slow the test is."""


def address(page: str, **said: Any) -> str:
    """Write what follows the server's address, about the small scenario unless said otherwise.

    Parameters
    ----------
    page : str
    **said
        Parts of the question, as state/question.ts has them.

    Returns
    -------
    str
    """
    if "preset" not in said:
        said = {"yaml": SMALL, "file": "small.yaml", "models": list(PAIR), **said}
    question = {"precision": "as written", **said}
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(json.dumps(question).encode()) + packer.flush()
    return f"/#/{page}/{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def question_in(location: str) -> dict[str, Any]:
    """Read an address of the pages."""
    code = location.rsplit("/", 1)[1]
    packed = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
    found: dict[str, Any] = json.loads(zlib.decompress(packed, -15))
    return found
