"""The articles' falsifiable statements, each with a set-up in which it holds and one in which not.

They are those of docs/DOMAIN.md, sections 5.1 to 5.7. A record says what is claimed, what is
measured, and what a user would change in the theme's small company; nothing but parameters of the
scenario format is used.
"""
