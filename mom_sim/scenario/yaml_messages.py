"""What the YAML parser says, in the words of somebody who does not know YAML's inside."""

from __future__ import annotations

import yaml

NO_COLON = "could not find expected ':'"

# (part of the parser's problem, part of its context, our message), the first that fits counts
_MESSAGES = (
    (
        "mapping values are not allowed",
        "",
        "a second colon stands in this line, or the indentation does not fit the line before; put "
        "quotes around text with a colon",
    ),
    (
        "cannot start any token",
        "",
        "a value cannot start with this character; indent with spaces, not with tabs, and put "
        "quotes around text that starts with @, %, ` or a tab",
    ),
    (
        "unexpected end of stream",
        "quoted scalar",
        "a quotation mark is opened here and not closed; add the closing one",
    ),
    ("", "flow", "a bracket [ or { is not closed, or a comma is missing between entries"),
    ("found unknown escape character", "", "within double quotes write \\\\ for a backslash"),
    (
        "did not find expected key",
        "",
        "the indentation does not fit the lines before, or a colon is missing",
    ),
    (
        "did not find expected '-' indicator",
        "",
        "a list goes on here without a dash; start each entry with a dash, all in one column",
    ),
    (NO_COLON, "", "a colon is missing after this key"),
)


def parser_message(error: yaml.YAMLError) -> tuple[int, int, str]:
    """Translate an error of the YAML parser.

    Parameters
    ----------
    error : yaml.YAMLError

    Returns
    -------
    tuple of (int, int, str)
        Line and column, from 1, and the message.
    """
    problem = str(getattr(error, "problem", None) or "")
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None)
    if mark is None:
        return 1, 1, f"this is not YAML: {problem or error}"
    for in_problem, in_context, message in _MESSAGES:
        if in_problem in problem and in_context in context:
            # The parser notices these further on than where they begin.
            if "quoted scalar" in in_context or in_context == "flow" or in_problem == NO_COLON:
                mark = context_mark or mark
            return mark.line + 1, mark.column + 1, message
    return mark.line + 1, mark.column + 1, f"this is not YAML: {problem or error}"
