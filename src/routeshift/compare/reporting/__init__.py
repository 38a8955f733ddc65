"""A comparison as a report, and as the JSON data that `schema.json` publishes.

Called by `cli`, through `compare`.
"""

from __future__ import annotations

from routeshift.compare.reporting.compared import help_of, report_of_comparison
from routeshift.compare.reporting.data import as_data, published_schema

__all__ = ["as_data", "help_of", "published_schema", "report_of_comparison"]
