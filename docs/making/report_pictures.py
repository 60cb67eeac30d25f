"""Pictures of a report's pages for docs/report.md: its PDF, as it comes from the command line.

    python -m docs.making.report_pictures

Needs Chromium, and what turns a page of a PDF into a picture: pip install pypdfium2 pillow.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
SCENARIO = ROOT / "scenarios" / "surge.yaml"
PROMISE = "p90 time-to-launch for small <= 75 calendar days"
DOTS_AN_INCH = 96
POINTS_AN_INCH = 72

SHOWN = {
    "report_first_page": "The question",
    "report_surge": "What a surge does, and where promises break",
}
"""By name of the picture: the heading that its page has."""


def write_pictures(pdf: Path) -> None:
    """Write the pages of `SHOWN`, the first that has each heading."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    for name, heading in SHOWN.items():
        number = next(place for place, text in enumerate(texts) if heading in text)
        page = document[number].render(scale=DOTS_AN_INCH / POINTS_AN_INCH).to_pil()
        page.save(PICTURES / f"{name}.png", optimize=True)
        print(PICTURES / f"{name}.png")


def main() -> None:
    """Make a report with a surge, and pictures of its pages."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        command = [sys.executable, "-m", "mom_sim", "report", str(SCENARIO), "--with", "surge"]
        command += ["--promise", PROMISE]
        subprocess.run([*command, "--pdf", "--out", str(report)], check=True)
        write_pictures(report.with_suffix(".pdf"))


if __name__ == "__main__":
    main()
