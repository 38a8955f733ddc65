"""Engines that others wrote, for schemas and patterns: what they may be asked, and how.

It imports nothing of ours but `lenient_json`; `stubs`, `compare` and `verify` call it.
"""
