"""Falsifiable claims about operating models, as experiments that can go either way.

They are those of docs/DOMAIN.md, sections 5.1 to 5.7. A record says what is claimed, what is
measured, and what a user would change in the model's small company; nothing but parameters of the
scenario format is used, and no mechanism knows a claim.
"""
