"""Sweeps: the same study at many points, on one machine or many, kept in one store.

A point is one combination of values, in one operating model, with one seed. Points are enumerated
by rule and never listed; what a point comes to is kept under what it is made of, so that it is
computed once, whatever is killed in between.
"""
