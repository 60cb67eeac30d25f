"""The local web app: a server on the loopback interface, and the pages that it serves.

The server itself computes nothing. What is asked is done by `mom_sim.app.work` in processes of the
`mom_sim.app.crew`; jobs and their results are kept by `mom_sim.app.jobs`.
"""
