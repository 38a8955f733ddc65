"""Findings: drafts of one operation, merged into causes, proven, and accepted on purpose.

Called by `operation`, which drafts, and by `comparing`, `testing` and the face of `compare`.
"""

from routeshift.compare.findings.accepting import (
    Accept,
    apply_accepts,
    baseline,
    project_accepts,
    read_accepts,
)
from routeshift.compare.findings.causes import findings
from routeshift.compare.findings.drafts import Draft, Where, schema_drafts
from routeshift.compare.findings.messages import brief
from routeshift.compare.findings.sunset import sunset_change

__all__ = [
    "Accept",
    "Draft",
    "Where",
    "apply_accepts",
    "baseline",
    "brief",
    "findings",
    "project_accepts",
    "read_accepts",
    "schema_drafts",
    "sunset_change",
]
