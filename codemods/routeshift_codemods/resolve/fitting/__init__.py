"""Whether a method, or a class, is what an API calls: for a check, and from version to version.

It reads an inventory. Called by `resolve`, for those who call that.
"""

from routeshift_codemods.resolve.fitting.differing import differences
from routeshift_codemods.resolve.fitting.fit import ApiCalls, api_calls, misfits

__all__ = [
    "ApiCalls",
    "api_calls",
    "differences",
    "misfits",
]
