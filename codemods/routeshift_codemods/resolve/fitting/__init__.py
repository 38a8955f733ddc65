"""Whether a method, or a class, is what an API calls: for a check, and from version to version.

It reads an inventory. Called by `receivers`, and by `resolve`, for those who call that.
"""

from routeshift_codemods.resolve.fitting.differing import differences
from routeshift_codemods.resolve.fitting.fit import (
    ACCEPTS_BOTH,
    ApiCalls,
    accepts_both,
    api_calls,
    misfits,
)
from routeshift_codemods.resolve.fitting.renewing import Renewal, Renewed, since_the_move
from routeshift_codemods.resolve.fitting.versions import between

__all__ = [
    "ACCEPTS_BOTH",
    "ApiCalls",
    "Renewal",
    "Renewed",
    "accepts_both",
    "api_calls",
    "between",
    "differences",
    "misfits",
    "since_the_move",
]
