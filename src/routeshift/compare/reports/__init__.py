"""A comparison as text for people and for tools; each module is a pure function to text.

Called by `cli`.
"""

from __future__ import annotations

from routeshift.compare.reports.data import as_data, as_json, published_schema
from routeshift.compare.reports.html import as_html
from routeshift.compare.reports.junit import as_junit
from routeshift.compare.reports.markdown import as_markdown
from routeshift.compare.reports.sarif import as_sarif

__all__ = [
    "as_data",
    "as_html",
    "as_json",
    "as_junit",
    "as_markdown",
    "as_sarif",
    "published_schema",
]
