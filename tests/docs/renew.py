"""Put today's output of every command into the pages, where they show output.

    python -m tests.docs.renew              all pages
    python -m tests.docs.renew tutorial     those with that name

Look at what changed before you keep it: the sentences around the numbers may no longer hold.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.docs.markdown_blocks import ROOT, Block, blocks_of, pages
from tests.docs.shown_output import renewed
from tests.docs.workspace import Workspace


def renew(page: Path) -> bool:
    """Run a page and write it anew; True if that changed it."""
    before = page.read_text(encoding="utf-8")
    lines = before.splitlines()
    blocks = blocks_of(page)
    replaced: list[tuple[Block, list[str]]] = []
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        for number, block in enumerate(blocks):
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            if block.language == "console":
                replaced.append((block, workspace.renew(block)))
            elif block.language == "python":
                printed = workspace.printed_by(block)
                if following is not None and following.language == "text":
                    replaced.append((following, renewed(following.lines, printed)))
            else:
                workspace.run(block, None)
    for block, content in reversed(replaced):
        lines[block.line : block.line + len(block.lines)] = content
    after = "".join(f"{line}\n" for line in lines)
    page.write_text(after, encoding="utf-8")
    return after != before


if __name__ == "__main__":
    wanted = sys.argv[1:]
    for page in pages():
        runs = any(block.language in ("console", "python") for block in blocks_of(page))
        if runs and (not wanted or page.stem in wanted):
            changed = renew(page)
            print(f"{page.relative_to(ROOT)}: {'changed' if changed else 'as it was'}")
