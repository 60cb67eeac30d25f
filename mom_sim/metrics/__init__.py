"""From logs to figures: every number that a reader sees is a function of the log and the plan.

- ``measuring``: one log -> what its replication contributes to every figure and table
- ``summarizing``: replications -> estimates with intervals, and paired differences
- ``tabulating``: replications -> tidy tables by type, unit, team, person, gate, cause, place
- ``bottlenecks``: where campaigns wait, and who is busy without a break
- ``trust``: warnings; ``explanations``: sentences made by rule
- ``paths``: work in progress, queues and utilization over time
- ``pairing``: the same campaigns under two models; ``competing_ends``: ends over time
- ``launch_parts``: time-to-launch by cause and attempt; ``life``: one campaign from request to end
- ``recovery``: weeks until a surge is over
- ``registry``: the record of every figure (in ``kpis``) and table (in ``tables``)
- ``view``: a log seen with its plan; the tables that figures are taken from, made once
"""
