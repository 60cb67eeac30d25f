"""The notebook is what its script makes: the same cells, and executed again the same outputs."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from docs.making import notebook


def _committed() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(notebook.TARGET.read_text(encoding="utf-8"))
    return found


def test_cells_are_those_of_the_script_and_all_were_executed() -> None:
    cells = _committed()["cells"]
    written = [(one["cell_type"], "".join(one["source"])) for one in cells]
    assert written == list(notebook.CELLS)
    counts = [one["execution_count"] for one in cells if one["cell_type"] == "code"]
    assert counts == list(range(1, len(counts) + 1))
    kinds = {output["output_type"] for one in cells for output in one.get("outputs", ())}
    assert kinds == {"display_data", "execute_result"}


def test_outputs_name_no_place_and_no_time() -> None:
    text = notebook.TARGET.read_text(encoding="utf-8")
    assert not re.findall(r"/(?:home|root|work|tmp|Users)/|20\d\d-\d\d-\d\dT", text)


@pytest.mark.deep
def test_executed_again_it_is_the_same() -> None:
    again = notebook.notebook()
    for one, other in zip(_committed()["cells"], again.cells, strict=True):
        texts = [
            [
                "".join(data["text/plain"])
                for out in cell.get("outputs", ())
                if (data := out["data"])
            ]
            for cell in (one, other)
        ]
        assert texts[0] == texts[1]
