"""Print the page: ``python -m tests.statements > docs/statements.md``, which takes some minutes."""

from __future__ import annotations

import sys

from tests.statements.judging import every_statement, find
from tests.statements.page import statements_page
from tests.statements.record import FAILS, HOLDS

if __name__ == "__main__":
    findings = {}
    for theme, statement in every_statement():
        for verdict in (HOLDS, FAILS):
            found = find(theme, statement, statement.set_up(verdict))
            findings[statement.number, verdict] = found
            print(f"{statement.number}: {verdict}? {found.verdict}", file=sys.stderr)
    sys.stdout.write(statements_page(findings))
