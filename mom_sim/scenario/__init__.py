"""What a person writes: reading it, checking it, and the resolved scenario that it becomes.

- ``yaml_reader``, ``marked_document``: text -> plain data that knows its lines and columns
- ``quantities``, ``distribution_grammar``: the values that a person writes, such as ``6h``
- ``schema``: the human form, part by part (pydantic)
- ``defaults``, ``filling``: everything that may be left out, and what then holds
- ``checks``: what no single value can tell
- ``resolving``, ``operating_model``, ``campaign_calendar``: human form -> ``resolved``
- ``loading``: ``load_scenario`` and ``parse_scenario``, which do all of the above
- ``sources``, ``printing``, ``json_schema``: origin of every number, printed forms

Importing ``mom_sim.scenario.resolved`` alone does not import pydantic.
"""
