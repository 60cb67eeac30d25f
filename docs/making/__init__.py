"""Pages that are printed from the package's own records: ``python -m docs.making.<page>``."""
