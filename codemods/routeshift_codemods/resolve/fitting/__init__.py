"""Whether a method, or a class, is what an API calls: for a check, and from version to version.

It reads an inventory. Called by `resolve`, for those who call that.
"""

from routeshift_codemods.resolve.fitting.differing import differences
from routeshift_codemods.resolve.fitting.fit import ApiCalls, api_calls, misfits
from routeshift_codemods.resolve.fitting.inferring import between
from routeshift_codemods.resolve.fitting.renewing import Renewal, Renewed, since_the_move

__all__ = [
    "ApiCalls",
    "Renewal",
    "Renewed",
    "api_calls",
    "between",
    "differences",
    "misfits",
    "since_the_move",
]
