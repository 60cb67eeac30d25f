"""Questions that take their time: told as they go, canceled at once, kept over a restart."""
