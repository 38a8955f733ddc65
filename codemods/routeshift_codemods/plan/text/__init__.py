"""Positions and Python text, whoever writes it: imports nothing of `plan`."""
