"""What changes at one place: an implementation, a call, a test of a mock, an import, a host.

Each is asked what it would change, and what hinders it. Called by `edits`, `rewriting`, `staying`
and `both`.
"""

from routeshift_codemods.plan.repository.sites.calls import CallMove
from routeshift_codemods.plan.repository.sites.functions import FunctionMove, ProtocolMove
from routeshift_codemods.plan.repository.sites.hosts import host_changes
from routeshift_codemods.plan.repository.sites.imports import (
    Importing,
    as_written,
    import_changes,
    importing,
)
from routeshift_codemods.plan.repository.sites.marks import marking, settled_marks, unmarking
from routeshift_codemods.plan.repository.sites.others import other_takers
from routeshift_codemods.plan.repository.sites.reads import ReadMove
from routeshift_codemods.plan.repository.sites.unused import unused_imports

__all__ = [
    "CallMove",
    "FunctionMove",
    "Importing",
    "ProtocolMove",
    "ReadMove",
    "as_written",
    "host_changes",
    "import_changes",
    "importing",
    "marking",
    "other_takers",
    "settled_marks",
    "unmarking",
    "unused_imports",
]
