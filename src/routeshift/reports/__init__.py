"""Reports: what a command found as one record, and a table of the formats that show it.

Whoever has something to say fills a `Report`; this package knows none of them. Called by `compare`,
`verify`, `reporting`, `testing`, `cli` and `pytest_plugin`.
"""

from routeshift.reports.bounds import cut
from routeshift.reports.columns import row_lines, table_lines, wrapped
from routeshift.reports.contract import rules_of_the_contract
from routeshift.reports.formats import (
    FORMATS,
    Format,
    format_named,
    format_of,
    render,
    styled_lines,
)
from routeshift.reports.model import (
    Block,
    Command,
    Fact,
    Help,
    Lines,
    Listing,
    Part,
    Report,
    Reported,
    Severity,
    Sides,
    SourceLocation,
    Table,
)
from routeshift.reports.statistics import counted
from routeshift.reports.terminal import styled_block

__all__ = [
    "FORMATS",
    "Block",
    "Command",
    "Fact",
    "Format",
    "Help",
    "Lines",
    "Listing",
    "Part",
    "Report",
    "Reported",
    "Severity",
    "Sides",
    "SourceLocation",
    "Table",
    "counted",
    "cut",
    "format_named",
    "format_of",
    "render",
    "row_lines",
    "rules_of_the_contract",
    "styled_block",
    "styled_lines",
    "table_lines",
    "wrapped",
]
