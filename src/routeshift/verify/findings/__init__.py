"""What a client could tell apart: differences, without noise, grouped by their cause.

Knows no side. Called by `traffic`, `settings`, `judging`, `planning`, `running`, `redacting`,
`proof`, `verification` and `reporting`.
"""

from routeshift.verify.findings.comparison import ABSENT, Difference, differences, escaped
from routeshift.verify.findings.counterparts import Counterparts
from routeshift.verify.findings.grouping import Cause, Discrepancy, Findings, clusters, groups
from routeshift.verify.findings.hints import hint
from routeshift.verify.findings.ignoring import Ignore, kept, parse_ignore
from routeshift.verify.findings.noise import Noise, place
from routeshift.verify.findings.shapes import fits, is_clock, is_time, is_unique

__all__ = [
    "ABSENT",
    "Cause",
    "Counterparts",
    "Difference",
    "Discrepancy",
    "Findings",
    "Ignore",
    "Noise",
    "clusters",
    "differences",
    "escaped",
    "fits",
    "groups",
    "hint",
    "is_clock",
    "is_time",
    "is_unique",
    "kept",
    "parse_ignore",
    "place",
]
