"""Engines that others wrote, for schemas and patterns: what they may be asked, and how.

It imports nothing of ours but `lenient_json`. Called by `stubs`, `compare` and `verify`.
"""

from routeshift.engines.asking import answer
from routeshift.engines.effort import is_bearable
from routeshift.engines.patterns import written_out

__all__ = ["answer", "is_bearable", "written_out"]
