"""One file a section: material in, a section out, or nothing where its result is not there."""
