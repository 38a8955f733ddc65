"""A verification as a report, and as the JSON data that it publishes. Called by `proof`."""

from routeshift.verify.reporting.aspects import ASPECTS
from routeshift.verify.reporting.data import as_data
from routeshift.verify.reporting.verified import report_of_verification

__all__ = ["ASPECTS", "as_data", "report_of_verification"]
