"""Whether an implementation fits its Protocol, and how it is bridged where it does not.

Called by hosts, by the way of `serving`.
"""

from routeshift.serving.fitting.accepting import accepts_both
from routeshift.serving.fitting.bridging import bridge
from routeshift.serving.fitting.checking import Problem, check, require_fit

__all__ = [
    "Problem",
    "accepts_both",
    "bridge",
    "check",
    "require_fit",
]
