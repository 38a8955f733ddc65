"""Scans, migrations and checks as reports.

It reads what the other packages yield. Called by `cli` and `testing`.
"""

from routeshift_codemods.reporting.fitted import report_of_check
from routeshift_codemods.reporting.migrated import diffs, report_of_migration
from routeshift_codemods.reporting.progressed import report_of_status
from routeshift_codemods.reporting.rules import RULES
from routeshift_codemods.reporting.scanned import report_of_scan

__all__ = [
    "RULES",
    "diffs",
    "report_of_check",
    "report_of_migration",
    "report_of_scan",
    "report_of_status",
]
