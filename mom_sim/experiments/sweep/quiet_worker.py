"""Loaded by every local worker before it starts: Ctrl-C is for the process that runs the sweep.

A terminal sends it to all processes at once; workers leave when that process tells them to, or is
gone.
"""

from __future__ import annotations

import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)
