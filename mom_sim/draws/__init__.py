"""Addressed random draws: an address -> a uniform number -> a value of a distribution.

- ``philox``: the counter-based generator
- ``address``: from (seed, replication, stream, entity, slot, attempt) to bits, chances, uniforms
- ``distribution_kinds``, ``closed_form_kinds``, ``empirical_kind``, ``scipy_kind``: the records
- ``distributions``: their table, and distributions as values
- ``poisson_process``: arrivals at a rate that changes with time
"""
