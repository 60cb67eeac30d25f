"""The tests, importable by this name although a benchmark peer installs a package `tests` too."""
